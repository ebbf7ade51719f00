package dev.countersign.api;

import dev.countersign.playbook.Sop;
import dev.countersign.sop.Check;
import dev.countersign.sop.Checks;
import dev.countersign.sop.Checks.Work;
import dev.countersign.sop.Finding;
import dev.countersign.sop.Finding.Said;
import dev.countersign.sop.Sops;
import dev.countersign.sop.Sops.Filed;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Procedures, and checks of work against them.
public final class SopResources {
    private final Sops sops;
    private final Checks checks;

    public SopResources(Sops sops, Checks checks) {
        this.sops = sops;
        this.checks = checks;
    }

    public void mount(Web web) {
        web.get("/v1/sops", this::list);
        web.post("/v1/sops", this::publish);
        web.get("/v1/sops/:id", e -> e.json(200, json(sops.find(e.pathParam("id")))));
        web.get("/v1/compliance-checks", this::checks);
        web.post("/v1/compliance-checks", this::check);
        web.get(
                "/v1/compliance-checks/:id",
                e -> e.json(200, json(checks.see(e.identity(), e.pathParam("id")))));
        web.post("/v1/compliance-checks/:id/findings", this::confirm);
        web.post("/v1/compliance-checks/:id/defects", this::defect);
    }

    private void list(Exchange e) {
        e.json(200, Map.of("sops", sops.all().stream().map(this::json).toList()));
    }

    /// `{"file": "name.yaml", "text": "…"}`.
    private void publish(Exchange e) {
        var f = new Fields(e.json());
        var made = sops.publish(e.identity(), f.text("file", "procedures"), f.text("text"));
        e.json(201, Map.of("sops", made.stream().map(s -> json(sops.find(s.id()))).toList()));
    }

    private Map<String, Object> json(Filed filed) {
        var sop = filed.sop();
        var out = new LinkedHashMap<String, Object>();
        out.put("id", sop.id());
        out.put("title", sop.title());
        out.put("version", sop.version());
        out.put("owner", sop.owner());
        out.put("published_by", filed.by().orElse(""));
        var steps = new ArrayList<Map<String, Object>>();
        for (var step : sop.steps()) {
            steps.add(step(step));
        }
        out.put("steps", steps);
        return out;
    }

    private Map<String, Object> step(Sop.Step step) {
        var out = new LinkedHashMap<String, Object>();
        out.put("do", step.text());
        out.put("tool", step.tool().orElse(""));
        out.put("prompt", step.tool().map(sops::promptOf).orElse(""));
        out.put("approver", step.approver().orElse(""));
        out.put(
                "taught_in",
                step.tool().map(sops::teach).orElse(List.of()).stream()
                        .map(Sops.Lesson::module)
                        .toList());
        return out;
    }

    private void checks(Exchange e) {
        e.json(
                200,
                Map.of(
                        "checks",
                        checks.newest(e.identity(), e.param("sop")).stream()
                                .map(SopResources::json)
                                .toList()));
    }

    private void check(Exchange e) {
        var f = new Fields(e.json());
        var made =
                f.node().hasNonNull("case")
                        ? checks.ofCase(e.identity(), f.text("sop"), f.text("case"))
                        : checks.text(
                                e.identity(),
                                f.text("sop"),
                                new Work(f.text("id"), f.text("worker"), f.text("text")));
        e.json(201, json(made));
    }

    private void confirm(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                200,
                json(
                        checks.confirm(
                                e.identity(),
                                e.pathParam("id"),
                                f.number("step"),
                                f.choice("said", Said.class),
                                f.node().path("words").asText(""))));
    }

    private void defect(Exchange e) {
        var f = new Fields(e.json());
        var made =
                checks.defect(
                        e.identity(),
                        e.pathParam("id"),
                        f.number("step"),
                        QualityResources.classed(f));
        e.json(201, QualityResources.json(made));
    }

    private static Map<String, Object> json(Check c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("state", c.state().name().toLowerCase(Locale.ROOT));
        out.put("sop", c.sop().id());
        out.put("sop_version", c.sop().version());
        out.put("source", c.source());
        out.put("of", c.sourceId());
        out.put("worker", c.worker());
        out.put("call", c.call());
        out.put("asked_by", c.askedBy());
        out.put("asked_at", c.askedAt().toString());
        out.put("findings", c.findings().stream().map(SopResources::json).toList());
        return out;
    }

    private static Map<String, Object> json(Finding f) {
        var out = new LinkedHashMap<String, Object>();
        out.put("step", f.step());
        out.put("proposed", word(f.proposed()));
        out.put("quote", f.quote());
        out.put("quote_in_record", f.verbatim());
        f.confirmed()
                .ifPresent(c -> {
                    out.put("confirmed", word(c.said()));
                    out.put("words", c.words());
                    out.put("confirmed_by", c.by());
                    out.put("confirmed_at", c.at().toString());
                });
        out.put("defect", f.defect());
        return out;
    }

    private static String word(Said said) {
        return said.name().toLowerCase(Locale.ROOT);
    }
}
