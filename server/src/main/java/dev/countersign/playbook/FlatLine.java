package dev.countersign.playbook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a document without indentation, taken apart.
///
/// @param text without blanks at either end
/// @param item whether it begins with a dash
/// @param key empty for an item that is one value, and for prose
/// @param value where the value begins in `text`; `text.length()` where there is none
record FlatLine(String text, boolean item, Optional<String> key, int value) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?<dash>-(?:[ \\t]+|$))?(?:(?:(?<q>[\"'])(?<quoted>[^\"']+)\\k<q>|(?<plain>[A-Za-z_][A-Za-z0-9_-]*))[ \\t]*:(?:[ \\t]+|$))?(?<rest>.*)");

    static FlatLine of(String line) {
        var text = line.strip();
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return new FlatLine(text, false, Optional.empty(), text.length());
        }
        var key = Optional.ofNullable(shape.group("quoted"));
        return new FlatLine(
                text,
                shape.group("dash") != null,
                key.or(() -> Optional.ofNullable(shape.group("plain"))),
                shape.start("rest"));
    }

    boolean isComment() {
        return text.startsWith("#");
    }

    /// Neither a key nor an item: only prose and the rest of a longer value look like this.
    boolean isProse() {
        return !item && key.isEmpty() && !isComment() && !text.isEmpty() && !isMarker();
    }

    boolean isMarker() {
        return text.equals("---") || text.equals("...") || text.startsWith("%YAML");
    }

    /// Whether nothing, or a comment only, stands behind the key or the dash.
    boolean hasNoValue() {
        return value >= text.length() || text.charAt(value) == '#';
    }

    char first() {
        return hasNoValue() ? '\0' : text.charAt(value);
    }

    /// Where a quoted text or flow collection that begins at `start` is complete.
    ///
    /// @return the place behind its last character; -1 where it is still open at the end; `start`
    ///   where a plain value begins, of which one cannot tell
    static int complete(String text, int start) {
        var first = start < text.length() ? text.charAt(start) : ' ';
        if ("[{\"'".indexOf(first) < 0) {
            return start;
        }
        var depth = 0;
        var quote = '\0';
        for (var i = start; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quote != '\0') {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    var doubled =
                            quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'';
                    if (doubled) {
                        i++;
                        continue;
                    }
                    quote = '\0';
                    if (depth == 0) {
                        return i + 1;
                    }
                }
            } else if (c == '#' && i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
                i = text.indexOf('\n', i);
                if (i < 0) {
                    return -1;
                }
            } else if ((c == '"' || c == '\'') && (i == start || opens(text, i))) {
                quote = c;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /// Inside a flow collection a quote opens a text only where a value may begin: `it's` does not.
    private static boolean opens(String text, int at) {
        for (var i = at - 1; i >= 0; i--) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return "[{,:".indexOf(text.charAt(i)) >= 0;
            }
        }
        return true;
    }

    /// Where a comment begins in one line, or -1. A `#` in quotes or inside a word is none.
    static int comment(String line) {
        var quote = '\0';
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote != '\0') {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = '\0';
                }
            } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return i;
            } else if ((c == '"' || c == '\'')
                    && (i == 0 || " \t[{,:-".indexOf(line.charAt(i - 1)) >= 0)) {
                quote = c;
            }
        }
        return -1;
    }
}
