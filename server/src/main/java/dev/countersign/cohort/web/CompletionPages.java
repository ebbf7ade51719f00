package dev.countersign.cohort.web;

import dev.countersign.cohort.Completions;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who completes training in time: as a page and as JSON.
public final class CompletionPages {
    private final Completions completions;
    private final Frames frames;

    public CompletionPages(Completions completions, Frames frames) {
        this.completions = completions;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/completion", this::page);
        web.get("/v1/training/completion", this::json);
    }

    private void page(Exchange e) {
        e.render(
                "page/completion.jte",
                Map.of(
                        "frame", frames.frame(e, "learn", "Training in time"),
                        "tracks", completions.tracks(e.identity()),
                        "target", completions.target()));
    }

    private void json(Exchange e) {
        var target = completions.target();
        e.json(
                200,
                Map.of(
                        "target",
                        target.share(),
                        "days",
                        target.days(),
                        "tracks",
                        completions.tracks(e.identity()).stream()
                                .map(t -> json(t, target))
                                .toList()));
    }

    private static Map<String, Object> json(Completions.Track t, Completions.Target target) {
        var out = new LinkedHashMap<String, Object>();
        out.put("role", t.role());
        out.put("pack", t.pack());
        out.put("completed", t.completed());
        out.put("counted", t.counted());
        out.put("running", t.running());
        out.put("met", target.isMetBy(t.completed(), t.counted()));
        out.put(
                "missing",
                t.missing().stream()
                        .map(m ->
                                Map.of(
                                        "person", m.person(),
                                        "until", m.until().toString(),
                                        "over", m.over()))
                        .toList());
        return out;
    }
}
