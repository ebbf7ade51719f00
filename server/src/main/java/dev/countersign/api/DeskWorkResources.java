package dev.countersign.api;

import dev.countersign.assurance.DeskWork;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.Locale;
import java.util.Map;

/// `POST /v1/cases/{id}/shadow`: one's own case as work for a tool in shadow mode.
public final class DeskWorkResources {
    private final DeskWork work;

    public DeskWorkResources(DeskWork work) {
        this.work = work;
    }

    public void mount(Web web) {
        web.post("/v1/cases/:id/shadow", this::use);
    }

    private void use(Exchange e) {
        var sample = work.use(e.identity(), e.pathParam("id"), new Fields(e.json()).text("tool"));
        e.json(
                201,
                Map.of(
                        "id", sample.id(),
                        "tool", sample.tool(),
                        "case", e.pathParam("id"),
                        "state", sample.stage().name().toLowerCase(Locale.ROOT)));
    }
}
