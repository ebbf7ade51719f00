package dev.countersign.sop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.playbook.Sop;
import java.util.ArrayList;
import java.util.Optional;

/// A procedure as it is kept: JSON, so that a check shows for ever what it was held against.
final class SopText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SopText() {}

    static String write(Sop sop) {
        var out =
                JSON.createObjectNode()
                        .put("id", sop.id())
                        .put("title", sop.title())
                        .put("version", sop.version())
                        .put("owner", sop.owner());
        var steps = out.putArray("steps");
        for (var step : sop.steps()) {
            steps.addObject()
                    .put("do", step.text())
                    .put("tool", step.tool().orElse(""))
                    .put("approver", step.approver().orElse(""));
        }
        return out.toString();
    }

    static Sop read(String text) {
        try {
            var json = JSON.readTree(text);
            var steps = new ArrayList<Sop.Step>();
            for (var s : json.path("steps")) {
                steps.add(
                        new Sop.Step(
                                s.path("do").asText(),
                                Optional.of(s.path("tool").asText()).filter(t -> !t.isEmpty()),
                                Optional.of(s.path("approver").asText())
                                        .filter(a -> !a.isEmpty())));
            }
            return new Sop(
                    json.path("id").asText(),
                    json.path("title").asText(),
                    json.path("version").asText(),
                    json.path("owner").asText(),
                    steps);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a procedure that we kept cannot be read", e);
        }
    }
}
