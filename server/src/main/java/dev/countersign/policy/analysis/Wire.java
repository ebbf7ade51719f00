package dev.countersign.policy.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.policy.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the two ends of a [Worker] write to each other.
final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Wire() {}

    /// @param sets files by name; one set is analysed, two are compared
    record Question(List<? extends Map<String, String>> sets, String at) {}

    private record Line(
            String kind,
            String rule,
            String other,
            Map<String, Object> example,
            boolean shown,
            String when,
            String sentence) {}

    static String line(Question question) throws JsonProcessingException {
        return JSON.writeValueAsString(question) + "\n";
    }

    static Question question(String line) throws JsonProcessingException {
        return JSON.readValue(line, Question.class);
    }

    static String answer(List<Found> found) throws JsonProcessingException {
        return JSON.writeValueAsString(
                found.stream()
                        .map(f ->
                                new Line(
                                        f.kind().name(),
                                        f.rule(),
                                        f.other(),
                                        f.example().map(Facts::told).orElse(Map.of()),
                                        f.example().isPresent(),
                                        f.when().map(Instant::toString).orElse(""),
                                        f.sentence()))
                        .toList());
    }

    static List<Found> findings(String text) throws JsonProcessingException {
        return JSON.readValue(text, new TypeReference<List<Line>>() {}).stream()
                .map(Wire::found)
                .toList();
    }

    private static Found found(Line line) {
        return new Found(
                Found.Kind.valueOf(line.kind),
                line.rule,
                line.other,
                line.shown ? Optional.of(Facts.of(line.example)) : Optional.empty(),
                line.when.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(line.when)),
                line.sentence);
    }
}
