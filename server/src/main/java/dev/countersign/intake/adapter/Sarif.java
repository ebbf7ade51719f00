package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// SARIF 2.1.0 (OASIS). Results that pass or are suppressed are left out. The id is made of the
/// result's `partialFingerprints`, else of rule, file and line.
final class Sarif implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        if (!document.path("runs").isArray()) {
            throw new Unreadable("this is no SARIF log: it has no `runs`");
        }
        var out = new ArrayList<ObjectNode>();
        for (var run : document.path("runs")) {
            var tool = run.path("tool").path("driver").path("name").asText("sarif");
            for (var result : run.path("results")) {
                var kind = result.path("kind").asText("fail");
                if (kind.equals("fail") && result.path("suppressions").isEmpty()) {
                    out.add(result(tool, result));
                }
            }
        }
        return out;
    }

    private static ObjectNode result(String tool, JsonNode result) {
        var place = result.path("locations").path(0).path("physicalLocation");
        var file = place.path("artifactLocation").path("uri").asText("");
        var line = place.path("region").path("startLine").asText("");
        var rule = result.path("ruleId").asText(result.path("rule").path("id").asText(""));
        var prints = result.path("partialFingerprints");
        var id =
                prints.isEmpty()
                        ? Native.idOf(tool, rule, file, line)
                        : Native.idOf(tool, rule, prints.toString());
        return Native.of(id)
                .put("title", result.path("message").path("text").asText("Violates " + rule))
                .put("category", "policy_violation")
                .severity(
                        switch (result.path("level").asText("warning")) {
                            case "error" -> "error";
                            case "warning" -> "warning";
                            default -> "note";
                        })
                .put("service", file.isEmpty() ? "" : file.split("/")[0])
                .put("rule", tool + "/" + rule)
                .evidence(result)
                .build();
    }
}
