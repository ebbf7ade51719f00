package dev.countersign.desk.web;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which decided cases are most like one: they stopped for a rule that it stopped for, and share
/// most words with its request. Pure.
final class Likeness {
    private Likeness() {}

    static List<ExceptionCase> mostLike(
            ExceptionCase one, List<ExceptionCase> others, int howMany) {
        var rules = rules(one);
        var words = words(one);
        return others.stream()
                .filter(o -> !o.id().equals(one.id()) && !o.decisions().isEmpty())
                .filter(o -> rules(o).stream().anyMatch(rules::contains))
                .sorted(
                        Comparator.comparingDouble((ExceptionCase o) -> -shared(words, words(o)))
                                .thenComparing(ExceptionCase::openedAt, Comparator.reverseOrder()))
                .limit(howMany)
                .toList();
    }

    private static Set<String> rules(ExceptionCase c) {
        return c.opened().reasons().stream().map(Reason::rule).collect(Collectors.toSet());
    }

    private static Set<String> words(ExceptionCase c) {
        return Arrays.stream(
                        c.opened()
                                .requestShown()
                                .toLowerCase(Locale.ROOT)
                                .split("[^\\p{L}\\p{N}]+"))
                .filter(w -> w.length() > 2)
                .collect(Collectors.toSet());
    }

    /// The part of all their words that both have.
    private static double shared(Set<String> a, Set<String> b) {
        var both = new HashSet<>(a);
        both.retainAll(b);
        var all = a.size() + b.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }
}
