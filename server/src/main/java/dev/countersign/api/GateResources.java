package dev.countersign.api;

import dev.countersign.gate.Gate;
import dev.countersign.gate.Gates;
import dev.countersign.gate.Waiver;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Waivers: named, dated permissions to use a tool without the evidence its gate asks for.
public final class GateResources {
    private final Gates gates;
    private final Supplier<List<Gate>> inForce;

    /// @param inForce every gate that asks for something
    public GateResources(Gates gates, Supplier<List<Gate>> inForce) {
        this.gates = gates;
        this.inForce = inForce;
    }

    public void mount(Web web) {
        web.get(
                "/v1/waivers",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "waivers",
                                        gates.waivers(500).stream()
                                                .map(GateResources::shown)
                                                .toList())));
        web.post("/v1/waivers", this::grant);
        web.delete("/v1/waivers/:id", this::revoke);
    }

    private void grant(Exchange e) {
        var f = new Fields(e.json());
        var waiver =
                gates.waive(
                        inForce.get(),
                        e.identity(),
                        f.text("person"),
                        f.text("tool"),
                        f.text("condition"),
                        f.text("reason"),
                        Duration.ofDays(f.number("days")));
        e.json(201, shown(waiver));
    }

    private void revoke(Exchange e) {
        gates.revoke(e.identity(), e.pathParam("id"));
        e.json(200, Map.of("id", e.pathParam("id")));
    }

    private static Map<String, Object> shown(Waiver w) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", w.id());
        out.put("person", w.personId());
        out.put("tool", w.tool());
        out.put("condition", w.conditionType());
        out.put("reason", w.reason());
        out.put("granted_by", w.grantedBy());
        out.put("granted_at", w.grantedAt().toString());
        out.put("valid_until", w.validUntil().toString());
        out.put("revoked", w.revokedAt().isPresent());
        return out;
    }
}
