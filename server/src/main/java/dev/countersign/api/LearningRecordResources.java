package dev.countersign.api;

import dev.countersign.lrs.LrsKey;
import dev.countersign.lrs.LrsKeys;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keys of learning systems. Statements themselves are xAPI's, under `/xapi`.
public final class LearningRecordResources {
    private final LrsKeys keys;

    public LearningRecordResources(LrsKeys keys) {
        this.keys = keys;
    }

    public void mount(Web web) {
        web.get("/v1/lrs/keys", this::list);
        web.post("/v1/lrs/keys", this::make);
        web.delete("/v1/lrs/keys/:id", this::revoke);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "keys",
                        keys.all(e.identity()).stream()
                                .map(LearningRecordResources::shown)
                                .toList()));
    }

    private void make(Exchange e) {
        var f = new Fields(e.json());
        var made =
                keys.make(
                        e.identity(),
                        f.text("label"),
                        f.node().path("read").asBoolean(true),
                        f.node().path("write").asBoolean(true));
        var out = shown(made.key());
        out.put("secret", made.secret());
        e.json(201, out);
    }

    private void revoke(Exchange e) {
        keys.revoke(e.identity(), e.pathParam("id"));
        e.json(200, Map.of("id", e.pathParam("id"), "revoked", true));
    }

    private static Map<String, Object> shown(LrsKey key) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", key.id());
        out.put("label", key.label());
        out.put("read", key.mayRead());
        out.put("write", key.mayWrite());
        out.put("made_by", key.madeBy());
        out.put("made_at", key.madeAt().toString());
        key.revokedAt().ifPresent(at -> out.put("revoked_at", at.toString()));
        return out;
    }
}
