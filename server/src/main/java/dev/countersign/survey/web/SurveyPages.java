package dev.countersign.survey.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.survey.Asked;
import dev.countersign.survey.Asking;
import dev.countersign.survey.FollowUp;
import dev.countersign.survey.Surveys;
import dev.countersign.training.Courses;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Surveys as pages.
public final class SurveyPages {
    private final Surveys surveys;
    private final Courses courses;
    private final People people;
    private final Frames frames;
    private final InstantSource clock;

    public SurveyPages(
            Surveys surveys, Courses courses, People people, Frames frames, InstantSource clock) {
        this.surveys = surveys;
        this.courses = courses;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/surveys", this::list);
        web.get("/surveys/new", e -> draft(e, Typed.empty(today(e)), List.of(), 200));
        web.post("/surveys", this::ask);
        web.get("/surveys/:id", e -> show(e, Filled.NOTHING, 200));
        web.post("/surveys/:id/answer", this::answer);
        web.post("/surveys/:id/name", this::withdrawName);
        web.post("/surveys/:id/close", this::close);
        web.post("/surveys/:id/reactions/:followup", this::react);
    }

    private LocalDate today(Exchange e) {
        return LocalDate.ofInstant(clock.instant(), e.identity().person().zone());
    }

    private void list(Exchange e) {
        var all = surveys.of(e.identity());
        e.render(
                "page/surveys.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "learn", "Surveys"),
                        "asking",
                        all.stream()
                                .filter(s -> s.asked() && !s.answered())
                                .filter(s -> s.survey().isOpen(clock.instant()))
                                .toList(),
                        "all",
                        all,
                        "waiting",
                        surveys.waiting(e.identity()),
                        "asks",
                        Asking.asks(e.identity())));
    }

    /// What the form offers.
    ///
    /// @param sources `PACK/SURVEY` with its title
    /// @param courses titles by pack
    public record Choices(
            Map<String, String> sources,
            Map<String, String> courses,
            List<String> roles,
            List<Person> people,
            Typed typed,
            List<String> errors) {
        public boolean has(String role) {
            return typed.roles().contains(role);
        }

        public boolean asks(String person) {
            return typed.people().contains(person);
        }

        public String title() {
            return typed.title();
        }

        public String marks() {
            return typed.marks();
        }

        public String open() {
            return typed.open();
        }

        public String source() {
            return typed.source();
        }

        public String course() {
            return typed.course();
        }

        public String publishing() {
            return typed.publishing();
        }

        public String first() {
            return typed.first();
        }

        public int hours() {
            return typed.hours();
        }

        public int days() {
            return typed.days();
        }

        public boolean names() {
            return typed.names();
        }
    }

    private void draft(Exchange e, Typed typed, List<String> errors, int status) {
        if (!Asking.asks(e.identity())) {
            throw new Problem(
                            403,
                            "role",
                            "Surveys are run by managers",
                            "only a programme manager or an ops manager asks",
                            "tell one of them what should be asked")
                    .asException();
        }
        var sources = new LinkedHashMap<String, String>();
        var titles = new LinkedHashMap<String, String>();
        courses.all().stream()
                .map(Courses.Taught::pack)
                .sorted(java.util.Comparator.comparing(dev.countersign.course.Pack::title))
                .forEach(p -> {
                    titles.put(p.id(), p.title());
                    p.surveys()
                            .values()
                            .forEach(s ->
                                    sources.put(
                                            p.id() + "/" + s.id(),
                                            "%s: %s (week %d, %s)"
                                                    .formatted(
                                                            p.title(), s.title(), s.week(),
                                                            s.day())));
                });
        var active = people.everyone().stream().filter(Person::active).toList();
        e.html(
                status,
                e.rendered(
                        "page/survey-new.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Ask something"),
                                "c",
                                new Choices(
                                        sources,
                                        titles,
                                        active.stream()
                                                .flatMap(p -> p.roles().stream())
                                                .distinct()
                                                .sorted()
                                                .toList(),
                                        active,
                                        typed,
                                        errors))));
    }

    private void ask(Exchange e) {
        var typed = Typed.of(e);
        try {
            var asked = ask(e, typed);
            e.redirect(asked.size() == 1 ? "/surveys/" + asked.getFirst().id() : "/surveys");
        } catch (ProblemException refused) {
            if (refused.problem().status() == 403) {
                throw refused;
            }
            draft(e, typed, told(refused), refused.problem().status());
        }
    }

    private List<Asked> ask(Exchange e, Typed typed) {
        var who = e.identity();
        var zone = who.person().zone();
        var out = new ArrayList<Asked>();
        if (typed.source().isEmpty()) {
            for (var window : typed.windows(zone)) {
                out.add(surveys.ask(who, typed.form(), "", window));
            }
            return out;
        }
        var at = typed.source().split("/", 2);
        var survey =
                courses.find(at[0])
                        .map(t -> t.pack().surveys().get(at.length == 2 ? at[1] : ""))
                        .orElseThrow(() ->
                                new Problem(
                                                422,
                                                "survey",
                                                "Nobody was asked yet",
                                                "no course has the survey `" + typed.source() + "`",
                                                "choose one from the list")
                                        .asException());
        for (var window : typed.windows(survey, zone)) {
            out.add(surveys.ask(who, typed.form(survey), typed.source(), window));
        }
        return out;
    }

    /// What was typed before a refusal.
    record Filled(Map<String, Integer> marks, Map<String, String> words, List<String> errors) {
        static final Filled NOTHING = new Filled(Map.of(), Map.of(), List.of());
    }

    public record View(
            Surveys.Seen seen,
            boolean open,
            boolean planned,
            boolean asks,
            List<Surveys.Named> named,
            Map<String, String> names,
            Filled filled) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public int mark(String question) {
            return filled.marks().getOrDefault(question, 0);
        }

        public String words(String question) {
            return filled.words().getOrDefault(question, "");
        }

        public List<String> errors() {
            return filled.errors();
        }

        public String item(FollowUp f) {
            return f.item().isEmpty()
                    ? "All questions together"
                    : seen.survey().form().text(f.item());
        }
    }

    private void show(Exchange e, Filled filled, int status) {
        var who = e.identity();
        var seen = surveys.see(who, e.pathParam("id"));
        var now = clock.instant();
        e.html(
                status,
                e.rendered(
                        "page/survey.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", seen.survey().form().title()),
                                "v",
                                new View(
                                        seen,
                                        seen.survey().isOpen(now),
                                        seen.survey().isPlanned(now),
                                        Asking.asks(who),
                                        Asking.asks(who)
                                                ? surveys.named(who, seen.survey().id())
                                                : List.of(),
                                        people.everyone().stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                        filled))));
    }

    private void answer(Exchange e) {
        var id = e.pathParam("id");
        var marks = new LinkedHashMap<String, Integer>();
        var words = new LinkedHashMap<String, String>();
        try {
            for (var q : surveys.see(e.identity(), id).survey().form().questions()) {
                marks.put(q.id(), e.intParam("mark." + q.id(), 0));
                words.put(q.id(), e.rawParam("words." + q.id()));
            }
            surveys.answer(e.identity(), id, marks, words, e.param("named").equals("yes"));
            e.redirect("/surveys/" + id);
        } catch (ProblemException refused) {
            again(e, refused, new Filled(marks, words, told(refused)));
        }
    }

    private void withdrawName(Exchange e) {
        act(e, () -> surveys.withdrawName(e.identity(), e.pathParam("id")));
    }

    private void close(Exchange e) {
        act(e, () -> surveys.close(e.identity(), e.pathParam("id")));
    }

    private void react(Exchange e) {
        act(e, () -> surveys.react(e.identity(), e.pathParam("followup"), e.rawParam("reaction")));
    }

    private void act(Exchange e, Runnable act) {
        try {
            act.run();
            e.redirect("/surveys/" + e.pathParam("id"));
        } catch (ProblemException refused) {
            again(
                    e,
                    refused,
                    new Filled(
                            Map.of(), Map.of("reaction", e.rawParam("reaction")), told(refused)));
        }
    }

    private void again(Exchange e, ProblemException refused, Filled filled) {
        var status = refused.problem().status();
        if (status == 403 || status == 404) {
            throw refused;
        }
        show(e, filled, status);
    }

    private static List<String> told(ProblemException refused) {
        var p = refused.problem();
        var out = new ArrayList<>(p.because());
        out.addFirst(Words.sentences(p.detail(), p.remedy()));
        return out;
    }
}
