package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// OPA's decision log: one event, or the list that its service upload sends. An event counts where
/// its result is `false`, an object with `allow: false`, or a non-empty set of denials. The id is
/// `decision_id`.
final class OpaDecisions implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        var out = new ArrayList<ObjectNode>();
        for (var event : document.isArray() ? document : List.of(document)) {
            if (!event.has("decision_id")) {
                throw new Unreadable("an event has no `decision_id`: is this a decision log?");
            }
            if (denied(event.path("result"))) {
                var path = event.path("path").asText("");
                out.add(
                        Native.of(event.path("decision_id").asText())
                                .put("title", title(event, path))
                                .put("category", "policy_violation")
                                .severity("error")
                                .put("rule", path)
                                .put("service", event.path("labels").path("app").asText(""))
                                .put(
                                        "environment",
                                        event.path("labels").path("environment").asText(""))
                                .evidence(evidence(event))
                                .build());
            }
        }
        return out;
    }

    private static boolean denied(JsonNode result) {
        if (result.isBoolean()) {
            return !result.booleanValue();
        }
        if (result.path("allow").isBoolean()) {
            return !result.path("allow").booleanValue();
        }
        var denials = result.isArray() ? result : result.path("deny");
        return denials.isContainerNode() && !denials.isEmpty();
    }

    private static String title(JsonNode event, String path) {
        var result = event.path("result");
        var denials = result.isArray() ? result : result.path("deny");
        for (var denial : denials) {
            var text = denial.isTextual() ? denial.asText() : denial.path("msg").asText("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "Denied by " + path;
    }

    private static JsonNode evidence(JsonNode event) {
        var out = ((ObjectNode) event).objectNode();
        out.set("input", event.path("input"));
        out.set("result", event.path("result"));
        out.set("bundles", event.path("bundles"));
        return out;
    }
}
