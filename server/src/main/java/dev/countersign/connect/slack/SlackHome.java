package dev.countersign.connect.slack;

import static dev.countersign.connect.slack.SlackJson.escaped;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Somebody's own queue, as the app's home and as the answer to the command. Pure.
final class SlackHome {
    static final int MOST = 20;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private SlackHome() {}

    /// @param waiting how many wait in all
    static ObjectNode view(List<ExceptionCase> queue, int waiting, String link, Instant now) {
        var out = SlackJson.object().put("type", "home");
        out.set("blocks", blocks(queue, waiting, link, now));
        return out;
    }

    static ObjectNode message(String text) {
        var out = SlackJson.object().put("type", "home");
        out.putArray("blocks").add(SlackJson.said(text));
        return out;
    }

    static ArrayNode blocks(List<ExceptionCase> queue, int waiting, String link, Instant now) {
        var blocks = SlackJson.array();
        blocks.add(
                SlackJson.header(
                        waiting == 0
                                ? "Nothing waits for you"
                                : waiting
                                        + (waiting == 1 ? " case waits" : " cases wait")
                                        + " for you"));
        for (var c : queue) {
            var f = c.opened().facts();
            var words =
                    "*"
                            + escaped(SlackJson.cut(c.opened().title(), 200))
                            + "*\n"
                            + f.map(x -> x.severity().name() + " · " + escaped(x.service()) + " · ")
                                    .orElse("")
                            + (c.opened().kind() == NewCase.Kind.EXCEPTION
                                    ? ""
                                    : escaped(c.opened().tool()) + " · ")
                            + (c.dueAt().isAfter(now) ? "due " : "*overdue* since ")
                            + WHEN.format(c.dueAt());
            var section = SlackJson.section(words);
            section.set("accessory", SlackJson.button("review", "Review", c.id()));
            blocks.add(section);
        }
        blocks.add(
                SlackJson.actions(
                        "practice",
                        SlackJson.button(
                                SlackModal.NEXT, "Practise a mock exception", SlackModal.NEXT)));
        blocks.add(
                SlackJson.context(
                        (waiting > queue.size() ? "The most urgent " + queue.size() + ". " : "")
                                + "<"
                                + link
                                + "|Open the whole queue>"));
        return blocks;
    }
}
