package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A PolicyReport or ClusterPolicyReport (wgpolicyk8s.io), or a Report of openreports.io, as one
/// document or as a List. The id is made of policy, rule and resource; the time of a scan is left
/// out, so that the next one does not change a case that somebody is reading.
final class Kyverno implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        var out = new ArrayList<ObjectNode>();
        if (document.path("kind").asText().endsWith("List")) {
            for (var item : document.path("items")) {
                report(out, item);
            }
        } else {
            report(out, document);
        }
        return out;
    }

    private static void report(List<ObjectNode> out, JsonNode report) throws Unreadable {
        if (!report.path("kind").asText().endsWith("Report") || !report.path("results").isArray()) {
            throw new Unreadable("this is no PolicyReport: its `kind` or `results` is missing");
        }
        for (var result : report.path("results")) {
            var outcome = result.path("result").asText();
            if (!List.of("fail", "error", "warn").contains(outcome)) {
                continue;
            }
            var policy = result.path("policy").asText();
            var rule = result.path("rule").asText("");
            var resource = resource(report, result);
            var name = resource.path("name").asText("");
            var space =
                    resource.path("namespace")
                            .asText(report.path("metadata").path("namespace").asText(""));
            out.add(
                    Native.of(
                                    Native.idOf(
                                            policy,
                                            rule,
                                            resource.path("kind").asText(""),
                                            space,
                                            name))
                            .put("title", message(result, policy))
                            .put("category", "policy_violation")
                            .severity(
                                    result.path("severity")
                                            .asText(outcome.equals("warn") ? "warning" : "error"))
                            .put("service", name)
                            .put("environment", space)
                            .put("rule", rule.isEmpty() ? policy : policy + "/" + rule)
                            .evidence(((ObjectNode) result.deepCopy()).without("timestamp"))
                            .build());
        }
    }

    private static String message(JsonNode result, String policy) {
        var text = result.path("message").asText(result.path("description").asText(""));
        return text.isBlank() ? "Violates " + policy : text;
    }

    private static JsonNode resource(JsonNode report, JsonNode result) {
        for (var list : List.of("resources", "subjects")) {
            if (!result.path(list).isEmpty()) {
                return result.path(list).path(0);
            }
        }
        return report.path("scope");
    }
}
