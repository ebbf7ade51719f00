package dev.countersign.material.press;

import java.util.regex.Pattern;

/// A poster's text as bands, one for each heading of the second level, that can be read from afar.
final class Bands {
    private static final Pattern NUMBERED = Pattern.compile("^(\\d+)\\.? +(.*)$");

    private Bands() {}

    static String html(String text, String title) {
        var out = new StringBuilder();
        var body = text.strip();
        var head = title;
        if (body.startsWith("# ")) {
            var end = body.indexOf('\n');
            head = Runs.plain(body.substring(2, end < 0 ? body.length() : end).strip());
            body = end < 0 ? "" : body.substring(end).strip();
        }
        out.append("<h1>").append(Markup.escaped(head)).append("</h1>");
        var steps = 0;
        for (var part : body.split("(?m)^## ")) {
            if (part.isBlank()) {
                continue;
            }
            var end = part.indexOf('\n');
            var name = part.substring(0, end < 0 ? part.length() : end).strip();
            var rest = end < 0 ? "" : part.substring(end).strip();
            // What stands before the first heading is said at once, below the title.
            if (!body.startsWith("## ")
                    && out.indexOf("class=\"band") < 0
                    && body.startsWith(part)) {
                out.append("<div class=\"lead\">").append(Markup.html(part, 3)).append("</div>");
                continue;
            }
            var numbered = NUMBERED.matcher(name);
            var isNumbered = numbered.matches();
            // From each step to the next.
            out.append(isNumbered && steps++ > 0 ? "<div class=\"arrow\"></div>" : "")
                    .append(isNumbered ? "<div class=\"band step\">" : "<div class=\"band\">")
                    .append("<h2>")
                    .append(
                            isNumbered
                                    ? "<span class=\"number\">"
                                            + numbered.group(1)
                                            + "</span> "
                                            + Markup.inline(numbered.group(2))
                                    : Markup.inline(name))
                    .append("</h2>")
                    .append(Markup.html(rest, 3))
                    .append("</div>");
        }
        return out.toString();
    }
}
