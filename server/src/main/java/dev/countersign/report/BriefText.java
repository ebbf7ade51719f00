package dev.countersign.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.report.Coaching.Coach;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// The daily brief in the shapes it is sent in. Pure.
///
/// Slack: Block Kit, at most 50 blocks. Teams: Adaptive Card 1.5.
public final class BriefText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_LINES = 15;

    /// Slack takes 3,000 characters in one section.
    private static final int SLACK_SECTION = 2_900;

    private BriefText() {}

    /// @param base the server's address, for links
    /// @param coaching with the links that the channel's readers may follow
    public static String markdown(DailyBrief brief, String base, Coaching coaching) {
        var out = new StringBuilder("# Daily brief, " + brief.day() + "\n\n");
        out.append("From ").append(brief.from()).append(" to ").append(brief.to()).append(".\n\n");
        out.append("| Figure | Value | What it counts |\n|---|---|---|\n");
        for (var f : brief.figures()) {
            out.append(
                    "| [%s](%s%s) | %s | %s |\n"
                            .formatted(f.label(), base, f.href(), f.value(), f.definition()));
        }
        lines(out, "Wins", brief.wins(), base, coaching);
        lines(out, "Misses", brief.misses(), base, coaching);
        if (!brief.exceptions().isEmpty()) {
            lines(out, "Exceptions", brief.exceptions(), base, coaching);
        }
        return out.toString();
    }

    private static void lines(
            StringBuilder out, String title, List<Line> lines, String base, Coaching coaching) {
        out.append("\n## ").append(title).append("\n\n");
        if (lines.isEmpty()) {
            out.append("Nothing to report.\n");
        }
        for (var line : lines) {
            out.append("- [%s](%s%s)\n".formatted(marked(line.sentence()), base, line.href()));
            coaching.of(line)
                    .ifPresent(c ->
                            out.append("  - coach: ")
                                    .append(
                                            parts(
                                                    c,
                                                    (words, href) ->
                                                            link(marked(words), base, href)))
                                    .append('\n'));
        }
    }

    /// Person, module and case, each as its shape writes a link.
    private static String parts(Coach c, BinaryOperator<String> link) {
        var out = new ArrayList<String>();
        out.add(link.apply(c.person(), c.personHref()));
        if (!c.module().isEmpty()) {
            out.add(link.apply(c.module(), c.moduleHref()));
        }
        out.add(link.apply("case", c.caseHref()));
        return String.join(" · ", out);
    }

    private static String link(String words, String base, String href) {
        return href.isEmpty() ? words : "[%s](%s%s)".formatted(words, base, href);
    }

    /// A masked value such as `<EMAIL_1>` would be taken for HTML and vanish.
    private static String marked(String text) {
        return plain(text).replaceAll("[\\\\<>*_|`]", "\\\\$0");
    }

    private static String plain(String text) {
        return text.replaceAll("[\\[\\]\n\r]", " ");
    }

    public static ObjectNode slack(DailyBrief brief, String base, Coaching coaching) {
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
        slackLines(blocks, "Wins", brief.wins(), base, coaching);
        slackLines(blocks, "Misses", brief.misses(), base, coaching);
        if (!brief.exceptions().isEmpty()) {
            slackLines(blocks, "Exceptions", brief.exceptions(), base, coaching);
        }
        return out;
    }

    private static void slackLines(
            ArrayNode blocks, String title, List<Line> lines, String base, Coaching coaching) {
        var text = new StringBuilder("*" + title + "*");
        if (lines.isEmpty()) {
            text.append("\nNothing to report.");
        }
        for (var line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            var more = slackLine(line, base, coaching);
            // A section holds so much; the rest goes on in the next.
            if (text.length() + more.length() > SLACK_SECTION) {
                section(blocks, text.toString());
                text.setLength(0);
                more = more.strip();
            }
            text.append(more);
        }
        section(blocks, text.toString());
    }

    private static String slackLine(Line line, String base, Coaching coaching) {
        return "\n• <%s%s|%s>".formatted(base, line.href(), escaped(line.sentence()))
                + coaching.of(line)
                        .map(c ->
                                "\n    coach: "
                                        + parts(
                                                c,
                                                (words, href) ->
                                                        href.isEmpty()
                                                                ? escaped(words)
                                                                : "<%s%s|%s>"
                                                                        .formatted(
                                                                                base,
                                                                                href,
                                                                                escaped(words))))
                        .orElse("");
    }

    private static void section(ArrayNode blocks, String text) {
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", text);
    }

    /// Slack's own escapes.
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "/");
    }

    public static ObjectNode adaptiveCard(DailyBrief brief, String base, Coaching coaching) {
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
        cardLines(body, "Wins", brief.wins(), base, coaching);
        cardLines(body, "Misses", brief.misses(), base, coaching);
        if (!brief.exceptions().isEmpty()) {
            cardLines(body, "Exceptions", brief.exceptions(), base, coaching);
        }
        return out;
    }

    private static void cardLines(
            ArrayNode body, String title, List<Line> lines, String base, Coaching coaching) {
        body.addObject().put("type", "TextBlock").put("weight", "Bolder").put("text", title);
        if (lines.isEmpty()) {
            body.addObject().put("type", "TextBlock").put("text", "Nothing to report.");
        }
        for (var line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            body.addObject()
                    .put("type", "TextBlock")
                    .put("wrap", true)
                    .put("text", link(plain(line.sentence()), base, line.href()));
            coaching.of(line)
                    .ifPresent(c ->
                            body.addObject()
                                    .put("type", "TextBlock")
                                    .put("wrap", true)
                                    .put("spacing", "None")
                                    .put("isSubtle", true)
                                    .put(
                                            "text",
                                            "coach: "
                                                    + parts(
                                                            c,
                                                            (words, href) ->
                                                                    link(
                                                                            plain(words),
                                                                            base,
                                                                            href))));
        }
    }
}
