package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Slack's documented limits of messages and forms: what breaks one is refused as Slack refuses it.
final class BlockKit {
    private static final Set<String> BLOCKS =
            Set.of("header", "section", "context", "actions", "input", "divider");
    private static final Set<String> ELEMENTS =
            Set.of("button", "static_select", "plain_text_input", "datepicker");

    private final List<String> wrong = new ArrayList<>();

    private BlockKit() {}

    static List<String> wrongInMessage(JsonNode blocks) {
        var kit = new BlockKit();
        kit.blocks(blocks, 50, false);
        return kit.wrong;
    }

    static List<String> wrongInView(JsonNode view) {
        var kit = new BlockKit();
        var modal = view.path("type").asText().equals("modal");
        if (modal) {
            kit.text(view.path("title"), 24, "plain_text", "title");
        }
        kit.check(view.path("private_metadata").asText().length() <= 3_000, "private_metadata");
        kit.blocks(view.path("blocks"), 100, true);
        var inputs = view.path("blocks").findValuesAsText("type").contains("input");
        kit.check(!inputs || !modal || view.has("submit"), "a form with inputs needs `submit`");
        return kit.wrong;
    }

    private void blocks(JsonNode blocks, int most, boolean inView) {
        check(blocks.isArray() && !blocks.isEmpty() && blocks.size() <= most, "number of blocks");
        var ids = new HashSet<String>();
        for (var b : blocks) {
            var type = b.path("type").asText();
            check(BLOCKS.contains(type), "block " + type);
            check(!b.has("block_id") || ids.add(b.path("block_id").asText()), "block_id twice");
            switch (type) {
                case "header" -> text(b.path("text"), 150, "plain_text", "header");
                case "section" -> section(b);
                case "context" -> {
                    check(b.path("elements").size() <= 10, "context");
                    b.path("elements").forEach(e -> text(e, 3_000, "", "context"));
                }
                case "actions" -> {
                    check(b.path("elements").size() <= 25, "actions");
                    b.path("elements").forEach(this::element);
                }
                case "input" -> {
                    check(inView, "inputs are for forms");
                    text(b.path("label"), 2_000, "plain_text", "label");
                    if (b.has("hint")) {
                        text(b.path("hint"), 2_000, "plain_text", "hint");
                    }
                    element(b.path("element"));
                }
                default -> {}
            }
        }
    }

    private void section(JsonNode b) {
        check(b.has("text") || b.has("fields"), "an empty section");
        if (b.has("text")) {
            text(b.path("text"), 3_000, "", "section");
        }
        check(b.path("fields").size() <= 10, "fields");
        b.path("fields").forEach(f -> text(f, 2_000, "", "field"));
        if (b.has("accessory")) {
            element(b.path("accessory"));
        }
    }

    private void element(JsonNode e) {
        var type = e.path("type").asText();
        check(ELEMENTS.contains(type), "element " + type);
        check(e.path("action_id").asText().length() <= 255, "action_id");
        switch (type) {
            case "button" -> {
                text(e.path("text"), 75, "plain_text", "button");
                check(e.path("value").asText().length() <= 2_000, "value");
                check(e.path("url").asText().length() <= 3_000, "url");
            }
            case "static_select" -> {
                check(!e.path("options").isEmpty() && e.path("options").size() <= 100, "options");
                e.path("options")
                        .forEach(o -> {
                            text(o.path("text"), 75, "", "option");
                            check(o.path("value").asText().length() <= 150, "option's value");
                        });
                if (e.has("initial_option")) {
                    var known = false;
                    for (var o : e.path("options")) {
                        known |= o.equals(e.path("initial_option"));
                    }
                    check(known, "initial_option");
                }
            }
            case "plain_text_input" -> {
                check(e.path("max_length").asInt(3_000) <= 3_000, "max_length");
                check(e.path("initial_value").asText().length() <= 3_000, "initial_value");
            }
            default -> {}
        }
    }

    private void text(JsonNode t, int most, String type, String where) {
        var words = t.path("text").asText();
        check(!words.isEmpty() && words.length() <= most, where + " of " + words.length());
        check(
                type.isEmpty()
                        ? Set.of("plain_text", "mrkdwn").contains(t.path("type").asText())
                        : t.path("type").asText().equals(type),
                where + "'s type");
    }

    private void check(boolean met, String what) {
        if (!met) {
            wrong.add(what);
        }
    }
}
