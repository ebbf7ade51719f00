package dev.countersign.measure.web;

import dev.countersign.measure.FailureWatch;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.Map;

/// The failure modes as they stand now.
public final class FailurePages {
    private final FailureWatch watch;
    private final Frames frames;

    public FailurePages(FailureWatch watch, Frames frames) {
        this.watch = watch;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/kpis/failure-modes", this::page);
    }

    private void page(Exchange e) {
        e.render(
                "page/failure-modes.jte",
                Map.of(
                        "frame", frames.frame(e, "insight", "Failure modes"),
                        "modes", watch.modes(e.identity()),
                        "days", FailureWatch.DAYS));
    }
}
