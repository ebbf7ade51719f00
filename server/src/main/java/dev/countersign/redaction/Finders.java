package dev.countersign.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The finders there are, and how two become one.
public final class Finders {
    private Finders() {}

    /// Finds the kinds masked by default, as far as rules know them.
    public static Finder rules() {
        return rules(Kind.maskedByDefault());
    }

    /// Finds these kinds as far as rules know them; other kinds do not get in their way.
    public static Finder rules(Set<Kind> kinds) {
        return new RuleFinder(kinds);
    }

    /// What the finder finds of these kinds.
    public static Finder only(Set<Kind> kinds, Finder finder) {
        var wanted = Set.copyOf(kinds);
        return text ->
                finder.find(text).stream().filter(span -> wanted.contains(span.kind())).toList();
    }

    /// What the finder finds, but for spans that are exactly one of these texts, whatever its case.
    public static Finder except(Set<String> texts, Finder finder) {
        var known = texts.stream().map(Finders::folded).collect(Collectors.toUnmodifiableSet());
        return text -> {
            var found = finder.find(text);
            return found.isEmpty()
                    ? found
                    : found.stream()
                            .filter(span ->
                                    !known.contains(
                                            folded(
                                                    text.subSequence(span.start(), span.end())
                                                            .toString())))
                            .toList();
        };
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// Both finders' spans. A rule proves what it finds, so a name keeps only what no rule covers;
    /// nothing that either found is lost.
    public static Finder with(Finder rules, Finder names) {
        return text -> {
            var kept = rules.find(text);
            var guessed = names.find(text);
            return guessed.isEmpty() ? kept : clip(kept, guessed, text);
        };
    }

    /// Joins spans that overlap; the longest one names the kind, the earlier one in a tie.
    static List<Span> union(List<Span> spans) {
        if (spans.size() < 2) {
            return List.copyOf(spans);
        }
        var sorted = new ArrayList<>(spans);
        sorted.sort(
                Comparator.comparingInt(Span::start)
                        .thenComparing(Comparator.comparingInt(Span::length).reversed()));
        var joined = new ArrayList<Span>(sorted.size());
        var longest = sorted.getFirst();
        var current = longest;
        for (var next : sorted.subList(1, sorted.size())) {
            if (next.start() >= current.end()) {
                joined.add(current);
                longest = next;
                current = next;
                continue;
            }
            if (next.length() > longest.length()) {
                longest = next;
            }
            current =
                    new Span(current.start(), Math.max(current.end(), next.end()), longest.kind());
        }
        joined.add(current);
        return List.copyOf(joined);
    }

    private static List<Span> clip(List<Span> rules, List<Span> names, CharSequence text) {
        var all = new ArrayList<>(rules);
        var at = 0;
        for (var name : names) {
            while (at < rules.size() && rules.get(at).end() <= name.start()) {
                at++;
            }
            var from = name.start();
            for (var i = at; i < rules.size() && rules.get(i).start() < name.end(); i++) {
                addIfTold(all, text, from, rules.get(i).start(), name.kind());
                from = rules.get(i).end();
            }
            addIfTold(all, text, from, name.end(), name.kind());
        }
        all.sort(Comparator.comparingInt(Span::start));
        return List.copyOf(all);
    }

    private static void addIfTold(List<Span> all, CharSequence text, int from, int to, Kind kind) {
        for (var i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))
                    || Character.isSurrogate(text.charAt(i))) {
                all.add(new Span(from, to, kind));
                return;
            }
        }
    }
}
