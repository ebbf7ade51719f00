package dev.countersign.redaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Masks every scalar of a JSON tree: strings, long numbers, object keys, and strings that are
/// themselves JSON, such as a tool call's `arguments`. Never changes the tree it is given.
///
/// A lone word of a-z and underscores, such as a field's name or `tool_calls`, stays: no rule finds
/// anything in it, and a name finder that sees nothing else can only guess.
///
/// A masked number becomes a string and stays one when restored. JSON inside a string is written
/// anew, without its spaces, only where something in it changed.
public final class JsonMasking {
    /// JSON in strings in strings: deeper than this is masked as text.
    private static final int NESTED = 8;

    private static final int SHORTEST_NUMBER = 7;
    private static final int LONGEST_IDENTIFIER = 30;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    private final Masking masking;

    public JsonMasking(Masking masking) {
        this.masking = masking;
    }

    /// @return an equal tree where nothing was found, sharing nodes with the input
    public JsonNode mask(JsonNode node) {
        return walk(node, masking::mask, 0);
    }

    public JsonNode restore(JsonNode node) {
        return walk(node, masking::restore, 0);
    }

    private JsonNode walk(JsonNode node, UnaryOperator<String> change, int depth) {
        return switch (node) {
            case ObjectNode object -> object(object, change, depth);
            case ArrayNode array -> array(array, change, depth);
            case TextNode text -> text(text, change, depth);
            default -> node.isNumber() ? number(node, change) : node;
        };
    }

    private JsonNode object(ObjectNode object, UnaryOperator<String> change, int depth) {
        var copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            copy.set(plain(field.getKey(), change), walk(field.getValue(), change, depth));
        }
        return copy;
    }

    private JsonNode array(ArrayNode array, UnaryOperator<String> change, int depth) {
        var copy = JsonNodeFactory.instance.arrayNode(array.size());
        for (var element : array) {
            copy.add(walk(element, change, depth));
        }
        return copy;
    }

    private JsonNode text(TextNode node, UnaryOperator<String> change, int depth) {
        var text = node.textValue();
        if (depth < NESTED && looksLikeJson(text)) {
            try {
                var inner = JSON.readTree(text);
                var changed = walk(inner, change, depth + 1);
                return changed.equals(inner)
                        ? node
                        : TextNode.valueOf(JSON.writeValueAsString(changed));
            } catch (JsonProcessingException e) {
                // Not JSON after all: masked as the text it is.
            }
        }
        var changed = plain(text, change);
        return changed.equals(text) ? node : TextNode.valueOf(changed);
    }

    private static String plain(String text, UnaryOperator<String> change) {
        return isIdentifier(text) ? text : change.apply(text);
    }

    private static boolean isIdentifier(String text) {
        if (text.length() > LONGEST_IDENTIFIER) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != '_' && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode number(JsonNode node, UnaryOperator<String> change) {
        var text = node.asText();
        if (text.length() < SHORTEST_NUMBER || !node.isIntegralNumber()) {
            return node;
        }
        var changed = change.apply(text);
        return changed.equals(text) ? node : TextNode.valueOf(changed);
    }

    private static boolean looksLikeJson(String text) {
        var stripped = text.strip();
        if (stripped.length() < 2) {
            return false;
        }
        var first = stripped.charAt(0);
        var last = stripped.charAt(stripped.length() - 1);
        return (first == '{' && last == '}') || (first == '[' && last == ']');
    }
}
