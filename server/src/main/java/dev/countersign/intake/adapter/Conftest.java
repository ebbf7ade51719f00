package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// `conftest test -o json`: a list of files with `failures` and `warnings`. The id is made of file,
/// namespace and message, so that the same finding in the next run is the same exception.
final class Conftest implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        if (!document.isArray()) {
            throw new Unreadable("conftest prints a list: use `conftest test -o json`");
        }
        var out = new ArrayList<ObjectNode>();
        for (var file : document) {
            if (!file.has("filename")) {
                throw new Unreadable("an entry has no `filename`: is this `conftest -o json`?");
            }
            add(out, file, "failures", "error");
            add(out, file, "warnings", "warning");
        }
        return out;
    }

    private static void add(List<ObjectNode> out, JsonNode file, String list, String severity) {
        var name = file.path("filename").asText();
        var namespace = file.path("namespace").asText("main");
        for (var finding : file.path(list)) {
            var message = finding.path("msg").asText();
            var query = finding.path("metadata").path("query").asText("");
            out.add(
                    Native.of(Native.idOf(name, namespace, message))
                            .put("title", message)
                            .put("category", "policy_violation")
                            .severity(severity)
                            .put("service", service(name))
                            .put("rule", query.isEmpty() ? "conftest " + namespace : query)
                            .put("environment", file.path("environment").asText(""))
                            .evidence(
                                    ((ObjectNode) finding.deepCopy())
                                            .put("filename", name)
                                            .put("namespace", namespace))
                            .build());
        }
    }

    /// `services/billing/deploy.yaml` is about `billing`.
    private static String service(String file) {
        var parts = file.split("/");
        return parts.length > 1 ? parts[parts.length - 2] : parts[0].replaceFirst("\\.[^.]*$", "");
    }
}
