package dev.countersign.policy.analysis;

import dev.countersign.policy.cel.Language;
import dev.countersign.policy.cel.Node.Search;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// What questions about one text imply of each other, and a text that answers them. Each question
/// is a yes or no of its own; only what follows between two of them is told to the solver.
final class Texts {
    /// Its small form depends on what follows, so that a part of a text may lose it in the whole.
    private static final String SIGMA = "Σ";

    private Texts() {}

    /// Two questions, of which the second follows from the first or is excluded by it.
    record Pair(Search one, Search other) {}

    static List<Pair> implications(List<Search> searches) {
        return pairs(searches, Texts::implies);
    }

    /// What follows, too, where each text that is looked for stands alone between separators, as in
    /// the texts that we write down.
    static List<Pair> impliedInPlain(List<Search> searches) {
        return pairs(
                searches,
                (one, other) ->
                        !implies(one, other)
                                && !isEdge(other)
                                && Language.found(other, one.literal()));
    }

    static List<Pair> exclusions(List<Search> searches) {
        return pairs(
                searches,
                (one, other) ->
                        isEdge(one)
                                && one.predicate().equals(other.predicate())
                                && !implies(one, other)
                                && !implies(other, one));
    }

    private static List<Pair> pairs(List<Search> searches, BiPredicate<Search, Search> holds) {
        return searches.stream()
                .flatMap(one ->
                        searches.stream()
                                .filter(other ->
                                        !one.equals(other)
                                                && one.attribute() == other.attribute()
                                                && holds.test(one, other))
                                .map(other -> new Pair(one, other)))
                .toList();
    }

    private static boolean isEdge(Search search) {
        return search.predicate().equals("startsWith") || search.predicate().equals("endsWith");
    }

    private static boolean isExact(Search search) {
        return isEdge(search) || search.predicate().equals("contains");
    }

    private static boolean implies(Search one, Search other) {
        return switch (other.predicate()) {
            case "contains" -> isExact(one) && one.literal().contains(other.literal());
            case "startsWith" ->
                    one.predicate().equals("startsWith")
                            && one.literal().startsWith(other.literal());
            case "endsWith" ->
                    one.predicate().equals("endsWith") && one.literal().endsWith(other.literal());
            // Case does not count there, and a part is found inside of words.
            case "mentionsPart" ->
                    (isExact(one) && !one.literal().contains(SIGMA)
                                    || one.predicate().equals("mentionsPart"))
                            && Language.found(other, one.literal());
            // Whole words are found again by themselves and by their stems.
            case "mentions", "mentionsWord" ->
                    (one.predicate().equals(other.predicate())
                                    || one.predicate().equals("mentionsWord"))
                            && !one.literal().contains(SIGMA)
                            && Language.found(other, one.literal());
            default -> false;
        };
    }

    /// @param wanted what must be found; the longest of several beginnings or ends is enough
    static String written(List<Search> wanted, List<Search> all) {
        var separator = separator(all);
        var start = "";
        var end = "";
        var out = new StringBuilder();
        for (var search : wanted) {
            var literal = search.literal();
            switch (search.predicate()) {
                case "startsWith" -> start = literal.length() > start.length() ? literal : start;
                case "endsWith" -> end = literal.length() > end.length() ? literal : end;
                default -> out.append(separator).append(apart(search, wanted, all));
            }
        }
        if (out.isEmpty() && (start.isEmpty() || end.isEmpty())) {
            return start + end;
        }
        return start
                + (start.isEmpty() ? out.substring(separator.length()) : out)
                + (end.isEmpty() ? "" : separator + end);
    }

    /// The literal; in capitals where that alone keeps out what must not be found: a mention does
    /// not mind, the exact searches do.
    private static String apart(Search search, List<Search> wanted, List<Search> all) {
        var literal = search.literal();
        var capitals = literal.toUpperCase(Locale.ROOT);
        var spoils =
                all.stream()
                        .anyMatch(s ->
                                isExact(s)
                                        && !wanted.contains(s)
                                        && Language.found(s, literal)
                                        && !Language.found(s, capitals));
        return spoils && Language.found(search, capitals) ? capitals : literal;
    }

    /// Occurs in nothing that is looked for, so that it makes nothing be found.
    private static String separator(List<Search> all) {
        for (var candidate : List.of("/", "~", "|", "¦", "·", "‡")) {
            if (all.stream().noneMatch(s -> s.literal().contains(candidate))) {
                return candidate;
            }
        }
        return "\u2063";
    }
}
