package dev.countersign.api;

import dev.countersign.training.Prior;
import dev.countersign.training.PriorLearning;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/v1/prior-learning`: what stands in for prerequisites.
public final class PriorResources {
    private final PriorLearning prior;

    public PriorResources(PriorLearning prior) {
        this.prior = prior;
    }

    public void mount(Web web) {
        web.get("/v1/prior-learning", this::list);
        web.post("/v1/prior-learning", this::recognise);
        web.delete("/v1/prior-learning/:id", this::revoke);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "prior_learning",
                        prior.of(e.identity()).stream().map(PriorResources::json).toList()));
    }

    private static Map<String, Object> json(Prior p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", p.id());
        out.put("person", p.person());
        out.put("subject", p.subject());
        out.put("evidence", p.evidence());
        out.put("link", p.link());
        out.put("by", p.by());
        out.put("at", p.at().toString());
        out.put("holds", p.revoked().isEmpty());
        return out;
    }

    /// `{"person": "…", "subject": "MOD-801", "evidence": "…", "link": "https://…"}`
    private void recognise(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                json(
                        prior.recognise(
                                e.identity(),
                                f.text("person"),
                                f.text("subject"),
                                f.text("evidence"),
                                f.text("link", ""))));
    }

    private void revoke(Exchange e) {
        prior.revoke(e.identity(), e.pathParam("id"));
        e.json(200, Map.of("revoked", true));
    }
}
