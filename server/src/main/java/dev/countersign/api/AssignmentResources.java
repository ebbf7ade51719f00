package dev.countersign.api;

import dev.countersign.desk.Desk;
import dev.countersign.desk.ShareOut;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Giving cases to people, and what became of them.
public final class AssignmentResources {
    private static final Duration LATELY = Duration.ofDays(30);

    private final Desk desk;
    private final Function<String, Set<String>> skills;
    private final InstantSource clock;

    public AssignmentResources(
            Desk desk, Function<String, Set<String>> skills, InstantSource clock) {
        this.desk = desk;
        this.skills = skills;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.post("/v1/cases/:id/assign", this::assign);
        web.get("/v1/assignments/plan", this::plan);
        web.post("/v1/assignments", this::share);
        web.get("/v1/assignments", this::tallies);
    }

    private void assign(Exchange e) {
        var to = new Fields(e.json()).text("to");
        desk.assignments().assign(e.identity(), e.pathParam("id"), to);
        e.json(200, Map.of("case", e.pathParam("id"), "assigned_to", to));
    }

    private void plan(Exchange e) {
        var plan = desk.assignments().plan(e.identity(), skills);
        e.json(
                200,
                Map.of(
                        "give", plan.given().stream().map(AssignmentResources::shown).toList(),
                        "left",
                                plan.left().stream()
                                        .map(l ->
                                                Map.of(
                                                        "case",
                                                        l.work().caseId(),
                                                        "because",
                                                        l.because()))
                                        .toList()));
    }

    private static Map<String, String> shown(ShareOut.Given g) {
        return Map.of("case", g.work().caseId(), "to", g.person(), "because", g.because());
    }

    /// Gives what the plan says, or what `give` says: an object of cases and persons.
    private void share(Exchange e) {
        var chosen = new LinkedHashMap<String, String>();
        e.json()
                .path("give")
                .properties()
                .forEach(p -> chosen.put(p.getKey(), p.getValue().asText()));
        if (chosen.isEmpty()) {
            throw Fields.wrong("`give` must be an object of cases and persons");
        }
        List<String> refused = desk.assignments().shareOut(e.identity(), chosen);
        e.json(
                refused.isEmpty() ? 200 : 207,
                Map.of("given", chosen.size() - refused.size(), "refused", refused));
    }

    private void tallies(Exchange e) {
        var now = clock.instant();
        e.json(
                200,
                Map.of(
                        "assignments",
                        desk.assignments().tallies(now.minus(LATELY), now.plusMillis(1)).stream()
                                .map(t -> {
                                    var out = new LinkedHashMap<String, Object>();
                                    out.put("person", t.person());
                                    out.put("given", t.given());
                                    out.put("decided", t.done());
                                    out.put("passed_on", t.passedOn());
                                    out.put("by_others", t.byOther());
                                    out.put("reassigned", t.reassigned());
                                    out.put("open", t.open());
                                    out.put("late", t.late());
                                    out.put("completed_percent", t.completed());
                                    out.put("minutes", t.minutes());
                                    return out;
                                })
                                .toList()));
    }
}
