package dev.countersign.connect.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The building blocks of Slack's messages and forms (Block Kit). Whatever people or machines wrote
/// goes in as plain text or escaped, so that it can mention nobody.
final class SlackJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Slack's limits in characters.
    static final int MOST_TEXT = 2_900;

    static final int MOST_PLAIN = 150;
    static final int MOST_LABEL = 75;

    private SlackJson() {}

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    /// In Slack's markup three characters begin something else.
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    static ObjectNode plain(String text) {
        return object().put("type", "plain_text").put("text", text).put("emoji", false);
    }

    static ObjectNode markup(String text) {
        return object().put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    static ObjectNode header(String text) {
        var out = object().put("type", "header");
        out.set("text", plain(cut(text.isBlank() ? "(no title)" : text, MOST_PLAIN)));
        return out;
    }

    static ObjectNode section(String markup) {
        var out = object().put("type", "section");
        out.set("text", markup(cut(markup, MOST_TEXT)));
        return out;
    }

    static ObjectNode said(String text) {
        var out = object().put("type", "section");
        out.set("text", plain(cut(text.isBlank() ? "–" : text, MOST_TEXT)));
        return out;
    }

    static ObjectNode context(String markup) {
        var out = object().put("type", "context");
        out.putArray("elements").add(markup(cut(markup, MOST_TEXT)));
        return out;
    }

    static ObjectNode button(String action, String label, String value) {
        var out = object().put("type", "button").put("action_id", action).put("value", value);
        out.set("text", plain(cut(label, MOST_LABEL)));
        return out;
    }

    static ObjectNode link(String action, String label, String url) {
        var out = object().put("type", "button").put("action_id", action).put("url", url);
        out.set("text", plain(cut(label, MOST_LABEL)));
        return out;
    }

    static ObjectNode actions(String block, ObjectNode... buttons) {
        var out = object().put("type", "actions").put("block_id", block);
        var elements = out.putArray("elements");
        for (var button : buttons) {
            elements.add(button);
        }
        return out;
    }

    static ObjectNode input(
            String block, String label, String hint, boolean optional, ObjectNode element) {
        var out = object().put("type", "input").put("block_id", block).put("optional", optional);
        out.set("label", plain(cut(label, MOST_LABEL)));
        if (!hint.isEmpty()) {
            out.set("hint", plain(cut(hint, MOST_PLAIN)));
        }
        out.set("element", element.put("action_id", block));
        return out;
    }

    static ObjectNode option(String value, String label) {
        var out = object().put("value", value);
        out.set("text", plain(cut(label, MOST_LABEL)));
        return out;
    }

    static ObjectNode modal(String title, ArrayNode blocks) {
        var out = object().put("type", "modal");
        out.set("title", plain(cut(title, 24)));
        out.set("close", plain("Close"));
        out.set("blocks", blocks);
        return out;
    }
}
