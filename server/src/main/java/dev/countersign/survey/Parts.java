package dev.countersign.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Cuts answers into parts of which none is smaller than the least. Pure.
///
/// Leaving a small part out would not hide it: the whole less the other parts is that part. So
/// small ones are put together, with the smallest large one where they are still too few.
final class Parts {
    private Parts() {}

    record Part<T>(String name, List<T> members) {
        Part {
            members = List.copyOf(members);
        }
    }

    /// At least two parts, or none.
    static <T> List<Part<T>> of(List<T> all, Function<T, String> label, int least) {
        var byLabel = new TreeMap<String, List<T>>();
        all.forEach(t -> byLabel.computeIfAbsent(label.apply(t), _ -> new ArrayList<>()).add(t));
        var large = new ArrayList<Part<T>>();
        var names = new ArrayList<String>();
        var small = new ArrayList<T>();
        for (Map.Entry<String, List<T>> e : byLabel.entrySet()) {
            if (e.getValue().size() >= least) {
                large.add(new Part<>(e.getKey(), e.getValue()));
            } else {
                names.add(e.getKey());
                small.addAll(e.getValue());
            }
        }
        large.sort(Comparator.comparingInt((Part<T> p) -> p.members().size()));
        if (!small.isEmpty()) {
            if (small.size() < least && !large.isEmpty()) {
                var joined = large.removeFirst();
                names.add(joined.name());
                small.addAll(joined.members());
            }
            names.sort(Comparator.naturalOrder());
            large.add(new Part<>(String.join(", ", names), small));
        }
        large.sort(Comparator.comparing(Part::name));
        return large.size() < 2 ? List.of() : List.copyOf(large);
    }
}
