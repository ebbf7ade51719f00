package dev.countersign.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What was published of a survey. It is made at a fixed point and kept; asking for it again, in
/// whatever way, gives the same.
///
/// @param n how many answers it is of; 0 before the first publication, and where fewer than five
///   answered
/// @param parts each with at least five answers, together all of them; only when closed
/// @param words by open question, each shuffled on its own; only when closed
public record Report(
        int n,
        boolean closed,
        List<Figure> figures,
        List<Slice> parts,
        Map<String, List<String>> words) {
    public static final Report NOTHING = new Report(0, false, List.of(), List.of(), Map.of());

    public Report {
        figures = List.copyOf(figures);
        parts = List.copyOf(parts);
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /// @param counts of the answers 1 to 5
    public record Figure(String question, List<Integer> counts) {
        public Figure {
            counts = List.copyOf(counts);
        }

        public int n() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        public double mean() {
            var sum = 0;
            for (var i = 0; i < counts.size(); i++) {
                sum += (i + 1) * counts.get(i);
            }
            return n() == 0 ? 0 : (double) sum / n();
        }

        public String meanText() {
            return n() == 0 ? "–" : String.format(Locale.ROOT, "%.2f", mean());
        }

        /// The share of answers 1 and 2, in per cent.
        public int lowPercent() {
            return n() == 0 ? 0 : Math.round(100f * (counts.get(0) + counts.get(1)) / n());
        }
    }

    public record Slice(String name, int n, List<Figure> figures) {
        public Slice {
            figures = List.copyOf(figures);
        }
    }

    /// A figure for all marks together.
    public Figure overall() {
        var counts = new ArrayList<>(List.of(0, 0, 0, 0, 0));
        for (var f : figures) {
            for (var i = 0; i < 5; i++) {
                counts.set(i, counts.get(i) + f.counts().get(i));
            }
        }
        return new Figure("", counts);
    }

    static List<Figure> figures(List<String> questions, List<Sheet> sheets) {
        var out = new ArrayList<Figure>();
        for (var q : questions) {
            var counts = new ArrayList<>(List.of(0, 0, 0, 0, 0));
            for (var s : sheets) {
                var mark = s.marks().getOrDefault(q, 0);
                if (mark > 0) {
                    counts.set(mark - 1, counts.get(mark - 1) + 1);
                }
            }
            out.add(new Figure(q, counts));
        }
        return out;
    }

    /// The last word on a survey; fewer than `least` answers say nothing.
    static Report closing(
            List<String> marked,
            List<String> open,
            List<Sheet> sheets,
            boolean sliced,
            int least,
            RandomGenerator random) {
        if (sheets.size() < least) {
            return new Report(0, true, List.of(), List.of(), Map.of());
        }
        var slices =
                sliced
                        ? Parts.of(sheets, Sheet::part, least).stream()
                                .map(p ->
                                        new Slice(
                                                p.name(),
                                                p.members().size(),
                                                figures(marked, p.members())))
                                .toList()
                        : List.<Slice>of();
        var words = new LinkedHashMap<String, List<String>>();
        for (var q : open) {
            var said = new ArrayList<String>();
            sheets.forEach(s -> said.add(s.words().getOrDefault(q, "")));
            said.removeIf(String::isEmpty);
            Collections.shuffle(said, random);
            words.put(q, List.copyOf(said));
        }
        return new Report(sheets.size(), true, figures(marked, sheets), slices, words);
    }

    /// What more answers add to an earlier publication.
    Report plus(List<String> marked, List<Sheet> block) {
        var more = figures(marked, block);
        var out = new ArrayList<Figure>();
        for (var i = 0; i < more.size(); i++) {
            var counts = new ArrayList<Integer>();
            for (var c = 0; c < 5; c++) {
                counts.add(
                        more.get(i).counts().get(c)
                                + (n == 0 ? 0 : figures.get(i).counts().get(c)));
            }
            out.add(new Figure(more.get(i).question(), counts));
        }
        return new Report(n + block.size(), false, out, List.of(), Map.of());
    }
}
