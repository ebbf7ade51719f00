package dev.countersign.redaction;

import java.util.ArrayList;
import java.util.List;

/// The shape of a token: `<`, a kind's name, `_`, a number, `>`.
final class Tokens {
    private static final int LONGEST = 40;

    private Tokens() {}

    static String of(Kind kind, int number) {
        return "<" + kind.name() + "_" + number + ">";
    }

    /// Everything that has the shape, whatever the word and number: the shape alone must be enough,
    /// since a later version may know more kinds.
    static List<Span> in(String text) {
        var from = text.indexOf('<');
        if (from < 0) {
            return List.of();
        }
        var found = new ArrayList<Span>();
        while (from >= 0) {
            var end = endOf(text, from);
            if (end > 0) {
                found.add(new Span(from, end, Kind.PLACEHOLDER));
            }
            from = text.indexOf('<', from + 1);
        }
        return found;
    }

    private static int endOf(String text, int from) {
        var limit = Math.min(text.length(), from + LONGEST);
        var at = from + 1;
        while (at < limit && (isUpper(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        var digits = at;
        while (at < limit && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        var shaped =
                digits > from + 2
                        && text.charAt(digits - 1) == '_'
                        && at > digits
                        && at < limit
                        && text.charAt(at) == '>';
        return shaped ? at + 1 : -1;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
