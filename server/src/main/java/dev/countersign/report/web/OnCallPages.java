package dev.countersign.report.web;

import dev.countersign.gate.Eligibility;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;

/// Who of the team may be on call, and what the others lack.
public final class OnCallPages {
    private final Eligibility eligibility;
    private final List<String> plans;
    private final Frames frames;

    /// @param plans the roles that see everybody; others see themselves
    public OnCallPages(Eligibility eligibility, List<String> plans, Frames frames) {
        this.eligibility = eligibility;
        this.plans = plans;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/team/on-call", this::list);
    }

    private void list(Exchange e) {
        var all = e.identity().hasAny(plans);
        e.render(
                "page/on-call.jte",
                Map.of(
                        "frame", frames.frame(e, "records", "On call"),
                        "asked", eligibility.isAsked(),
                        "people",
                                eligibility.everybody().stream()
                                        .filter(s ->
                                                all || s.person().id().equals(e.identity().id()))
                                        .toList()));
    }
}
