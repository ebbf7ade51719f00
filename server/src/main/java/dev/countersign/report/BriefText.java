package dev.countersign.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The daily brief in the shapes it is sent in. Pure.
///
/// Slack: Block Kit, at most 50 blocks. Teams: Adaptive Card 1.5.
public final class BriefText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_LINES = 15;

    private BriefText() {}

    /// @param base the server's address, for links
    public static String markdown(DailyBrief brief, String base) {
        var out = new StringBuilder("# Daily brief, " + brief.day() + "\n\n");
        out.append("From ").append(brief.from()).append(" to ").append(brief.to()).append(".\n\n");
        out.append("| Figure | Value | What it counts |\n|---|---|---|\n");
        for (var f : brief.figures()) {
            out.append(
                    "| [%s](%s%s) | %s | %s |\n"
                            .formatted(f.label(), base, f.href(), f.value(), f.definition()));
        }
        lines(out, "Wins", brief.wins(), base);
        lines(out, "Misses", brief.misses(), base);
        return out.toString();
    }

    private static void lines(StringBuilder out, String title, List<Line> lines, String base) {
        out.append("\n## ").append(title).append("\n\n");
        if (lines.isEmpty()) {
            out.append("Nothing to report.\n");
        }
        for (var line : lines) {
            out.append("- [%s](%s%s)\n".formatted(marked(line.sentence()), base, line.href()));
        }
    }

    /// A masked value such as `<EMAIL_1>` would be taken for HTML and vanish.
    private static String marked(String text) {
        return plain(text).replaceAll("[\\\\<>*_|`]", "\\\\$0");
    }

    private static String plain(String text) {
        return text.replaceAll("[\\[\\]\n\r]", " ");
    }

    public static ObjectNode slack(DailyBrief brief, String base) {
        var out = JSON.createObjectNode();
        out.put("text", "Daily brief, " + brief.day());
        var blocks = out.putArray("blocks");
        blocks.addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", "Daily brief, " + brief.day());
        var section = blocks.addObject().put("type", "section");
        var fields = section.putArray("fields");
        for (var f : brief.figures()) {
            fields.addObject()
                    .put("type", "mrkdwn")
                    .put("text", "*<%s%s|%s>*\n%s".formatted(base, f.href(), f.label(), f.value()));
        }
        slackLines(blocks, "Wins", brief.wins(), base);
        slackLines(blocks, "Misses", brief.misses(), base);
        return out;
    }

    private static void slackLines(ArrayNode blocks, String title, List<Line> lines, String base) {
        var text = new StringBuilder("*" + title + "*");
        if (lines.isEmpty()) {
            text.append("\nNothing to report.");
        }
        lines.stream()
                .limit(MOST_LINES)
                .forEach(l ->
                        text.append(
                                "\n• <%s%s|%s>".formatted(base, l.href(), escaped(l.sentence()))));
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", text.toString());
    }

    /// Slack's own escapes.
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "/");
    }

    public static ObjectNode adaptiveCard(DailyBrief brief, String base) {
        var out = JSON.createObjectNode();
        out.put("type", "AdaptiveCard").put("version", "1.5");
        out.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        var body = out.putArray("body");
        body.addObject()
                .put("type", "TextBlock")
                .put("size", "Large")
                .put("weight", "Bolder")
                .put("text", "Daily brief, " + brief.day());
        var facts = body.addObject().put("type", "FactSet").putArray("facts");
        brief.figures()
                .forEach(f -> facts.addObject().put("title", f.label()).put("value", f.value()));
        cardLines(body, "Wins", brief.wins(), base);
        cardLines(body, "Misses", brief.misses(), base);
        return out;
    }

    private static void cardLines(ArrayNode body, String title, List<Line> lines, String base) {
        body.addObject().put("type", "TextBlock").put("weight", "Bolder").put("text", title);
        if (lines.isEmpty()) {
            body.addObject().put("type", "TextBlock").put("text", "Nothing to report.");
        }
        lines.stream()
                .limit(MOST_LINES)
                .forEach(l ->
                        body.addObject()
                                .put("type", "TextBlock")
                                .put("wrap", true)
                                .put(
                                        "text",
                                        "[%s](%s%s)"
                                                .formatted(plain(l.sentence()), base, l.href())));
    }
}
