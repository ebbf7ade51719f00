package dev.countersign.api;

import dev.countersign.quality.Cause;
import dev.countersign.quality.Causes;
import dev.countersign.quality.Defect;
import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.DefectQuery;
import dev.countersign.quality.Defects;
import dev.countersign.quality.Defects.Classed;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Defects and root causes. Nothing here signs: that is done in person, at the page.
public final class QualityResources {
    private static final int MOST = 200;

    private final Defects defects;
    private final Causes causes;

    public QualityResources(Defects defects, Causes causes) {
        this.defects = defects;
        this.causes = causes;
    }

    public void mount(Web web) {
        web.get("/v1/defects", this::list);
        web.post("/v1/defects", this::raise);
        web.get("/v1/defects/:id", this::one);
        web.post("/v1/defects/:id/class", this::classify);
        web.get("/v1/root-causes", this::causes);
        web.post("/v1/root-causes", this::draft);
        web.get("/v1/root-causes/:id", this::cause);
        web.post("/v1/root-causes/:id/changes", this::link);
    }

    private void list(Exchange e) {
        var query =
                new DefectQuery(
                        e.param("tool"),
                        e.param("class"),
                        e.param("state"),
                        e.param("severity"),
                        e.param("q"),
                        Instant.EPOCH);
        var offset = Math.max(0, e.intParam("offset", 0));
        var figures = defects.figures(e.identity(), query);
        e.json(
                200,
                Map.of(
                        "matching", figures.matching(),
                        "by_class", figures.byType(),
                        "defects",
                                defects.list(e.identity(), query, offset, MOST).stream()
                                        .map(QualityResources::json)
                                        .toList()));
    }

    private void one(Exchange e) {
        e.json(200, json(defects.see(e.identity(), e.pathParam("id"))));
    }

    private void raise(Exchange e) {
        var f = new Fields(e.json());
        e.json(201, json(defects.raise(e.identity(), f.text("call"), classed(f))));
    }

    private void classify(Exchange e) {
        var f = new Fields(e.json());
        defects.classify(e.identity(), e.pathParam("id"), f.number("version"), classed(f));
        one(e);
    }

    static Classed classed(Fields f) {
        return new Classed(f.text("class"), f.choice("severity", Severity.class), f.text("words"));
    }

    static Map<String, Object> json(Defect d) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", d.id());
        out.put("state", d.state().word());
        out.put("source", d.source().name().toLowerCase(java.util.Locale.ROOT));
        out.put("of", d.sourceId());
        out.put("call", d.call());
        out.put("tool", d.tool());
        out.put("worker", d.worker());
        out.put("noticed", d.noticed());
        out.put("class", d.type());
        out.put("severity", d.severity().map(Severity::word).orElse(""));
        out.put("words", d.words());
        out.put("root_cause", d.cause());
        out.put("raised_by", d.raisedBy());
        out.put("raised_at", d.raisedAt().toString());
        out.put("version", d.version());
        return out;
    }

    private void causes(Exchange e) {
        e.json(
                200,
                Map.of(
                        "root_causes",
                        causes.newest(e.identity()).stream().map(QualityResources::json).toList()));
    }

    private void draft(Exchange e) {
        var f = new Fields(e.json());
        var made =
                causes.draft(
                        e.identity(),
                        f.texts("defects"),
                        new Cause.Text(
                                f.texts("whys"),
                                f.text("statement"),
                                f.text("action"),
                                f.text("owner"),
                                f.text("due")));
        e.json(201, json(made));
    }

    private void cause(Exchange e) {
        var sheet = causes.see(e.identity(), e.pathParam("id"));
        var out = json(sheet.cause());
        out.put("defects", sheet.defects().stream().map(Defect::id).toList());
        out.put("changes", sheet.changes().stream().map(Cause.Link::change).toList());
        e.json(200, out);
    }

    private void link(Exchange e) {
        causes.link(e.identity(), e.pathParam("id"), new Fields(e.json()).text("change"));
        cause(e);
    }

    private static Map<String, Object> json(Cause c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("state", c.state().word());
        out.put("whys", c.whys());
        out.put("statement", c.statement());
        out.put("action", c.action());
        out.put("owner", c.owner());
        out.put("due", c.due().toString());
        out.put("made_by", c.madeBy());
        out.put("made_at", c.madeAt().toString());
        c.signed()
                .ifPresent(s -> {
                    out.put("signed_by", s.person());
                    out.put("signed_at", s.at().toString());
                });
        c.verified()
                .ifPresent(v -> {
                    out.put("verified_by", v.person());
                    out.put("verified_at", v.at().toString());
                    out.put("found", v.found());
                });
        out.put("version", c.version());
        return out;
    }
}
