package dev.countersign.api;

import dev.countersign.measure.Beside;
import dev.countersign.measure.FailureWatch;
import dev.countersign.measure.Kpis;
import dev.countersign.measure.NewReading;
import dev.countersign.measure.Reading;
import dev.countersign.measure.Value;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/kpis`: the KPIs of the tracks, their readings, and the failure modes.
public final class KpiResources {
    private final Kpis kpis;
    private final FailureWatch watch;
    private final Function<String, Optional<Instant>> completed;

    public KpiResources(
            Kpis kpis, FailureWatch watch, Function<String, Optional<Instant>> completed) {
        this.kpis = kpis;
        this.watch = watch;
        this.completed = completed;
    }

    public void mount(Web web) {
        web.get("/v1/kpis", this::list);
        web.get("/v1/kpis/:kpi", this::one);
        web.post("/v1/kpis/:kpi/readings", this::record);
        web.post("/v1/kpis/:kpi/readings/:reading", this::correct);
        web.post("/v1/kpi-readings", this::take);
        web.get("/v1/failure-modes", this::modes);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "today",
                        kpis.today().toString(),
                        "tracks",
                        kpis.tracks(e.identity(), completed).stream()
                                .map(t ->
                                        Map.of(
                                                "id", t.id(),
                                                "role", t.role(),
                                                "kpis",
                                                        t.kpis().stream()
                                                                .map(Beside::facts)
                                                                .toList()))
                                .toList()));
    }

    private static Map<String, Object> json(Reading r) {
        var out = new LinkedHashMap<>(r.value().facts());
        out.put("id", r.id());
        out.put("kpi", r.kpi());
        out.put("note", r.note());
        out.put("by", r.by());
        out.put("at", r.at().toString());
        if (!r.counts()) {
            out.put("replaced_by", r.replacedBy());
        }
        return out;
    }

    private void one(Exchange e) {
        var whole = kpis.one(e.identity(), e.pathParam("kpi"), completed);
        var spec = whole.spec();
        var out = new LinkedHashMap<>(whole.beside().facts());
        out.put("definition", spec.definition());
        out.put("better", spec.better().name().toLowerCase(Locale.ROOT));
        out.put("source", spec.source());
        spec.figure().ifPresent(f -> out.put("records", f));
        out.put("course", whole.course().stream().map(Value::facts).toList());
        out.put("readings", whole.readings().stream().map(KpiResources::json).toList());
        e.json(200, out);
    }

    /// `{"value": "9.8", "from": "2026-11-09", "to": "2026-11-15", "pieces": 431, "note": ""}`
    private void record(Exchange e) {
        e.json(201, json(kpis.record(e.identity(), wanted(e))));
    }

    /// As the other, with `"why"`.
    private void correct(Exchange e) {
        e.json(
                201,
                json(
                        kpis.correct(
                                e.identity(),
                                e.pathParam("reading"),
                                wanted(e),
                                e.json().path("why").asText())));
    }

    private NewReading wanted(Exchange e) {
        var body = e.json();
        return NewReading.of(
                e.pathParam("kpi"),
                body.path("value").asText(),
                body.path("from").asText(),
                body.path("to").asText(),
                body.path("pieces").asText(""),
                body.path("note").asText(""),
                kpis.today());
    }

    /// A CSV file: see [dev.countersign.measure.ReadingFile].
    private void take(Exchange e) {
        e.json(201, Map.of("taken", kpis.take(e.identity(), e.body())));
    }

    private void modes(Exchange e) {
        e.json(
                200,
                Map.of(
                        "days",
                        FailureWatch.DAYS,
                        "modes",
                        watch.modes(e.identity()).stream()
                                .map(m ->
                                        Map.of(
                                                "id", m.id(),
                                                "title", m.title(),
                                                "state", m.state().name().toLowerCase(Locale.ROOT),
                                                "said",
                                                        m.said().stream()
                                                                .map(s ->
                                                                        Map.of(
                                                                                "sentence",
                                                                                s.sentence(),
                                                                                "href",
                                                                                s.href()))
                                                                .toList(),
                                                "remedy", m.remedy()))
                                .toList()));
    }
}
