package dev.countersign.cohort.web;

import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.Completions;
import dev.countersign.measure.Beside;
import dev.countersign.measure.Value;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who completes training in time, and what production shows beside it (E77): as a page, a file and
/// JSON.
public final class CompletionPages {
    private static final List<Beside> NONE =
            List.of(new Beside("", "", "", new Beside.Undefined()));

    private final Completions completions;
    private final Frames frames;

    public CompletionPages(Completions completions, Frames frames) {
        this.completions = completions;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/completion", this::page);
        web.get("/learn/completion.csv", this::csv);
        web.get("/v1/training/completion", this::json);
    }

    private void page(Exchange e) {
        var tracks = completions.tracks(e.identity());
        var beside = new LinkedHashMap<String, List<Beside>>();
        tracks.forEach(t -> beside.put(t.role(), t.kpis()));
        e.render(
                "page/completion.jte",
                Map.of(
                        "frame", frames.frame(e, "learn", "Training in time"),
                        "tracks", tracks,
                        "kpis", beside,
                        "plans", Cohorts.plans(e.identity()),
                        "target", completions.target()));
    }

    /// A line for each KPI of a role's course, so that neither stands without the other.
    private void csv(Exchange e) {
        var target = completions.target();
        var out = new StringBuilder();
        out.append(
                        Csv.line(
                                "role",
                                "course",
                                "completed_in_time",
                                "counted",
                                "running",
                                "target_met",
                                "kpi",
                                "unit",
                                "before",
                                "now",
                                "standing"))
                .append("\r\n");
        for (var t : completions.tracks(e.identity())) {
            for (var k : t.kpis().isEmpty() ? NONE : t.kpis()) {
                out.append(
                                Csv.line(
                                        t.role(),
                                        t.pack(),
                                        String.valueOf(t.completed()),
                                        String.valueOf(t.counted()),
                                        String.valueOf(t.running()),
                                        t.counted() == 0
                                                ? ""
                                                : target.isMetBy(t.completed(), t.counted())
                                                        ? "yes"
                                                        : "no",
                                        k.id(),
                                        k.unit(),
                                        k.before().map(Value::number).orElse(""),
                                        k.now().map(Value::number).orElse(""),
                                        k.word()))
                        .append("\r\n");
            }
        }
        e.download(
                "completion.csv",
                "text/csv; charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8));
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
        out.put("kpis", t.kpis().stream().map(Beside::facts).toList());
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
