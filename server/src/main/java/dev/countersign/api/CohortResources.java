package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cohort.Cohort;
import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.Openings;
import dev.countersign.cohort.Plan;
import dev.countersign.cohort.Report;
import dev.countersign.cohort.ReportCsv;
import dev.countersign.cohort.Roll;
import dev.countersign.cohort.Session;
import dev.countersign.cohort.Sessions;
import dev.countersign.cohort.Timetable;
import dev.countersign.cohort.Typed;
import dev.countersign.measure.Beside;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// `/v1/cohorts`: groups that learn together, their sessions, and who was there.
public final class CohortResources {
    private static final String AT = "/v1/cohorts/sessions/:session";

    private final Cohorts cohorts;

    public CohortResources(Cohorts cohorts) {
        this.cohorts = cohorts;
    }

    public void mount(Web web) {
        web.get("/v1/cohorts", this::list);
        web.post("/v1/cohorts", this::open);
        web.post("/v1/cohorts/plan", this::plan);
        web.get("/v1/cohorts/:id", this::one);
        web.get("/v1/cohorts/:id/report.csv", this::csv);
        web.post("/v1/cohorts/:id/members", this::join);
        web.post("/v1/cohorts/:id/leavers", this::leave);
        web.post("/v1/cohorts/:id/sessions", this::add);
        web.post(AT + "/move", this::move);
        web.post(AT + "/cancel", this::cancel);
        web.get(AT + "/attendance", this::roll);
        web.post(AT + "/attendance", this::mark);
        web.get(AT + "/sign-in", this::signIn);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "cohorts",
                        cohorts.groups().of(e.identity()).stream()
                                .map(CohortResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Cohort c) {
        return Map.of(
                "id", c.id(),
                "pack", c.pack(),
                "name", c.name(),
                "zone", c.zone().getId(),
                "monday", c.monday().toString(),
                "first_week", c.firstWeek());
    }

    /// `{"pack": "…", "name": "…", "zone": "Europe/Berlin", "monday": "2026-11-23", "days":
    /// ["mon"], "from": "09:00", "minutes": 240, "role": "…", "learners": [], "trainers": [],
    /// "mentors": [], "place": "", "link": ""}`
    private void open(Exchange e) {
        var body = e.json();
        var wanted =
                new Openings.Wanted(
                        body.path("pack").asText(),
                        body.path("name").asText(),
                        Optional.of(body.path("role").asText()).filter(r -> !r.isEmpty()),
                        texts(body.path("learners")),
                        texts(body.path("trainers")),
                        texts(body.path("mentors")),
                        timetable(body),
                        body.path("place").asText(),
                        body.path("link").asText());
        var cohort = cohorts.openings().open(e.identity(), wanted);
        e.json(201, json(cohorts.report().of(e.identity(), cohort.id())));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static Timetable timetable(JsonNode body) {
        var rows = new ArrayList<Timetable.Row>();
        for (var row : body.path("rows")) {
            rows.add(
                    new Timetable.Row(
                            row.path("week").asInt(),
                            Typed.day(row.path("day").asText()),
                            texts(row.path("modules"))));
        }
        return Typed.timetable(
                body.path("zone").asText(),
                body.path("monday").asText(),
                texts(body.path("days")),
                body.path("from").asText("09:00"),
                body.path("minutes").asInt(240),
                StreamSupport.stream(body.path("weeks").spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList(),
                rows);
    }

    private void plan(Exchange e) {
        var body = e.json();
        var plan =
                cohorts.openings().plan(e.identity(), body.path("pack").asText(), timetable(body));
        e.json(200, json(plan));
    }

    private static Map<String, Object> json(Plan p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("first_week", p.firstWeek());
        out.put(
                "sessions",
                p.sessions().stream()
                        .map(s ->
                                Map.of(
                                        "starts", s.starts().toString(),
                                        "ends", s.ends().toString(),
                                        "modules", s.parts()))
                        .toList());
        out.put(
                "dues",
                p.dues().stream()
                        .map(d ->
                                Map.of(
                                        "kind", d.kind().word(),
                                        "ref", d.ref(),
                                        "at", d.at().toString()))
                        .toList());
        out.put("shifted", p.shifted());
        out.put("findings", p.findings());
        return out;
    }

    private void one(Exchange e) {
        e.json(200, json(cohorts.report().of(e.identity(), e.pathParam("id"))));
    }

    private static Map<String, Object> json(Report.Whole w) {
        var out = new LinkedHashMap<>(json(w.cohort()));
        out.put("sessions", w.sessions().stream().map(CohortResources::json).toList());
        out.put("learners", w.rows().stream().map(CohortResources::json).toList());
        out.put(
                "refused",
                w.roster().refused().stream()
                        .map(r -> Map.of("person", r.person(), "reason", r.reason()))
                        .toList());
        out.put(
                "mix",
                w.mix().stream()
                        .map(m ->
                                Map.of(
                                        "form", m.form(),
                                        "planned_percent", m.planned(),
                                        "minutes", m.minutes(),
                                        "percent", m.percent()))
                        .toList());
        out.put(
                "training_completion",
                Map.of(
                        "numerator", w.completion().numerator(),
                        "denominator", w.completion().denominator(),
                        "running", w.completion().running(),
                        "target_percent", w.completion().target().share().movePointRight(2),
                        "days", w.completion().target().days()));
        out.put("production", w.completion().kpis().stream().map(Beside::facts).toList());
        out.put("findings", w.findings());
        return out;
    }

    private static Map<String, Object> json(Report.Row r) {
        var out = new LinkedHashMap<String, Object>();
        out.put("person", r.member().person());
        out.put("mentor", r.mentor());
        out.put("sections_done", r.standing().progress().sections().size());
        out.put("sections", r.standing().progress().sectionsInAll());
        out.put("labs_passed", r.standing().progress().labsPassed());
        out.put("attended", r.attendance().there());
        out.put("sessions", r.attendance().sessions());
        out.put("possible_percent", r.attendance().possiblePercent());
        out.put("out_of_reach", r.outOfReach());
        r.decision().ifPresent(d -> out.put("ready", d.ready()));
        r.standing().completedAt().ifPresent(c -> out.put("completed", c.toString()));
        return out;
    }

    private static Map<String, Object> json(Session s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", s.id());
        out.put("title", s.title());
        out.put("starts", s.starts().toString());
        out.put("ends", s.ends().toString());
        out.put("modules", s.parts());
        out.put("place", s.place());
        out.put("link", s.link());
        out.put("counts", s.counts());
        out.put("cancelled", s.cancelled());
        out.put("sequence", s.sequence());
        return out;
    }

    private void csv(Exchange e) {
        e.text(
                200,
                "text/csv; charset=utf-8",
                ReportCsv.of(cohorts.report().of(e.identity(), e.pathParam("id"))));
    }

    /// `{"persons": ["…"]}`
    private void join(Exchange e) {
        cohorts.groups().join(e.identity(), e.pathParam("id"), texts(e.json().path("persons")));
        one(e);
    }

    /// `{"person": "…"}`
    private void leave(Exchange e) {
        cohorts.groups().leave(e.identity(), e.pathParam("id"), e.json().path("person").asText());
        one(e);
    }

    private Sessions.When when(Exchange e, java.time.ZoneId zone) {
        var body = e.json();
        return new Sessions.When(
                Typed.moment(body.path("starts").asText(), zone),
                body.path("minutes").asInt(60),
                body.path("place").asText(),
                body.path("link").asText());
    }

    private void add(Exchange e) {
        var cohort = cohorts.report().of(e.identity(), e.pathParam("id")).cohort();
        e.json(
                201,
                json(
                        cohorts.sessions()
                                .add(
                                        e.identity(),
                                        cohort.id(),
                                        e.json().path("title").asText(),
                                        e.json().path("counts").asBoolean(false),
                                        when(e, cohort.zone()))));
    }

    /// `{"sequence": 0, "starts": "2026-11-24T09:00", "minutes": 240, "reason": "…"}`
    private void move(Exchange e) {
        var seen = cohorts.session(e.identity(), e.pathParam("session"));
        e.json(
                200,
                json(
                        cohorts.sessions()
                                .move(
                                        e.identity(),
                                        seen.session().id(),
                                        e.json().path("sequence").asInt(-1),
                                        when(e, seen.cohort().zone()),
                                        e.json().path("reason").asText())));
    }

    private void cancel(Exchange e) {
        e.json(
                200,
                json(
                        cohorts.sessions()
                                .cancel(
                                        e.identity(),
                                        e.pathParam("session"),
                                        e.json().path("sequence").asInt(-1),
                                        e.json().path("reason").asText())));
    }

    private void roll(Exchange e) {
        e.json(
                200,
                Map.of(
                        "attendance",
                        cohorts.roll().lines(e.identity(), e.pathParam("session")).stream()
                                .map(CohortResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Roll.Line l) {
        return Map.of(
                "person",
                l.person(),
                "marks",
                l.history().stream()
                        .map(m ->
                                Map.of(
                                        "number", m.number(),
                                        "state", m.mark().state().name().toLowerCase(Locale.ROOT),
                                        "late_minutes", m.mark().lateMinutes(),
                                        "reason", m.reason(),
                                        "by", m.by(),
                                        "at", m.at().toString()))
                        .toList());
    }

    /// `{"person": "…", "state": "late", "late_minutes": 10, "reason": "", "after": 0}`
    private void mark(Exchange e) {
        var body = e.json();
        cohorts.roll()
                .mark(
                        e.identity(),
                        e.pathParam("session"),
                        body.path("person").asText(),
                        Roll.read(body.path("state").asText(), body.path("late_minutes").asInt(0)),
                        body.path("reason").asText(),
                        body.path("after").asInt(0));
        e.json(201, Map.of("marked", true));
    }

    private void signIn(Exchange e) {
        var s = cohorts.roll().signIn(e.identity(), e.pathParam("session"));
        e.json(
                200,
                Map.of(
                        "cohort", s.cohort(),
                        "course", s.course(),
                        "session", s.session(),
                        "starts", s.starts().toString(),
                        "ends", s.ends().toString(),
                        "zone", s.zone().getId(),
                        "place", s.place(),
                        "trainers", s.trainers(),
                        "learners", s.learners()));
    }
}
