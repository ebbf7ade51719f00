package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// GitLab's job and pipeline hooks. Failed ones count, unless the job may fail; the id is the job's
/// or pipeline's own.
final class GitLab implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        return switch (document.path("object_kind").asText()) {
            case "build" -> job(document);
            case "pipeline" -> pipeline(document);
            default -> throw new Unreadable("`object_kind` is neither `build` nor `pipeline`");
        };
    }

    private static List<ObjectNode> job(JsonNode d) {
        if (!d.path("build_status").asText().equals("failed")
                || d.path("build_allow_failure").asBoolean(false)) {
            return List.of();
        }
        var name = d.path("build_stage").asText() + " / " + d.path("build_name").asText();
        return List.of(
                Native.of("job/" + d.path("build_id").asText())
                        .put(
                                "title",
                                name
                                        + " failed: "
                                        + d.path("build_failure_reason").asText("unknown"))
                        .severity("warning")
                        .put("service", d.path("project_name").asText(""))
                        .put("environment", d.path("ref").asText(""))
                        .put("rule", name)
                        .evidence(some(d, "build_id", "build_name", "sha", "ref", "repository"))
                        .build());
    }

    private static List<ObjectNode> pipeline(JsonNode d) {
        var attributes = d.path("object_attributes");
        if (!attributes.path("status").asText().equals("failed")) {
            return List.of();
        }
        return List.of(
                Native.of("pipeline/" + attributes.path("id").asText())
                        .put("title", "Pipeline failed on " + attributes.path("ref").asText())
                        .severity("warning")
                        .put("service", d.path("project").path("name").asText(""))
                        .put("environment", attributes.path("ref").asText(""))
                        .put("rule", "pipeline")
                        .evidence(attributes)
                        .build());
    }

    private static JsonNode some(JsonNode d, String... fields) {
        var out = ((ObjectNode) d).objectNode();
        for (var field : fields) {
            out.set(field, d.path(field));
        }
        return out;
    }
}
