package dev.countersign.report.web;

import dev.countersign.gate.Gate;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The waivers as a page.
public final class WaiverPages {
    private static final List<String> MAY_WAIVE = List.of("programme_manager", "ops_manager");

    private final People people;
    private final Gates gates;
    private final Frames frames;
    private final Supplier<List<Gate>> inForce;

    /// @param inForce every gate that asks for something
    public WaiverPages(People people, Gates gates, Frames frames, Supplier<List<Gate>> inForce) {
        this.people = people;
        this.gates = gates;
        this.frames = frames;
        this.inForce = inForce;
    }

    public void mount(Web web) {
        web.get("/waivers", e -> waivers(e, "", 200));
        web.post("/waivers", this::grant);
        web.post("/waivers/:id/end", this::end);
    }

    private void waivers(Exchange e, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/waivers.jte",
                        Map.of(
                                "frame", frames.frame(e, "records", "Waivers"),
                                "waivers", gates.waivers(200),
                                "people", people.everyone(),
                                "gates", inForce.get(),
                                "mayGrant", e.identity().hasAny(MAY_WAIVE),
                                "error", error)));
    }

    private void grant(Exchange e) {
        var gate = e.param("gate").split(" ", 2);
        try {
            gates.waive(
                    inForce.get(),
                    e.identity(),
                    e.param("person"),
                    gate[0],
                    gate.length > 1 ? gate[1] : "",
                    e.rawParam("reason"),
                    Duration.ofDays(e.intParam("days", 0)));
            e.redirect("/waivers");
        } catch (ProblemException refused) {
            var p = refused.problem();
            waivers(e, p.detail() + ". " + p.remedy(), p.status());
        }
    }

    private void end(Exchange e) {
        gates.revoke(e.identity(), e.pathParam("id"));
        e.redirect("/waivers");
    }
}
