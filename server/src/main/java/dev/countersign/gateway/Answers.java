package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.assist.AssistAnswer;
import dev.countersign.confidence.Confidence;
import dev.countersign.confidence.Recipes;
import dev.countersign.egress.Outbound.Answered;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.kernel.Digests;
import dev.countersign.redaction.JsonMasking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns what an upstream sent into a masked answer with a confidence. Pure.
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,20}");

    private Answers() {}

    /// @throws UpstreamFailure where it is no answer of the protocol
    static Answer read(Prepared prepared, Answered answered) {
        if (answered.status() != 200) {
            throw UpstreamErrors.of(
                    prepared.upstream().orElseThrow(), answered, prepared.masking());
        }
        var tree = tree(answered);
        if (prepared.arrival().route() == Route.EMBEDDINGS) {
            return embeddings(prepared, tree);
        }
        if (!tree.path("choices").isArray() || tree.path("choices").isEmpty()) {
            throw garbage("the answer has no `choices`");
        }
        for (var choice : tree.path("choices")) {
            if (!choice.path("message").isObject()) {
                throw garbage("a choice has no `message`");
            }
        }
        var before = prepared.masking().originals().size();
        var raw = rawText(tree);
        var confidence = confidence(prepared, tree, raw);
        var masked = mask(prepared, tree);
        var text = rawText(masked);
        return new Answer(
                masked,
                text,
                Digests.hex(text),
                confidence,
                prepared.masking().originals().size() > before,
                tree.path("model").asText(prepared.prompt().modelVersion()));
    }

    /// A microtool's answer, in the shape of a completion so that one path serves both.
    static Answer of(Prepared prepared, AssistAnswer found, long createdSeconds) {
        var response = JSON.createObjectNode();
        response.put("object", "chat.completion").put("created", createdSeconds);
        response.put("model", found.modelVersion());
        var choice = response.putArray("choices").addObject().put("index", 0);
        var before = prepared.masking().originals().size();
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", prepared.masking().mask(found.text()));
        choice.put("finish_reason", "stop");
        response.set("details", details(prepared, JSON.valueToTree(found.details())));
        response.put("label", AssistAnswer.LABEL);
        var text = rawText(response);
        var confidence =
                found.confidence().isPresent()
                        ? Optional.of(new Confidence(found.confidence().getAsDouble(), "head"))
                        : Optional.<Confidence>empty();
        return new Answer(
                response,
                text,
                Digests.hex(text),
                confidence,
                prepared.masking().originals().size() > before,
                found.modelVersion());
    }

    // Ids, shares and offsets are ours; whoever looks for names in `KB-18` finds them.
    private static JsonNode details(Prepared prepared, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(f -> f.setValue(details(prepared, f.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (var i = 0; i < array.size(); i++) {
                    array.set(i, details(prepared, array.get(i)));
                }
                yield array;
            }
            case TextNode text when !CODE.matcher(text.textValue()).matches() ->
                    TextNode.valueOf(prepared.masking().mask(text.textValue()));
            default -> node;
        };
    }

    private static ObjectNode tree(Answered answered) {
        var type = answered.contentType().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.contains("json")) {
            throw garbage("the answer says it is `" + type + "`, not JSON");
        }
        try {
            if (JSON.readTree(answered.body().getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw garbage("the answer is not JSON");
        }
        throw garbage("the answer is not a JSON object");
    }

    /// Masks every field that somebody could have written into. The token lists of `logprobs` spell
    /// the unmasked answer, so they stay behind.
    private static ObjectNode mask(Prepared prepared, ObjectNode tree) {
        var json = new JsonMasking(prepared.masking());
        var out = tree.deepCopy();
        var choices = (ArrayNode) out.get("choices");
        for (var i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                if (choice.has("logprobs")) {
                    choice.putNull("logprobs");
                }
                choices.set(i, json.mask(choice));
            }
        }
        return out;
    }

    private static Answer embeddings(Prepared prepared, ObjectNode tree) {
        if (!tree.path("data").isArray() || tree.path("data").isEmpty()) {
            throw garbage("the answer has no `data`");
        }
        for (var item : tree.path("data")) {
            var vector = item.path("embedding");
            if (!vector.isArray() && !vector.isTextual()) {
                throw garbage("an item of the answer has no `embedding`");
            }
        }
        var text = tree.path("data").size() + " embeddings";
        return new Answer(
                tree,
                text,
                Digests.hex(tree.path("data").toString()),
                Optional.empty(),
                false,
                tree.path("model").asText(prepared.prompt().modelVersion()));
    }

    private static Optional<Confidence> confidence(Prepared prepared, ObjectNode tree, String raw) {
        return switch (prepared.prompt().recipe()) {
            case LOGPROBS -> Recipes.logprobs(logprobs(tree));
            case STATED -> Recipes.stated(raw);
            case CHECKS -> Optional.of(checks(prepared, tree));
            case HEAD, NONE -> Optional.empty();
        };
    }

    /// The least of the choices' scores: a caller may use any of them.
    private static Confidence checks(Prepared prepared, ObjectNode tree) {
        var least = new Confidence(1, "checks");
        for (var choice : tree.path("choices")) {
            var said = new StringBuilder();
            Messages.appendMessage(said, choice.path("message"));
            var score =
                    Recipes.checks(
                            choice.path("finish_reason").asText(""),
                            prepared.text(),
                            said.toString());
            least = score.value() < least.value() ? score : least;
        }
        return least;
    }

    private static List<Double> logprobs(ObjectNode tree) {
        var out = new ArrayList<Double>();
        for (var choice : tree.path("choices")) {
            for (var token : choice.path("logprobs").path("content")) {
                out.add(token.path("logprob").asDouble(Double.NaN));
            }
        }
        return out;
    }

    static String rawText(JsonNode tree) {
        var out = new StringBuilder();
        for (var choice : tree.path("choices")) {
            out.append(out.isEmpty() ? "" : "\n\n");
            Messages.appendMessage(out, choice.path("message"));
        }
        return out.toString();
    }

    private static UpstreamFailure garbage(String message) {
        return new UpstreamFailure("garbage", message);
    }
}
