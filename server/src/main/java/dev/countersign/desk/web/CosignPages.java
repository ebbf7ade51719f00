package dev.countersign.desk.web;

import dev.countersign.desk.Supervision;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Learners' decisions that wait for their mentor.
public final class CosignPages {
    private final Supervision supervision;
    private final People people;
    private final Frames frames;
    private final Supplier<String> playbookInForce;

    public CosignPages(
            Supervision supervision,
            People people,
            Frames frames,
            Supplier<String> playbookInForce) {
        this.supervision = supervision;
        this.people = people;
        this.frames = frames;
        this.playbookInForce = playbookInForce;
    }

    public void mount(Web web) {
        web.get("/cosign", e -> show(e, "", "", 200));
        web.post("/cosign/:id", this::end);
    }

    private void show(Exchange e, String error, String typed, int status) {
        e.html(
                status,
                e.rendered(
                        "page/cosign.jte",
                        Map.of(
                                "frame", frames.frame(e, "cosign", "Co-sign"),
                                "waiting", supervision.waitingFor(e.identity()),
                                "names",
                                        people.everyone().stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                "typed", typed,
                                "error", error)));
    }

    private void end(Exchange e) {
        try {
            if (e.param("how").equals("cosign")) {
                supervision.cosign(
                        e.identity(),
                        e.pathParam("id"),
                        e.rawParam("words"),
                        playbookInForce.get());
            } else {
                supervision.sendBack(e.identity(), e.pathParam("id"), e.rawParam("words"));
            }
            e.redirect("/cosign");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Words.sentences(p.detail(), p.remedy()), e.rawParam("words"), p.status());
        }
    }
}
