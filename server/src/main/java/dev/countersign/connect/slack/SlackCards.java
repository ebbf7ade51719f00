package dev.countersign.connect.slack;

import static dev.countersign.connect.slack.SlackJson.escaped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.connect.Message;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How Slack shows cards, bursts and notes. Pure.
final class SlackCards {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /// Room for the sentence that there is more.
    private static final int MORE = 60;

    private SlackCards() {}

    /// @param mention how Slack mentions somebody
    static ArrayNode blocks(Message message, Function<Message.Addressee, String> mention) {
        return switch (message) {
            case Message.Card card -> card(card);
            case Message.Burst burst -> burst(burst);
            case Message.Note note ->
                    SlackJson.array().add(SlackJson.section(words(note, mention)));
            case Message.Daily daily -> daily(daily);
        };
    }

    /// What a notification shows, and clients without blocks. Slack reads markup in it, too.
    static String fallback(Message message, Function<Message.Addressee, String> mention) {
        return switch (message) {
            case Message.Card c ->
                    escaped(
                            SlackJson.cut(
                                    c.ended()
                                                    .map(e -> e + ": ")
                                                    .orElse("Waits for " + c.waitsFor() + ": ")
                                            + c.title(),
                                    300));
            case Message.Burst b -> total(b);
            case Message.Note n -> words(n, mention);
            case Message.Daily d -> escaped(d.title());
        };
    }

    private static String words(Message.Note note, Function<Message.Addressee, String> mention) {
        var who = note.mentions().stream().map(mention).distinct().collect(Collectors.joining(" "));
        return escaped(note.sentence()) + (who.isEmpty() ? "" : " " + who);
    }

    private static ArrayNode card(Message.Card c) {
        var blocks = SlackJson.array();
        blocks.add(SlackJson.header(c.title()));
        var facts = new ArrayList<String>();
        fact(facts, "Service", c.service());
        fact(facts, "Category", c.category());
        fact(facts, "Severity", c.severity());
        fact(facts, "Environment", c.environment());
        fact(facts, "Rule", c.rule());
        fact(facts, "Waits for", c.ended().isPresent() ? "" : c.waitsFor());
        if (!facts.isEmpty()) {
            var section = SlackJson.object().put("type", "section");
            var fields = section.putArray("fields");
            facts.forEach(f -> fields.add(SlackJson.markup(f)));
            blocks.add(section);
        }
        if (!c.recommendation().isBlank()) {
            blocks.add(
                    SlackJson.section(
                            "*Recommended*\n" + escaped(SlackJson.cut(c.recommendation(), 1_200))));
        }
        c.ended().ifPresent(e -> blocks.add(SlackJson.section("*" + escaped(e) + "*")));
        blocks.add(
                SlackJson.context(
                        (c.ended().isPresent() ? "" : "Due " + WHEN.format(c.due()) + " · ")
                                + c.takenBy().map(who -> escaped(who) + " is on it · ").orElse("")
                                + "`"
                                + c.caseId()
                                + "`"));
        var open = SlackJson.link("open", "Open", c.link());
        blocks.add(
                c.ended().isPresent()
                        ? SlackJson.section("<" + c.link() + "|Open its record>")
                        : SlackJson.actions(
                                "case",
                                SlackJson.button("review", "Review", c.caseId())
                                        .put("style", "primary"),
                                open));
        return blocks;
    }

    private static void fact(List<String> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.add("*" + name + "*\n" + escaped(SlackJson.cut(value, 300)));
        }
    }

    private static ArrayNode burst(Message.Burst b) {
        var blocks = SlackJson.array();
        blocks.add(SlackJson.header(total(b)));
        var lines =
                b.categories().entrySet().stream()
                        .limit(20)
                        .map(e ->
                                "• " + e.getValue() + "× " + escaped(e.getKey().replace('_', ' ')))
                        .collect(Collectors.joining("\n"));
        blocks.add(SlackJson.section(lines.isEmpty() ? "–" : lines));
        blocks.add(
                SlackJson.context(
                        "More came in at once than a channel can show one by one. Each is on record and"
                                + " in its queue; is the process broken?"));
        blocks.add(SlackJson.actions("burst", SlackJson.link("open", "Open the queue", b.link())));
        return blocks;
    }

    private static ArrayNode daily(Message.Daily d) {
        var blocks = SlackJson.array();
        blocks.add(SlackJson.header(d.title()));
        lines(blocks, "Due", d.due());
        lines(blocks, "Told to you", d.told());
        blocks.add(
                SlackJson.actions("daily", SlackJson.link("open", "Open my calendar", d.link())));
        return blocks;
    }

    private static void lines(ArrayNode blocks, String heading, List<Message.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var text = new StringBuilder("*" + heading + "*");
        for (var line : lines) {
            var next = "\n• <" + line.link() + "|" + linkText(line.sentence()) + ">";
            if (text.length() + next.length() > SlackJson.MOST_TEXT - MORE) {
                text.append("\n… and more in your calendar");
                break;
            }
            text.append(next);
        }
        blocks.add(SlackJson.section(text.toString()));
    }

    /// A link's text ends at its bracket and knows no code marks.
    private static String linkText(String sentence) {
        return escaped(SlackJson.cut(sentence.replace("`", ""), 300)).replace("|", "/");
    }

    private static String total(Message.Burst b) {
        return b.total()
                + (b.total() == 1 ? " case" : " cases")
                + " came in at once, "
                + b.open()
                + " still wait";
    }
}
