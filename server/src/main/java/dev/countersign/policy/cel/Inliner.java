package dev.countersign.policy.cel;

import java.util.Map;
import java.util.Optional;

/// Replaces each `variables.x` in an expression by what it stands for; strings and comments stay as
/// they are. Linear in the text.
final class Inliner {
    private static final int MAX_CHARACTERS = 20_000;

    private final String text;
    private final String lead;
    private final Map<String, String> variables;
    private final StringBuilder out = new StringBuilder();

    private Inliner(String text, String lead, Map<String, String> variables) {
        this.text = text;
        this.lead = lead;
        this.variables = variables;
    }

    /// The text itself where it would become too long: then `variables` is unknown in it, and the
    /// compiler says so.
    ///
    /// @param lead what stands before a name, for example `variables.`
    static String inlined(String text, String lead, Map<String, String> variables) {
        if (text.length() > MAX_CHARACTERS) {
            return text;
        }
        return new Inliner(text, lead, variables).run().orElse(text);
    }

    private Optional<String> run() {
        for (var at = 0; at < text.length(); ) {
            var end = piece(at);
            at = end > at ? copy(at, end) : variable(at);
            if (out.length() > MAX_CHARACTERS) {
                return Optional.empty();
            }
        }
        return Optional.of(out.toString());
    }

    private int copy(int from, int to) {
        out.append(text, from, to);
        return to;
    }

    /// Where the string, comment or word that begins here ends; here itself at a variable.
    private int piece(int at) {
        var c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return string(at, false);
        }
        if (text.startsWith("//", at)) {
            var end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        if (!Character.isJavaIdentifierStart(c)) {
            return at + 1;
        }
        if (text.startsWith(lead, at) && (at == 0 || text.charAt(at - 1) != '.')) {
            return at;
        }
        var end = word(at);
        var raw =
                end - at <= 2
                        && text.substring(at, end).toLowerCase(java.util.Locale.ROOT).contains("r");
        var quoted = end < text.length() && (text.charAt(end) == '\'' || text.charAt(end) == '"');
        return raw && quoted ? string(end, true) : end;
    }

    private int word(int from) {
        var end = from;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int string(int from, boolean raw) {
        var one = text.substring(from, from + 1);
        var delimiter = text.startsWith(one.repeat(3), from) ? one.repeat(3) : one;
        var at = from + delimiter.length();
        while (at < text.length() && !text.startsWith(delimiter, at)) {
            at += !raw && text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + delimiter.length());
    }

    private int variable(int at) {
        var end = word(at + lead.length());
        var value = variables.get(text.substring(at + lead.length(), end));
        if (value == null) {
            return copy(at, end);
        }
        out.append(Bodies.bracketed(value));
        return end;
    }
}
