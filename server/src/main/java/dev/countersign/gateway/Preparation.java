package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.Upstream;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Problem;
import dev.countersign.policy.Rulebook;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.Prompt.Kind;
import dev.countersign.prompt.Prompt.Recipe;
import dev.countersign.redaction.JsonMasking;
import dev.countersign.redaction.Masking;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Admit, redact and locate: everything that happens to a request before it is recorded. Pure.
final class Preparation {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Fields whose value is part of the protocol, never of what somebody wrote.
    private static final Set<String> PROTOCOL =
            Set.of(
                    "model",
                    "stream",
                    "stream_options",
                    "tool_choice",
                    "response_format",
                    "service_tier",
                    "reasoning_effort",
                    "encoding_format",
                    "modalities",
                    "parallel_tool_calls",
                    "logprobs",
                    "top_logprobs");

    /// What the caller's message list becomes for rules and people, and what goes out.
    private record Body(ObjectNode outgoing, String text) {}

    private Preparation() {}

    /// @param upstream where the prompt is served; empty for the models in this process
    /// @param masking fresh, made for this call
    /// @throws dev.countersign.kernel.ProblemException where any step refuses
    static Prepared prepare(
            String id,
            Arrival arrival,
            Rulebook rulebook,
            Prompt prompt,
            Optional<Upstream> upstream,
            Masking masking) {
        var roles = arrival.identity().person().roles();
        var role =
                rulebook.roleFor(roles, prompt.name())
                        .orElseThrow(() -> rulebook.notYours(prompt.name()).asException());
        requireKind(arrival.route(), prompt);
        upstream.flatMap(u ->
                        rulebook.residency().refusal("upstream `" + u.name() + "`", u.region()))
                .ifPresent(why -> {
                    throw outsideRegions(why);
                });
        var body =
                switch (arrival.route()) {
                    case CHAT -> chat(arrival.body(), prompt, masking);
                    case MICROTOOL -> microtool(arrival.body(), prompt, masking);
                    case EMBEDDINGS -> embeddings(arrival.body(), prompt, masking);
                };
        masking.keepOwnTokens();
        var bytes = bytes(body.outgoing());
        return new Prepared(
                id,
                arrival,
                role,
                prompt,
                rulebook,
                rulebook.rulesOf(role, prompt.name()),
                rulebook.gateOf(prompt.name()),
                upstream,
                body.outgoing(),
                bytes,
                body.text(),
                Digests.hex(bytes),
                masking,
                masking.originals().size());
    }

    private static void requireKind(Route route, Prompt prompt) {
        var fits =
                switch (route) {
                    case CHAT -> prompt.kind() == Kind.CHAT || prompt.kind() == Kind.MICROTOOL;
                    case EMBEDDINGS -> prompt.kind() == Kind.EMBEDDING;
                    case MICROTOOL -> prompt.kind() == Kind.MICROTOOL;
                };
        if (!fits) {
            throw new Problem(
                            422,
                            "wrong-route",
                            "This prompt is reached another way",
                            "`" + prompt.name() + "` is of kind " + prompt.kind(),
                            switch (prompt.kind()) {
                                case CHAT -> "send it to /v1/chat/completions";
                                case EMBEDDING -> "send it to /v1/embeddings";
                                case MICROTOOL -> "send it to /v1/microtools/" + prompt.name();
                                case REPORT -> "open it on the Insight or Records pages";
                            })
                    .asException();
        }
    }

    private static Body chat(ObjectNode body, Prompt prompt, Masking masking) {
        Messages.requireReadable(body.path("messages"));
        for (var modality : body.path("modalities")) {
            if (!modality.asText().equals("text")) {
                throw Messages.malformed("only the `text` modality can be governed");
            }
        }
        var outgoing = masked(body, masking);
        var variables = variables(outgoing);
        outgoing.remove("variables");
        var text = Messages.text(outgoing.path("messages"));
        return new Body(completed(outgoing, prompt, variables), text);
    }

    private static Body microtool(ObjectNode body, Prompt prompt, Masking masking) {
        var input = body.path("input");
        if (!input.isTextual() || input.textValue().isBlank()) {
            throw Messages.malformed("`input` must be a text");
        }
        var masked = masking.mask(input.textValue());
        var outgoing = JSON.createObjectNode();
        outgoing.putArray("messages").addObject().put("role", "user").put("content", masked);
        return new Body(completed(outgoing, prompt, variables(body)), masked);
    }

    private static Body embeddings(ObjectNode body, Prompt prompt, Masking masking) {
        var input = body.path("input");
        var text = new StringBuilder();
        if (input.isTextual()) {
            text.append(masking.mask(input.textValue()));
        } else if (input.isArray() && !input.isEmpty()) {
            for (var item : input) {
                if (!item.isTextual()) {
                    throw Messages.malformed(
                            "`input` must be texts; token ids cannot be checked for personal data");
                }
                text.append(text.isEmpty() ? "" : "\n\n").append(masking.mask(item.textValue()));
            }
        } else {
            throw Messages.malformed("`input` must be a text or a list of texts");
        }
        var outgoing = masked(body, masking);
        outgoing.put("model", prompt.model());
        return new Body(outgoing, text.toString());
    }

    /// Puts the prompt's own text first, pins the model and asks for what the recipe needs.
    private static ObjectNode completed(
            ObjectNode outgoing, Prompt prompt, Map<String, String> variables) {
        if (!prompt.text().isBlank()) {
            var messages = (ArrayNode) outgoing.get("messages");
            messages.insertObject(0).put("role", "system").put("content", prompt.filled(variables));
        }
        outgoing.put("model", prompt.model());
        outgoing.remove("stream");
        outgoing.remove("stream_options");
        if (prompt.recipe() == Recipe.LOGPROBS) {
            outgoing.put("logprobs", true);
        }
        return outgoing;
    }

    private static ObjectNode masked(ObjectNode body, Masking masking) {
        var json = new JsonMasking(masking);
        var out = JSON.createObjectNode();
        for (var field : body.properties()) {
            var value = field.getValue();
            out.set(
                    field.getKey(),
                    value.isContainerNode() || value.isTextual()
                            ? PROTOCOL.contains(field.getKey()) ? value : json.mask(value)
                            : value);
        }
        return out;
    }

    private static Map<String, String> variables(JsonNode body) {
        var out = new LinkedHashMap<String, String>();
        for (var field : body.path("variables").properties()) {
            out.put(field.getKey(), field.getValue().asText());
        }
        return out;
    }

    static RuntimeException outsideRegions(String why) {
        return new Problem(
                        403,
                        "region",
                        "Outside the allowed regions",
                        why,
                        "point the prompt at an upstream in an allowed region, or change"
                                + " `regions.allowed` in the playbook")
                .asException();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree always has a text", e);
        }
    }
}
