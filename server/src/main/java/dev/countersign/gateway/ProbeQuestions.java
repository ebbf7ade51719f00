package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.Outbound.Answered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// The fixed questions of a probe and how their answers are read. They hold nobody's data and ask
/// for a few tokens. Pure.
final class ProbeQuestions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FEW_TOKENS = 16;

    /// By these an upstream says that it does not know what was asked for; anything else says
    /// nothing about what it can do.
    private static final Set<Integer> CANNOT = Set.of(400, 404, 415, 422, 501);

    private ProbeQuestions() {}

    /// @param limit how this model wants its number of tokens bounded: `max_tokens`, or
    ///   `max_completion_tokens` for those that refuse the former
    static ObjectNode plain(String model, String limit) {
        var out = JSON.createObjectNode().put("model", model).put(limit, FEW_TOKENS);
        out.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", "Countersign asks what this model can do. Answer: ready.");
        return out;
    }

    static ObjectNode logprobs(String model, String limit) {
        return plain(model, limit).put("logprobs", true);
    }

    static ObjectNode streaming(String model, String limit) {
        return plain(model, limit).put("stream", true);
    }

    static ObjectNode streamedToolCalls(String model, String limit) {
        var out = streaming(model, limit);
        var function = out.putArray("tools").addObject().put("type", "function");
        function.putObject("function")
                .put("name", "ready")
                .put("description", "says that the model is ready")
                .putObject("parameters")
                .put("type", "object")
                .putObject("properties");
        out.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", "ready");
        return out;
    }

    static ObjectNode embeddings(String model) {
        return JSON.createObjectNode().put("model", model).put("input", "ready");
    }

    static boolean refusesTheQuestion(Answered answered) {
        return CANNOT.contains(answered.status());
    }

    static boolean isCompletion(Answered answered) {
        return answered.status() == 200 && tree(answered).at("/choices/0/message").isObject();
    }

    static boolean hasLogprobs(Answered answered) {
        return answered.status() == 200
                && tree(answered).at("/choices/0/logprobs/content/0/logprob").isNumber();
    }

    static boolean hasEmbedding(Answered answered) {
        var vector = tree(answered).at("/data/0/embedding");
        return answered.status() == 200 && (vector.isArray() || vector.isTextual());
    }

    static boolean streams(Answered answered) {
        return anyChunk(answered, "/choices/0/delta");
    }

    static boolean streamsToolCalls(Answered answered) {
        return anyChunk(answered, "/choices/0/delta/tool_calls/0/function");
    }

    private static boolean anyChunk(Answered answered, String pointer) {
        if (answered.status() != 200
                || !answered.contentType().toLowerCase(Locale.ROOT).contains("event-stream")) {
            return false;
        }
        return answered.body()
                .toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> tree(line.substring(5).getBytes(StandardCharsets.UTF_8)))
                .anyMatch(chunk -> chunk.at(pointer).isObject());
    }

    private static JsonNode tree(Answered answered) {
        return tree(answered.body().getBytes());
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
