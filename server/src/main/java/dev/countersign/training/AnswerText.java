package dev.countersign.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers as text for the store, and from what a form or a caller sends.
public final class AnswerText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 20_000;

    private AnswerText() {}

    static String of(Answer answer) {
        try {
            return JSON.writeValueAsString(
                    switch (answer) {
                        case Answer.Chosen(var options) -> Map.of("chosen", options);
                        case Answer.YesNo(var value) -> Map.of("value", value);
                        case Answer.Matched(var right) -> Map.of("matched", right);
                        case Answer.Ordered(var steps) -> Map.of("ordered", steps);
                        case Answer.Typed(var text) -> Map.of("typed", text);
                        case Answer.None _ -> Map.of();
                    });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }

    /// As they are sent, by question; without those that are none.
    public static Map<String, JsonNode> json(Map<String, Answer> answers) {
        var given = new LinkedHashMap<>(answers);
        given.values().removeIf(Answer.None.class::isInstance);
        return all(given);
    }

    /// As they are sent, by question; `{}` for one that was taken back.
    public static Map<String, JsonNode> all(Map<String, Answer> answers) {
        var out = new LinkedHashMap<String, JsonNode>();
        answers.forEach((item, answer) -> {
            try {
                out.put(item, JSON.readTree(of(answer)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an answer is always JSON", e);
            }
        });
        return out;
    }

    static Answer read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds an answer that is no JSON", e);
        }
    }

    /// @param node `{"chosen": [..]}`, `{"value": true}`, `{"matched": {..}}`, `{"ordered": [..]}`
    ///   or `{"typed": ".."}`; `{}` and null are no answer
    /// @throws IllegalArgumentException where it is longer than 20,000 characters, or of another
    ///   form: taken for no answer it would cost somebody an attempt
    public static Answer read(JsonNode node) {
        if (node.toString().length() > LONGEST) {
            throw new IllegalArgumentException("an answer has at most 20,000 characters");
        }
        if (node.path("chosen").isArray()) {
            return new Answer.Chosen(texts(node.path("chosen")));
        }
        if (node.path("value").isBoolean()) {
            return new Answer.YesNo(node.path("value").asBoolean());
        }
        if (node.path("matched").isObject()) {
            var right = new LinkedHashMap<String, String>();
            node.path("matched")
                    .properties()
                    .forEach(e -> right.put(e.getKey(), e.getValue().asText()));
            return new Answer.Matched(right);
        }
        if (node.path("ordered").isArray()) {
            return new Answer.Ordered(texts(node.path("ordered")));
        }
        if (node.path("typed").isTextual()) {
            return new Answer.Typed(node.path("typed").asText());
        }
        if (node.isNull() || node.isObject() && node.isEmpty()) {
            return new Answer.None();
        }
        throw new IllegalArgumentException(
                "an answer is `{\"chosen\": [..]}`, `{\"value\": true}`, `{\"matched\": {..}}`,"
                        + " `{\"ordered\": [..]}` or `{\"typed\": \"..\"}`");
    }

    private static List<String> texts(JsonNode array) {
        var out = new ArrayList<String>();
        array.forEach(n -> out.add(n.asText()));
        return out;
    }

    /// Fields of a form.
    public interface Fields {
        /// Empty where there is none of that name.
        List<String> all(String name);
    }

    /// From a form's fields: `ITEM` itself, `ITEM.0`, `ITEM.1` … for pairs and steps.
    public static Answer fromForm(Item item, Fields fields) {
        var name = item.id();
        return switch (item.interaction()) {
            case Interaction.Single _, Interaction.Multiple _ ->
                    fields.all(name).isEmpty()
                            ? new Answer.None()
                            : new Answer.Chosen(fields.all(name));
            case Interaction.TrueFalse _ ->
                    fields.all(name).isEmpty()
                            ? new Answer.None()
                            : new Answer.YesNo(fields.all(name).contains("true"));
            case Interaction.Matching(var pairs, _) -> {
                var right = new LinkedHashMap<String, String>();
                for (var i = 0; i < pairs.size(); i++) {
                    for (var chosen : fields.all(name + "." + i)) {
                        if (!chosen.isEmpty()) {
                            right.put(pairs.get(i).left(), chosen);
                        }
                    }
                }
                yield right.isEmpty() ? new Answer.None() : new Answer.Matched(right);
            }
            case Interaction.Sequencing(var order) -> {
                var steps = new ArrayList<String>();
                for (var i = 0; i < order.size(); i++) {
                    fields.all(name + "." + i).stream()
                            .filter(s -> !s.isEmpty())
                            .forEach(steps::add);
                }
                yield steps.isEmpty() ? new Answer.None() : new Answer.Ordered(steps);
            }
            case Interaction.Numeric _, Interaction.ShortText _, Interaction.Essay _ -> {
                var typed = String.join("", fields.all(name));
                if (typed.length() > LONGEST) {
                    throw new IllegalArgumentException("an answer has at most 20,000 characters");
                }
                yield typed.isBlank() ? new Answer.None() : new Answer.Typed(typed);
            }
        };
    }
}
