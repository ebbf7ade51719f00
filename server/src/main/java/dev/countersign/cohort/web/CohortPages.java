package dev.countersign.cohort.web;

import dev.countersign.cohort.Cohort;
import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.Openings;
import dev.countersign.cohort.Plan;
import dev.countersign.cohort.Report;
import dev.countersign.cohort.ReportCsv;
import dev.countersign.cohort.Session;
import dev.countersign.cohort.Sessions;
import dev.countersign.cohort.Timetable;
import dev.countersign.cohort.Typed;
import dev.countersign.kernel.ProblemException;
import dev.countersign.measure.Kpis;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Courses;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import dev.countersign.ui.Zones;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Cohorts: opening one with its plan, and where everybody in it is.
public final class CohortPages {
    private static final String PAGE = "/learn/cohorts";

    private final Cohorts cohorts;
    private final Courses courses;
    private final People people;
    private final Frames frames;

    public CohortPages(Cohorts cohorts, Courses courses, People people, Frames frames) {
        this.cohorts = cohorts;
        this.courses = courses;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(PAGE, e -> list(e, Optional.empty(), "", 200));
        web.post(PAGE, this::open);
        web.get(PAGE + "/:id", e -> one(e, "", 200));
        web.get(PAGE + "/:id/report.csv", this::csv);
        web.post(PAGE + "/:id/members", this::members);
        web.post(PAGE + "/:id/sessions", this::add);
    }

    /// @param plan of what was typed; empty until it is asked for
    /// @param typed by field, so that nothing is lost
    public record ListView(
            boolean plans,
            List<Cohort> cohorts,
            Map<String, String> packs,
            List<Person> people,
            List<String> roles,
            List<String> zones,
            Optional<Plan> plan,
            Map<String, List<String>> typed,
            String error) {
        public String text(String field) {
            return typed.getOrDefault(field, List.of()).stream().findFirst().orElse("");
        }

        public boolean has(String field, String value) {
            return typed.getOrDefault(field, List.of()).contains(value);
        }
    }

    private void list(Exchange e, Optional<Plan> plan, String error, int status) {
        var packs = new java.util.TreeMap<String, String>();
        courses.all().forEach(t -> packs.put(t.pack().id(), t.pack().title()));
        var active = people.everyone().stream().filter(Person::active).toList();
        var roles = new TreeSet<String>();
        active.forEach(p -> roles.addAll(p.roles()));
        roles.remove("administrator");
        e.html(
                status,
                e.rendered(
                        "page/cohorts.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Cohorts"),
                                "v",
                                new ListView(
                                        Cohorts.plans(e.identity()),
                                        cohorts.groups().of(e.identity()),
                                        packs,
                                        active,
                                        List.copyOf(roles),
                                        Zones.all(),
                                        plan,
                                        typed(e),
                                        error))));
    }

    private static Map<String, List<String>> typed(Exchange e) {
        var out = new HashMap<String, List<String>>();
        for (var field :
                List.of(
                        "pack", "name", "role", "learner", "trainer", "mentor", "zone", "monday",
                        "day", "from", "minutes", "place", "link")) {
            out.put(field, e.params(field));
        }
        if (e.param("name").isEmpty()) {
            out.put("day", List.of("mon", "tue", "wed", "thu", "fri"));
            out.put("from", List.of("09:00"));
            out.put("minutes", List.of("240"));
            out.put("zone", List.of(e.identity().person().zone().getId()));
        }
        return out;
    }

    private static Timetable timetable(Exchange e) {
        return Typed.timetable(
                e.param("zone"),
                e.param("monday"),
                e.params("day"),
                e.param("from"),
                e.intParam("minutes", 0),
                List.of(),
                List.of());
    }

    private void open(Exchange e) {
        try {
            if (!e.param("do").equals("open")) {
                var plan = cohorts.openings().plan(e.identity(), e.param("pack"), timetable(e));
                list(e, Optional.of(plan), "", 200);
                return;
            }
            var opened =
                    cohorts.openings()
                            .open(
                                    e.identity(),
                                    new Openings.Wanted(
                                            e.param("pack"),
                                            e.param("name"),
                                            Optional.of(e.param("role")).filter(r -> !r.isEmpty()),
                                            e.params("learner"),
                                            e.params("trainer"),
                                            e.params("mentor"),
                                            timetable(e),
                                            e.param("place"),
                                            e.param("link")));
            e.redirect(PAGE + "/" + opened.id());
        } catch (ProblemException refused) {
            list(e, Optional.empty(), sentence(refused), refused.problem().status());
        }
    }

    static String sentence(ProblemException refused) {
        return Words.sentences(refused.problem().detail(), refused.problem().remedy());
    }

    /// @param joinable who is not in it
    public record CohortView(
            Report.Whole w,
            Map<String, String> names,
            List<Person> joinable,
            boolean readsKpis,
            String error) {
        public String name(String person) {
            return names.getOrDefault(person, person);
        }

        public String names(Cohort.Part part) {
            return String.join(
                    ", ", w.roster().now(part).stream().map(m -> name(m.person())).toList());
        }

        public long held() {
            return w.sessions().stream().filter(s -> !s.cancelled()).count();
        }

        public boolean isNext(Session s) {
            return !s.cancelled();
        }
    }

    private void one(Exchange e, String error, int status) {
        var whole = cohorts.report().of(e.identity(), e.pathParam("id"));
        var names = new HashMap<>(cohorts.report().names(whole.roster()));
        e.html(
                status,
                e.rendered(
                        "page/cohort.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", whole.cohort().name()),
                                "v",
                                new CohortView(
                                        whole,
                                        names,
                                        people.everyone().stream()
                                                .filter(p ->
                                                        p.active()
                                                                && !whole.roster()
                                                                        .has(
                                                                                p.id(),
                                                                                Cohort.Part.LEARNER)
                                                                && !whole.roster().teaches(p.id()))
                                                .toList(),
                                        Kpis.reads(e.identity()),
                                        error))));
    }

    private void csv(Exchange e) {
        var whole = cohorts.report().of(e.identity(), e.pathParam("id"));
        e.download(
                "cohort.csv",
                "text/csv; charset=utf-8",
                ReportCsv.of(whole).getBytes(StandardCharsets.UTF_8));
    }

    private void members(Exchange e) {
        var id = e.pathParam("id");
        act(
                e,
                () -> {
                    if (e.param("do").equals("leave")) {
                        cohorts.groups().leave(e.identity(), id, e.param("person"));
                    } else {
                        cohorts.groups().join(e.identity(), id, e.params("person"));
                    }
                });
    }

    private void add(Exchange e) {
        var cohort = cohorts.report().of(e.identity(), e.pathParam("id")).cohort();
        act(
                e,
                () ->
                        cohorts.sessions()
                                .add(
                                        e.identity(),
                                        cohort.id(),
                                        e.param("title"),
                                        e.param("counts").equals("yes"),
                                        new Sessions.When(
                                                Typed.moment(
                                                        e.param("date") + "T" + e.param("from"),
                                                        cohort.zone()),
                                                e.intParam("minutes", 0),
                                                e.param("place"),
                                                e.param("link"))));
    }

    private void act(Exchange e, Runnable act) {
        try {
            act.run();
            e.redirect(PAGE + "/" + e.pathParam("id"));
        } catch (ProblemException refused) {
            one(e, sentence(refused), refused.problem().status());
        }
    }
}
