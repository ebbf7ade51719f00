package dev.countersign.action;

import java.util.LinkedHashMap;
import java.util.Map;

/// Parameters as a text that people read and edit: one `name: value` a line, further lines of a
/// value indented by two spaces. Pure; `parse(of(x))` is `x` for every `x` of [ActionRule#checked].
final class ParameterText {
    private static final String INDENT = "  ";

    private ParameterText() {}

    static String of(Map<String, String> parameters) {
        var out = new StringBuilder();
        parameters.forEach((name, value) ->
                out.append(out.isEmpty() ? "" : "\n")
                        .append(name)
                        .append(": ")
                        .append(value.replace("\n", "\n" + INDENT)));
        return out.toString();
    }

    /// A line that begins no parameter and continues none keeps its text as a name, so that
    /// checking it names the line.
    static Map<String, String> parse(String text) {
        var out = new LinkedHashMap<String, String>();
        var last = "";
        for (var line : text.lines().toList()) {
            if (line.startsWith(INDENT) && !last.isEmpty()) {
                out.merge(last, line.substring(INDENT.length()), (a, b) -> a + "\n" + b);
            } else if (!line.isBlank()) {
                var colon = line.indexOf(':');
                last = colon < 0 ? line.strip() : line.substring(0, colon).strip();
                var value = colon < 0 ? "" : line.substring(colon + 1).strip();
                out.merge(last, value, (a, b) -> a + "\n" + b);
            }
        }
        return out;
    }
}
