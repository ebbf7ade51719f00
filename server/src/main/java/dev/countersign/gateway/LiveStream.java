package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.kernel.Reason;
import dev.countersign.redaction.StreamMasking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of one live answer: takes the upstream's bytes, gives back chunks that may leave.
///
/// A window is held back until the redactor is sure of it, and every released text is checked for
/// yellow-zone terms first; a hit ends the stream. Tool-call arguments leave only as a whole.
/// Mutable; for one event loop. Does no I/O.
final class LiveStream {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BYTES = 1024 * 1024;

    /// Terms that straddle two released pieces are found because this much is looked at again.
    private static final int OVERLAP_CHARACTERS = 256;

    private final Prepared prepared;
    private final StreamMasking content;
    private final StringBuilder answer = new StringBuilder();
    private final List<ObjectNode> toolCalls = new ArrayList<>();
    private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    private ObjectNode frame = JSON.createObjectNode();
    private Optional<ObjectNode> usage = Optional.empty();
    private String finishReason = "";
    private String modelVersion;
    private List<Reason> hit = List.of();
    private boolean ended;
    private long taken;

    LiveStream(Prepared prepared, long createdSeconds) {
        this.prepared = prepared;
        this.content = new StreamMasking(prepared.masking());
        this.modelVersion = prepared.prompt().modelVersion();
        frame.put("id", prepared.id()).put("object", "chat.completion.chunk");
        frame.put("created", createdSeconds).put("model", prepared.prompt().model());
    }

    /// @return the chunks that may leave now
    /// @throws UpstreamFailure where the upstream sends garbage or too much
    List<ObjectNode> take(byte[] bytes) {
        taken += bytes.length;
        if (taken > MAX_BYTES) {
            throw new UpstreamFailure("too-large", "the stream exceeds " + MAX_BYTES + " bytes");
        }
        var out = new ArrayList<ObjectNode>();
        for (var b : bytes) {
            if (b != '\n') {
                line.write(b);
            } else {
                event(line.toString(StandardCharsets.UTF_8).stripTrailing(), out);
                line.reset();
            }
        }
        return out;
    }

    /// After the upstream's last byte: the rest, and the closing chunk.
    List<ObjectNode> finish() {
        var out = new ArrayList<ObjectNode>();
        if (line.size() > 0) {
            event(line.toString(StandardCharsets.UTF_8).stripTrailing(), out);
            line.reset();
        }
        if (!ended && finishReason.isEmpty()) {
            throw new UpstreamFailure("broken-off", "the stream broke off before its end");
        }
        emit(content.finish(), out);
        for (var i = 0; i < toolCalls.size() && hit.isEmpty(); i++) {
            var masked =
                    (ObjectNode)
                            new dev.countersign.redaction.JsonMasking(prepared.masking())
                                    .mask(toolCalls.get(i));
            check(masked.path("function").path("arguments").asText());
            if (hit.isEmpty()) {
                hit = ActionCalls.reasons(prepared.rulebook(), toolCalls.get(i));
            }
            masked.put("index", i);
            var chunk = chunk();
            Completions.delta(chunk).putArray("tool_calls").add(masked);
            out.add(chunk);
            answer.append(masked.path("function").path("name").asText())
                    .append('(')
                    .append(masked.path("function").path("arguments").asText())
                    .append(')');
        }
        return hit.isEmpty() ? out : List.of();
    }

    /// The last chunk before `[DONE]`.
    ObjectNode closing(String reason) {
        var chunk = chunk();
        ((ObjectNode) chunk.path("choices").get(0)).put("finish_reason", reason);
        return chunk;
    }

    Optional<ObjectNode> usageChunk() {
        return usage.map(u -> {
            var out = frame.deepCopy();
            out.putArray("choices");
            out.set("usage", u);
            return out;
        });
    }

    List<Reason> hit() {
        return hit;
    }

    String finishReason() {
        return finishReason.isEmpty() ? "stop" : finishReason;
    }

    boolean wantsUsage() {
        return usage.isPresent();
    }

    /// What was released, as an answer for the record.
    Answer answer(String outcomeReason) {
        var response = JSON.createObjectNode();
        response.put("id", prepared.id()).put("object", "chat.completion");
        response.put("created", frame.path("created").asLong());
        response.put("model", modelVersion);
        var choice = response.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", answer.toString());
        choice.put("finish_reason", outcomeReason);
        usage.ifPresent(u -> response.set("usage", u));
        var text = answer.toString();
        return new Answer(
                response,
                text,
                dev.countersign.kernel.Digests.hex(text),
                Optional.empty(),
                false,
                modelVersion);
    }

    private void event(String text, List<ObjectNode> out) {
        if (!text.startsWith("data:")) {
            return;
        }
        var data = text.substring(5).strip();
        if (data.equals("[DONE]")) {
            ended = true;
            return;
        }
        if (data.isEmpty() || !hit.isEmpty()) {
            return;
        }
        try {
            if (!(JSON.readTree(data) instanceof ObjectNode chunk)) {
                throw new UpstreamFailure("garbage", "a chunk is not a JSON object");
            }
            chunk(chunk, out);
        } catch (JsonProcessingException e) {
            throw new UpstreamFailure("garbage", "a chunk is not JSON");
        }
    }

    private void chunk(ObjectNode chunk, List<ObjectNode> out) {
        if (chunk.has("error")) {
            throw new UpstreamFailure("garbage", "the upstream reported an error in its stream");
        }
        modelVersion = chunk.path("model").asText(modelVersion);
        if (chunk.path("usage") instanceof ObjectNode reported) {
            usage = Optional.of(reported);
        }
        var choice = chunk.path("choices").path(0);
        var delta = choice.path("delta");
        collectToolCalls(delta);
        var said = delta.path("content").asText("") + delta.path("refusal").asText("");
        if (!said.isEmpty()) {
            emit(content.push(said), out);
        }
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").asText();
        }
    }

    private void collectToolCalls(com.fasterxml.jackson.databind.JsonNode delta) {
        for (var part : delta.path("tool_calls")) {
            var index = part.path("index").asInt();
            if (index < 0 || index > 127) {
                throw new UpstreamFailure("garbage", "a tool call has index " + index);
            }
            while (toolCalls.size() <= index) {
                toolCalls.add(JSON.createObjectNode().put("type", "function"));
            }
            var call = toolCalls.get(index);
            if (part.hasNonNull("id")) {
                call.put("id", part.path("id").asText());
            }
            var function = call.withObject("/function");
            var given = part.path("function");
            function.put("name", function.path("name").asText("") + given.path("name").asText(""));
            function.put(
                    "arguments",
                    function.path("arguments").asText("") + given.path("arguments").asText(""));
        }
    }

    private void emit(String text, List<ObjectNode> out) {
        if (text.isEmpty() || !hit.isEmpty()) {
            return;
        }
        check(text);
        if (!hit.isEmpty()) {
            return;
        }
        answer.append(text);
        var chunk = chunk();
        Completions.delta(chunk).put("content", text);
        out.add(chunk);
    }

    private void check(String next) {
        var from = Math.max(0, answer.length() - OVERLAP_CHARACTERS);
        hit = prepared.rules().zone().terms(answer.substring(from) + next);
    }

    private ObjectNode chunk() {
        var out = frame.deepCopy();
        var choice = out.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("finish_reason");
        return out;
    }
}
