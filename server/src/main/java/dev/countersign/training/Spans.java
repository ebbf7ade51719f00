package dev.countersign.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Stretches of time that were watched, in milliseconds; what was seen twice counts once. Pure.
public record Spans(List<Span> list) {
    public static final Spans NONE = new Spans(List.of());

    /// Shorter gaps come from the player's own clock, not from somebody who skips.
    private static final long GAP = 400;

    private static final Pattern ONE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    /// @param list in any order; kept in order, without overlaps
    public Spans {
        var out = new ArrayList<Span>();
        for (var span : list.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            var last = out.isEmpty() ? null : out.getLast();
            if (last != null && span.from() <= last.to() + GAP) {
                out.set(out.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
            } else {
                out.add(span);
            }
        }
        list = List.copyOf(out);
    }

    public record Span(long from, long to) {
        public Span {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("a span goes from " + from + " to " + to);
            }
        }
    }

    /// @param text such as `0-1500,3000-4000`
    /// @throws IllegalArgumentException where it is something else
    public static Spans of(String text) {
        var out = new ArrayList<Span>();
        for (var part : text.split(",")) {
            if (part.isEmpty()) {
                continue;
            }
            var one = ONE.matcher(part);
            if (!one.matches()) {
                throw new IllegalArgumentException("`" + part + "` is no span of milliseconds");
            }
            out.add(new Span(Long.parseLong(one.group(1)), Long.parseLong(one.group(2))));
        }
        return new Spans(out);
    }

    public Spans and(Spans more) {
        var all = new ArrayList<>(list);
        all.addAll(more.list);
        return new Spans(all);
    }

    /// What of it lies before an end.
    public Spans within(long end) {
        return new Spans(
                list.stream()
                        .filter(s -> s.from() < end)
                        .map(s -> new Span(s.from(), Math.min(end, s.to())))
                        .toList());
    }

    public long total() {
        return list.stream().mapToLong(s -> s.to() - s.from()).sum();
    }

    public String text() {
        return list.stream().map(s -> s.from() + "-" + s.to()).collect(Collectors.joining(","));
    }
}
