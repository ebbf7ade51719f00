package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Alertmanager's webhook, version 4. Firing alerts count; the id is fingerprint and start, so that
/// the repeats of one alert are one exception and its next outbreak is another.
final class Alertmanager implements Adapter {
    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        if (!document.path("alerts").isArray() || !document.has("version")) {
            throw new Unreadable(
                    "this is no Alertmanager webhook: `version` or `alerts` is missing");
        }
        var out = new ArrayList<ObjectNode>();
        for (var alert : document.path("alerts")) {
            if (!alert.path("status").asText("firing").equals("firing")) {
                continue;
            }
            var labels = alert.path("labels");
            var name = labels.path("alertname").asText("alert");
            var fingerprint = alert.path("fingerprint").asText(Native.idOf(labels.toString()));
            var summary = alert.path("annotations").path("summary").asText("");
            out.add(
                    Native.of(fingerprint + "@" + alert.path("startsAt").asText(""))
                            .put("title", summary.isBlank() ? name : summary)
                            .severity(labels.path("severity").asText("warning"))
                            .put(
                                    "service",
                                    labels.path("service").asText(labels.path("job").asText("")))
                            .put(
                                    "environment",
                                    labels.path("environment")
                                            .asText(labels.path("env").asText("")))
                            .put("team", labels.path("team").asText(""))
                            .put("rule", name)
                            .put(
                                    "recommendation",
                                    alert.path("annotations").path("runbook_url").asText(""))
                            .evidence(alert)
                            .build());
        }
        return out;
    }
}
