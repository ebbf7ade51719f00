package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.kernel.Digests;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A statement made ready to be stored, and whether two say the same.
public final class Statements {
    /// What two statements may differ in and still be the same: what a store sets, and what only
    /// describes.
    private static final Set<String> BESIDE =
            Set.of("id", "stored", "authority", "version", "timestamp", "attachments");

    private static final List<String> LISTS = List.of("parent", "grouping", "category", "other");

    private static final Set<String> UNORDERED =
            Set.of("member", "parent", "grouping", "category", "other");

    private Statements() {}

    /// What a store sets once it knows the time; `id` is there already.
    public static void settle(
            ObjectNode statement, String stored, ObjectNode authority, Version version) {
        statement.put("stored", stored);
        if (!statement.has("timestamp")) {
            statement.put("timestamp", stored);
        }
        statement.set("authority", authority);
        if (!statement.has("version")) {
            statement.put("version", version.ofStatements());
        }
    }

    /// Times in UTC, and lists where a list may stand.
    public static void normalise(ObjectNode statement) {
        if (statement.has("timestamp")) {
            statement.put("timestamp", Formats.utc(statement.path("timestamp").textValue()));
        }
        if (statement.path("context").path("contextActivities") instanceof ObjectNode lists) {
            for (var name : LISTS) {
                var single = lists.get(name);
                if (single instanceof ObjectNode) {
                    lists.putArray(name).add(single);
                }
            }
        }
        if (statement.path("object") instanceof ObjectNode object
                && object.path("objectType").asText().equals("SubStatement")) {
            normalise(object);
        }
    }

    /// Equal for statements that say the same, whatever their order of properties, the writing of
    /// their numbers, and what is only described.
    public static String sense(ObjectNode statement) {
        var copy = statement.deepCopy();
        normalise(copy);
        copy.remove(BESIDE);
        return Digests.hex(canonical(copy, "").toString());
    }

    private static JsonNode canonical(JsonNode node, String name) {
        return switch (node) {
            case ObjectNode object -> {
                var sorted = new TreeMap<String, JsonNode>();
                for (var property : object.properties()) {
                    var key = property.getKey();
                    if (describes(key, name)) {
                        continue;
                    }
                    sorted.put(
                            key,
                            key.equals("extensions")
                                    ? exact(property.getValue())
                                    : canonical(property.getValue(), key));
                }
                withDefaults(name, sorted);
                var out = object.objectNode();
                out.setAll(sorted);
                yield out;
            }
            case ArrayNode array -> {
                var elements = new ArrayList<JsonNode>();
                array.forEach(e -> elements.add(canonical(e, name)));
                if (UNORDERED.contains(name)) {
                    elements.sort(Comparator.comparing(JsonNode::toString));
                }
                var out = array.arrayNode();
                out.addAll(elements);
                yield out;
            }
            default ->
                    name.equals("duration") && node.isTextual()
                            ? TextNode.valueOf(Formats.comparable(node.textValue()))
                            : exact(node);
        };
    }

    private static boolean describes(String key, String in) {
        return key.equals("definition") || key.equals("display") && in.equals("verb");
    }

    private static void withDefaults(String name, Map<String, JsonNode> object) {
        switch (name) {
            case "actor", "instructor", "member", "agent" ->
                    object.putIfAbsent("objectType", TextNode.valueOf("Agent"));
            case "object", "parent", "grouping", "category", "other" ->
                    object.putIfAbsent("objectType", TextNode.valueOf("Activity"));
            default -> {}
        }
    }

    /// Everything in it counts; only the writing of numbers and the order of properties do not.
    private static JsonNode exact(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var sorted = new TreeMap<String, JsonNode>();
                object.properties().forEach(p -> sorted.put(p.getKey(), exact(p.getValue())));
                var out = object.objectNode();
                out.setAll(sorted);
                yield out;
            }
            case ArrayNode array -> {
                var out = array.arrayNode();
                array.forEach(e -> out.add(exact(e)));
                yield out;
            }
            default -> node.isNumber() ? TextNode.valueOf("#" + number(node.decimalValue())) : node;
        };
    }

    /// Digits and scale, never written out: an exponent of a billion costs nothing.
    private static String number(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.unscaledValue() + "e" + -stripped.scale();
    }
}
