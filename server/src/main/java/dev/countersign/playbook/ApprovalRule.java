package dev.countersign.playbook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A microtool's approval rule, for example `if confidence < 0.9 or contains: refund, escalation =>
/// manager_approve`.
///
/// Grammar: `if` condition `=>` action; a condition is comparisons of `confidence` and `contains:`
/// lists, joined by `and`, `or` and parentheses; `and` binds closer. Whatever else is written is an
/// error with its column.
public record ApprovalRule(String text, Condition condition, String action) {

    public sealed interface Condition {
        record LessThan(BigDecimal limit, boolean orEqual) implements Condition {}

        record Contains(List<String> terms) implements Condition {
            public Contains {
                terms = List.copyOf(terms);
            }
        }

        record AnyOf(List<Condition> parts) implements Condition {
            public AnyOf {
                parts = List.copyOf(parts);
            }
        }

        record AllOf(List<Condition> parts) implements Condition {
            public AllOf {
                parts = List.copyOf(parts);
            }
        }
    }

    /// The rule is not in the language.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int column;

        Malformed(int column, String message) {
            super(message);
            this.column = column;
        }

        /// In the rule's text, from 1.
        public int column() {
            return column;
        }
    }

    /// Every term that any `contains:` of the rule names.
    public List<String> terms() {
        var out = new ArrayList<String>();
        collect(condition, out);
        return out;
    }

    public boolean readsConfidence() {
        return reads(condition);
    }

    private static boolean reads(Condition condition) {
        return switch (condition) {
            case Condition.LessThan _ -> true;
            case Condition.Contains _ -> false;
            case Condition.AnyOf(var parts) -> parts.stream().anyMatch(ApprovalRule::reads);
            case Condition.AllOf(var parts) -> parts.stream().anyMatch(ApprovalRule::reads);
        };
    }

    private static void collect(Condition condition, List<String> out) {
        switch (condition) {
            case Condition.LessThan _ -> {}
            case Condition.Contains(var terms) -> out.addAll(terms);
            case Condition.AnyOf(var parts) -> parts.forEach(p -> collect(p, out));
            case Condition.AllOf(var parts) -> parts.forEach(p -> collect(p, out));
        }
    }

    /// @throws Malformed with the column of the first thing that is not in the language
    public static ApprovalRule parse(String text) throws Malformed {
        var parser = new Parser(text);
        parser.expectWord("if");
        var condition = parser.anyOf();
        parser.expect("=>");
        var action = parser.name();
        parser.expectEnd();
        return new ApprovalRule(text, condition, action);
    }

    /// Which parts of the rule an answer meets; empty where the rule does not ask for an approval.
    ///
    /// @param confidence empty counts as below every limit
    /// @param found tells whether a term was found, and where
    public List<Met> met(Optional<BigDecimal> confidence, TermFinder found) {
        var out = new ArrayList<Met>();
        return holds(condition, confidence, found, out) ? out : List.of();
    }

    /// A part that was met.
    ///
    /// @param fact the confidence or the term
    /// @param limit what it was held against
    public record Met(String sentence, String fact, String limit, String where) {}

    /// Looks a list of terms up in the texts that the organisation lets rules read.
    @FunctionalInterface
    public interface TermFinder {
        List<Met> find(List<String> terms);
    }

    private static boolean holds(
            Condition condition, Optional<BigDecimal> confidence, TermFinder found, List<Met> out) {
        return switch (condition) {
            case Condition.LessThan(var limit, var orEqual) -> {
                var below =
                        confidence.isEmpty()
                                || confidence.get().compareTo(limit) < 0
                                || (orEqual && confidence.get().compareTo(limit) == 0);
                if (below) {
                    var fact = confidence.map(BigDecimal::toPlainString).orElse("none");
                    out.add(
                            new Met(
                                    "the confidence is "
                                            + fact
                                            + ", and the approval rule asks for a person below "
                                            + limit.toPlainString(),
                                    fact,
                                    limit.toPlainString(),
                                    "answer"));
                }
                yield below;
            }
            case Condition.Contains(var terms) -> {
                var hits = found.find(terms);
                out.addAll(hits);
                yield !hits.isEmpty();
            }
            case Condition.AnyOf(var parts) -> {
                var any = false;
                for (var part : parts) {
                    any |= holds(part, confidence, found, out);
                }
                yield any;
            }
            case Condition.AllOf(var parts) -> {
                var all = true;
                var collected = new ArrayList<Met>();
                for (var part : parts) {
                    all &= holds(part, confidence, found, collected);
                }
                if (all) {
                    out.addAll(collected);
                }
                yield all;
            }
        };
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Condition anyOf() throws Malformed {
            var parts = new ArrayList<Condition>();
            parts.add(allOf());
            while (word("or")) {
                parts.add(allOf());
            }
            return parts.size() == 1 ? parts.getFirst() : new Condition.AnyOf(parts);
        }

        Condition allOf() throws Malformed {
            var parts = new ArrayList<Condition>();
            parts.add(single());
            while (word("and")) {
                parts.add(single());
            }
            return parts.size() == 1 ? parts.getFirst() : new Condition.AllOf(parts);
        }

        Condition single() throws Malformed {
            skip();
            if (symbol("(")) {
                var inner = anyOf();
                expect(")");
                return inner;
            }
            if (word("confidence")) {
                return comparison();
            }
            if (word("contains")) {
                expect(":");
                return contains();
            }
            throw unexpected("`confidence`, `contains:` or `(`");
        }

        Condition comparison() throws Malformed {
            var orEqual = symbol("<=");
            if (!orEqual && !symbol("<")) {
                throw unexpected("`<` or `<=`");
            }
            skip();
            var start = at;
            while (at < text.length()
                    && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            try {
                var limit = new BigDecimal(text.substring(start, at));
                if (limit.signum() < 0 || limit.compareTo(BigDecimal.ONE) > 0) {
                    throw new Malformed(start + 1, "a confidence is from 0 to 1");
                }
                return new Condition.LessThan(limit, orEqual);
            } catch (NumberFormatException e) {
                at = start;
                throw unexpected("a number from 0 to 1");
            }
        }

        Condition contains() throws Malformed {
            var terms = new ArrayList<String>();
            do {
                terms.add(term());
            } while (symbol(","));
            return new Condition.Contains(terms);
        }

        String term() throws Malformed {
            skip();
            var start = at;
            while (at < text.length() && ",()=".indexOf(text.charAt(at)) < 0 && !joinerAhead()) {
                at++;
            }
            var term = text.substring(start, at).strip();
            if (term.isEmpty()) {
                at = start;
                throw unexpected("a term");
            }
            return term;
        }

        private boolean joinerAhead() {
            return Character.isWhitespace(text.charAt(at))
                    && (startsWord(at + 1, "or") || startsWord(at + 1, "and"));
        }

        String name() throws Malformed {
            skip();
            var start = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            if (start == at) {
                throw unexpected("an action such as `manager_approve`");
            }
            return text.substring(start, at);
        }

        void expectWord(String word) throws Malformed {
            if (!word(word)) {
                throw unexpected("`" + word + "`");
            }
        }

        void expect(String symbol) throws Malformed {
            if (!symbol(symbol)) {
                throw unexpected("`" + symbol + "`");
            }
        }

        void expectEnd() throws Malformed {
            skip();
            if (at < text.length()) {
                throw unexpected("the end");
            }
        }

        private boolean word(String word) {
            skip();
            if (startsWord(at, word)) {
                at += word.length();
                return true;
            }
            return false;
        }

        private boolean startsWord(int from, String word) {
            var end = from + word.length();
            return text.regionMatches(true, from, word, 0, word.length())
                    && (end >= text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        }

        private boolean symbol(String symbol) {
            skip();
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return true;
            }
            return false;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private Malformed unexpected(String wanted) {
            skip();
            var found =
                    at >= text.length()
                            ? "the rule ends"
                            : "found `"
                                    + text.substring(at).split("\\s", 2)[0].toLowerCase(Locale.ROOT)
                                    + "`";
            return new Malformed(at + 1, "expected " + wanted + ", " + found);
        }
    }
}
