package dev.countersign.training.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Attempts;
import dev.countersign.training.LabParts;
import dev.countersign.training.Mentoring;
import dev.countersign.training.Mentoring.Decision;
import dev.countersign.training.Mentoring.Learner;
import dev.countersign.training.Mentoring.Waiting;
import dev.countersign.training.Training;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The mentor's workspace: my people, what waits for me, one learner, one lab.
public final class MentorPages {
    private final Training training;
    private final People people;
    private final Frames frames;

    public MentorPages(Training training, People people, Frames frames) {
        this.training = training;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/mentor", e -> home(e, List.of(), 200));
        web.post("/learn/mentor/assign", this::assign);
        web.get("/learn/mentor/:pack/:person", e -> learner(e, List.of(), "", 200));
        web.post("/learn/mentor/:pack/:person/readiness", this::decide);
        web.get("/learn/mentor/:pack/:person/labs/:lab", e -> lab(e, List.of(), "", 200));
        web.post("/learn/mentor/:pack/:person/labs/:lab", this::judge);
        web.post("/learn/mentor/:pack/:person/labs/:lab/observed", this::observe);
    }

    /// @param may whether the reader is a mentor at all
    /// @param candidates whom a manager may name as a mentor; empty for others
    public record Workspace(
            boolean may,
            List<Learner> learners,
            List<Waiting> waiting,
            Map<String, String> names,
            Map<String, String> packs,
            List<Person> candidates,
            List<String> errors) {
        public String name(String person) {
            return names.getOrDefault(person, person);
        }

        public String pack(String id) {
            return packs.getOrDefault(id, id);
        }

        /// Of one learner, among what waits.
        public long waitingFor(Learner l) {
            return waiting.stream()
                    .filter(w ->
                            w.person().equals(l.enrolment().person())
                                    && w.pack().equals(l.enrolment().pack()))
                    .count();
        }
    }

    private void home(Exchange e, List<String> errors, int status) {
        var who = e.identity();
        var packs = new HashMap<String, String>();
        training.courses().all().forEach(t -> packs.put(t.pack().id(), t.pack().title()));
        e.html(
                status,
                e.rendered(
                        "page/mentor.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Mentoring"),
                                "w",
                                new Workspace(
                                        Attempts.marks(who),
                                        training.mentoring().learners(who),
                                        training.mentoring().waiting(who),
                                        names(),
                                        packs,
                                        Mentoring.assigns(who)
                                                ? people.everyone().stream()
                                                        .filter(p -> p.roles().contains("mentor"))
                                                        .toList()
                                                : List.of(),
                                        errors))));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private void assign(Exchange e) {
        try {
            training.mentoring()
                    .assign(e.identity(), e.param("pack"), e.param("person"), e.param("mentor"));
            e.redirect("/learn/mentor");
        } catch (ProblemException refused) {
            home(e, LabPages.sentences(refused.problem()), refused.problem().status());
        }
    }

    /// @param missing why nobody can say yes yet
    /// @param decisions the newest first
    public record LearnerView(
            String person,
            dev.countersign.training.Learning.Progress progress,
            String mentor,
            List<String> missing,
            List<Decision> decisions,
            Map<String, String> names,
            String typed,
            List<String> errors) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public int last() {
            return decisions.isEmpty() ? 0 : decisions.getFirst().number();
        }

        public boolean ready() {
            return !decisions.isEmpty() && decisions.getFirst().ready();
        }
    }

    private void learner(Exchange e, List<String> errors, String typed, int status) {
        var pack = e.pathParam("pack");
        var person = e.pathParam("person");
        var progress = training.mentoring().progress(e.identity(), pack, person);
        e.html(
                status,
                e.rendered(
                        "page/mentor-learner.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", names().getOrDefault(person, person)),
                                "v",
                                new LearnerView(
                                        person,
                                        progress,
                                        training.mentoring().mentorOf(person, pack).orElse(""),
                                        training.readiness().missing(pack, person),
                                        training.readiness().decisions(pack, person),
                                        names(),
                                        typed,
                                        errors))));
    }

    private void decide(Exchange e) {
        var pack = e.pathParam("pack");
        var person = e.pathParam("person");
        try {
            training.readiness()
                    .decide(
                            e.identity(),
                            pack,
                            person,
                            e.param("ready").equals("yes"),
                            e.rawParam("reason"),
                            e.intParam("after", 0));
            e.redirect("/learn/mentor/" + pack + "/" + person);
        } catch (ProblemException refused) {
            learner(
                    e,
                    LabPages.sentences(refused.problem()),
                    e.rawParam("reason"),
                    refused.problem().status());
        }
    }

    private void lab(Exchange e, List<String> errors, String typed, int status) {
        var sheet =
                training.judging()
                        .sheet(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("lab"),
                                e.pathParam("person"));
        var pack = sheet.taught().pack();
        var own = training.labs().sheet(e.identity(), pack.id(), sheet.lab().id());
        // Who still has to do this lab does not read its key, whatever else they are.
        var learns = own.enrolled() && !own.passed();
        e.html(
                status,
                e.rendered(
                        "page/mentor-lab.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", sheet.lab().title()),
                                "view", LabPages.view(training, people, sheet, !learns, errors),
                                "may", training.judging().mayRead(e.identity(), sheet),
                                "key",
                                        Markdown.below(
                                                sheet.lab()
                                                        .key()
                                                        .filter(_ -> !learns)
                                                        .map(k -> pack.texts().get("labs/" + k))
                                                        .orElse("")),
                                "rubric", sheet.lab().rubric().map(pack.rubrics()::get),
                                "learns", learns,
                                "fills", !LabParts.isPrivate(sheet.lab()),
                                "typed", typed)));
    }

    private void judge(Exchange e) {
        var levels = new HashMap<String, Integer>();
        var pack = e.pathParam("pack");
        var person = e.pathParam("person");
        try {
            for (var row :
                    training.courses()
                            .find(pack)
                            .flatMap(t ->
                                    t.pack()
                                            .lab(e.pathParam("lab"))
                                            .flatMap(l -> l.rubric())
                                            .map(t.pack().rubrics()::get))
                            .map(r -> r.rows())
                            .orElse(List.of())) {
                if (e.intParam("row." + row.id(), -1) >= 0) {
                    levels.put(row.id(), e.intParam("row." + row.id(), -1));
                }
            }
            training.judging()
                    .judge(
                            e.identity(),
                            pack,
                            e.pathParam("lab"),
                            person,
                            e.intParam("hand_in", 0),
                            e.param("do").equals("sign"),
                            e.rawParam("words"),
                            levels);
            e.redirect("/learn/mentor");
        } catch (ProblemException refused) {
            again(e, refused);
        }
    }

    private void observe(Exchange e) {
        try {
            training.judging()
                    .observe(
                            e.identity(),
                            e.pathParam("pack"),
                            e.pathParam("lab"),
                            e.pathParam("person"),
                            e.intParam("number", 0),
                            e.rawParam("words"));
            e.redirect(
                    "/learn/mentor/%s/%s/labs/%s"
                            .formatted(
                                    e.pathParam("pack"),
                                    e.pathParam("person"),
                                    e.pathParam("lab")));
        } catch (ProblemException refused) {
            again(e, refused);
        }
    }

    /// The page with what was typed, unless its reader may not see it at all.
    private void again(Exchange e, ProblemException refused) {
        var p = refused.problem();
        if (p.status() == 403 || p.status() == 404) {
            throw refused;
        }
        lab(e, LabPages.sentences(p), e.rawParam("words"), p.status());
    }
}
