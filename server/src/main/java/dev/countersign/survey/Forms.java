package dev.countersign.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How surveys, answers and reports are written down as JSON.
final class Forms {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Sheet>> SHEETS = new TypeReference<>() {};

    private Forms() {}

    static String write(Asked.Form form) {
        var out = new LinkedHashMap<String, Object>();
        out.put("title", form.title());
        out.put("anonymous", form.anonymous());
        out.put("publishing", form.when().name());
        out.put("roles", form.audience().roles());
        out.put("course", form.audience().course());
        out.put("people", form.audience().people());
        var questions = new ArrayList<Map<String, Object>>();
        for (var q : form.questions()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("id", q.id());
            one.put("kind", q.kind().name());
            one.put("text", q.text());
            q.redBelow().ifPresent(v -> one.put("red", v));
            q.greenAbove().ifPresent(v -> one.put("green", v));
            questions.add(one);
        }
        out.put("questions", questions);
        return text(out);
    }

    static Asked.Form form(String json) {
        var node = tree(json);
        var questions = new ArrayList<Question>();
        for (var q : node.path("questions")) {
            questions.add(
                    new Question(
                            q.path("id").asText(),
                            Kind.valueOf(q.path("kind").asText()),
                            q.path("text").asText(),
                            number(q.path("red")),
                            number(q.path("green"))));
        }
        return new Asked.Form(
                node.path("title").asText(),
                questions,
                node.path("anonymous").asBoolean(true),
                new Audience(
                        JSON.convertValue(node.path("roles"), TEXTS),
                        node.path("course").asText(),
                        JSON.convertValue(node.path("people"), TEXTS)),
                Asked.Publishing.valueOf(node.path("publishing").asText()));
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    static byte[] write(List<Sheet> sheets) {
        return text(sheets).getBytes(StandardCharsets.UTF_8);
    }

    static List<Sheet> sheets(byte[] json) {
        try {
            return JSON.readValue(json, SHEETS);
        } catch (IOException e) {
            throw new IllegalStateException("an urn was written by this class", e);
        }
    }

    /// The figures' means are worked out again when they are read.
    static String write(Report r) {
        var out = new LinkedHashMap<String, Object>();
        out.put("n", r.n());
        out.put("closed", r.closed());
        out.put("figures", figures(r.figures()));
        var parts = new ArrayList<Map<String, Object>>();
        r.parts()
                .forEach(p ->
                        parts.add(
                                Map.of(
                                        "name",
                                        p.name(),
                                        "n",
                                        p.n(),
                                        "figures",
                                        figures(p.figures()))));
        out.put("parts", parts);
        out.put("words", r.words());
        return text(out);
    }

    private static List<Map<String, Object>> figures(List<Report.Figure> figures) {
        return figures.stream()
                .map(f -> Map.<String, Object>of("question", f.question(), "counts", f.counts()))
                .toList();
    }

    static Report report(String json) {
        if (json.isEmpty()) {
            return Report.NOTHING;
        }
        var node = tree(json);
        var parts = new ArrayList<Report.Slice>();
        for (var p : node.path("parts")) {
            parts.add(
                    new Report.Slice(
                            p.path("name").asText(),
                            p.path("n").asInt(),
                            figures(p.path("figures"))));
        }
        var words = new LinkedHashMap<String, List<String>>();
        node.path("words")
                .properties()
                .forEach(w -> words.put(w.getKey(), JSON.convertValue(w.getValue(), TEXTS)));
        return new Report(
                node.path("n").asInt(),
                node.path("closed").asBoolean(),
                figures(node.path("figures")),
                parts,
                words);
    }

    private static List<Report.Figure> figures(JsonNode nodes) {
        var out = new ArrayList<Report.Figure>();
        for (var f : nodes) {
            var counts = new ArrayList<Integer>();
            f.path("counts").forEach(c -> counts.add(c.asInt()));
            out.add(new Report.Figure(f.path("question").asText(), counts));
        }
        return out;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a survey was written by this class", e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and maps always have a text", e);
        }
    }
}
