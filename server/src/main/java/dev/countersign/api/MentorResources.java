package dev.countersign.api;

import dev.countersign.training.Mentoring.Learner;
import dev.countersign.training.Mentoring.Waiting;
import dev.countersign.training.Training;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What mentors do: see what waits, judge, observe, decide readiness; and who is whose mentor.
public final class MentorResources {
    private final Training training;

    public MentorResources(Training training) {
        this.training = training;
    }

    public void mount(Web web) {
        web.get("/v1/mentoring", this::mine);
        web.post("/v1/courses/:pack/mentors", this::assign);
        web.get("/v1/courses/:pack/labs/:lab/of/:person", this::read);
        web.post("/v1/courses/:pack/labs/:lab/judgements", this::judge);
        web.post("/v1/courses/:pack/labs/:lab/observations", this::observe);
        web.post("/v1/courses/:pack/readiness", this::decide);
    }

    private void mine(Exchange e) {
        e.json(
                200,
                Map.of(
                        "learners",
                        training.mentoring().learners(e.identity()).stream()
                                .map(MentorResources::json)
                                .toList(),
                        "waiting",
                        training.mentoring().waiting(e.identity()).stream()
                                .map(MentorResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Learner l) {
        var out = new LinkedHashMap<String, Object>();
        out.put("person", l.enrolment().person());
        out.put("pack", l.enrolment().pack());
        out.put("mentor", l.enrolment().mentor());
        out.put("sections_done", l.progress().sections().size());
        out.put("sections", l.progress().sectionsInAll());
        out.put("labs_passed", l.progress().labsPassed());
        out.put("labs", l.progress().labs().size());
        l.decision().ifPresent(d -> out.put("ready", d.ready()));
        return out;
    }

    private static Map<String, Object> json(Waiting w) {
        return Map.of(
                "kind", w.kind().name().toLowerCase(Locale.ROOT),
                "person", w.person(),
                "pack", w.pack(),
                "lab", w.lab(),
                "title", w.title(),
                "hand_in", w.handIn(),
                "since", w.since().toString());
    }

    /// `{"person": "…", "mentor": "…"}`
    private void assign(Exchange e) {
        training.mentoring()
                .assign(
                        e.identity(),
                        e.pathParam("pack"),
                        e.json().path("person").asText(),
                        e.json().path("mentor").asText());
        e.json(201, Map.of("assigned", true));
    }

    private void read(Exchange e) {
        e.json(
                200,
                LabResources.json(
                        training.judging()
                                .sheet(
                                        e.identity(),
                                        e.pathParam("pack"),
                                        e.pathParam("lab"),
                                        e.pathParam("person"))));
    }

    /// `{"person": "…", "hand_in": 1, "passed": true, "words": "…", "levels": {"row": 2}}`
    private void judge(Exchange e) {
        var body = e.json();
        var levels = new LinkedHashMap<String, Integer>();
        body.path("levels")
                .properties()
                .forEach(l -> levels.put(l.getKey(), l.getValue().asInt(-1)));
        var work =
                training.judging()
                        .judge(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("lab"),
                                body.path("person").asText(),
                                body.path("hand_in").asInt(0),
                                body.path("passed").asBoolean(false),
                                body.path("words").asText(),
                                levels);
        e.json(200, Map.of("state", work.state().words()));
    }

    private void observe(Exchange e) {
        var body = e.json();
        training.judging()
                .observe(
                        e.identity(),
                        e.pathParam("pack"),
                        e.pathParam("lab"),
                        body.path("person").asText(),
                        body.path("number").asInt(0),
                        body.path("words").asText());
        e.json(201, Map.of("observed", true));
    }

    /// `{"person": "…", "ready": true, "reason": "…", "after": 0}`
    private void decide(Exchange e) {
        var body = e.json();
        var decision =
                training.readiness()
                        .decide(
                                e.identity(),
                                e.pathParam("pack"),
                                body.path("person").asText(),
                                body.path("ready").asBoolean(false),
                                body.path("reason").asText(),
                                body.path("after").asInt(0));
        e.json(201, Map.of("ready", decision.ready(), "number", decision.number()));
    }
}
