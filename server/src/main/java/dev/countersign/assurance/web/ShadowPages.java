package dev.countersign.assurance.web;

import dev.countersign.assurance.Assurance;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.Map;

/// One's own work in shadow mode: one answers it as if there were no tool.
public final class ShadowPages {
    private final Assurance assurance;
    private final Frames frames;

    public ShadowPages(Assurance assurance, Frames frames) {
        this.assurance = assurance;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/shadow", e -> show(e, "", "", 200));
        web.post("/shadow/:id", this::answer);
    }

    private void show(Exchange e, String error, String typed, int status) {
        e.html(
                status,
                e.rendered(
                        "page/shadow.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "shadow", "Shadow work"),
                                "items",
                                assurance.waitingFor(e.identity()),
                                "typed",
                                typed,
                                "error",
                                error)));
    }

    private void answer(Exchange e) {
        try {
            assurance.answer(e.identity(), e.pathParam("id"), e.rawParam("answer"));
            e.redirect("/shadow");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Words.sentences(p.detail(), p.remedy()), e.rawParam("answer"), p.status());
        }
    }
}
