package dev.countersign.practice.web;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.practice.Attempt;
import dev.countersign.practice.Mentors;
import dev.countersign.practice.Practice;
import dev.countersign.practice.Progress;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A learner's way through practice, and a mentor's look at it.
public final class PracticePages {
    private final Practice practice;
    private final People people;
    private final Frames frames;

    /// @param frames marked as practice
    public PracticePages(Practice practice, People people, Frames frames) {
        this.practice = practice;
        this.people = people;
        this.frames = frames;
    }

    /// One line of a mentor's list.
    public record Mentee(String id, String name, Progress progress) {}

    public void mount(Web web) {
        web.get("/practice", e -> show(e, e.identity().id(), "", "", 200));
        web.get("/practice/work", PracticePages::toOverview);
        web.post("/practice/next", this::next);
        web.get("/practice/results.csv", this::export);
        web.get("/practice/answers/:id", e -> answer(e, "", "", 200));
        web.post("/practice/answers/:id/comment", this::comment);
        web.get("/practice/mentees", this::mentees);
        web.get("/practice/mentees/:person", e -> show(e, mentee(e), "", "", 200));
        web.post("/practice/mentees/:person/verdict", this::judge);
    }

    /// The desk's own pages link to lists of cases; here there is one list.
    private static void toOverview(Exchange e) {
        var category = e.param("category");
        e.redirect(
                category.isEmpty()
                        ? "/practice"
                        : "/practice?category=" + Exchange.encoded(category));
    }

    private void next(Exchange e) {
        try {
            e.redirect("/practice/cases/" + practice.next(e.identity()));
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, e.identity().id(), Words.sentences(p.detail(), p.remedy()), "", p.status());
        }
    }

    private void show(Exchange e, String person, String error, String typed, int status) {
        var reader = e.identity();
        var own = reader.id().equals(person);
        var progress = practice.progress(person);
        var category = e.param("category");
        var names = names();
        var view =
                new PracticeView(
                        person,
                        own,
                        progress,
                        progress.rows(practice.mocks().taxonomy()),
                        progress.attempts().reversed().stream()
                                .filter(a ->
                                        category.isEmpty() || a.mock().category().equals(category))
                                .toList(),
                        category,
                        practice.mentors().of(person).stream().map(Person::name).toList(),
                        own && reader.has(Mentors.ROLE)
                                ? Optional.of(lookedFor(reader))
                                : Optional.empty(),
                        reader.has(Mentors.ROLE)
                                ? practice.mocks().findings().stream().map(Finding::asLine).toList()
                                : List.of(),
                        names,
                        error,
                        typed);
        var title = own ? "Practice" : "Practice of " + view.name(person);
        e.html(
                status,
                e.rendered(
                        own ? "page/practice.jte" : "page/practice-mentee.jte",
                        Map.of("frame", frames.frame(e, "practice", title), "view", view)));
    }

    /// How many decisions wait for this mentor's comment.
    private int lookedFor(Identity mentor) {
        return practice.mentees(mentor).stream()
                .mapToInt(id -> practice.progress(id).unseen().size())
                .sum();
    }

    private void answer(Exchange e, String error, String typed, int status) {
        var attempt = find(e);
        var own = attempt.person().equals(e.identity().id());
        if (own && attempt.waits()) {
            e.redirect("/practice/cases/" + attempt.caseId());
            return;
        }
        e.html(
                status,
                e.rendered(
                        "page/practice-answer.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "practice", attempt.mock().title()),
                                "view",
                                new AnswerView(
                                        attempt,
                                        practice.record(attempt),
                                        own,
                                        own && practice.progress(attempt.person()).waitsForMentor(),
                                        names(),
                                        error,
                                        typed))));
    }

    private void comment(Exchange e) {
        var words = e.rawParam("comment");
        try {
            practice.mentorship().comment(e.identity(), find(e).caseId(), words);
            e.redirect("/practice/answers/" + e.pathParam("id"));
        } catch (ProblemException refused) {
            var p = refused.problem();
            answer(e, Words.sentences(p.detail(), p.remedy()), words, p.status());
        }
    }

    private void mentees(Exchange e) {
        if (!e.identity().has(Mentors.ROLE)) {
            throw new Problem(
                            403,
                            "not-a-mentor",
                            "For mentors",
                            "you have no role `mentor`",
                            "an administrator gives it to who teaches")
                    .asException();
        }
        var names = names();
        var list =
                practice.mentees(e.identity()).stream()
                        .map(id ->
                                new Mentee(id, names.getOrDefault(id, id), practice.progress(id)))
                        .toList();
        e.render(
                "page/practice-mentees.jte",
                Map.of("frame", frames.frame(e, "practice", "Those you teach"), "mentees", list));
    }

    private void judge(Exchange e) {
        var person = e.pathParam("person");
        var words = e.rawParam("comment");
        try {
            var signOff =
                    switch (e.param("verdict")) {
                        case "sign-off" -> true;
                        case "more" -> false;
                        default ->
                                throw new Problem(
                                                422,
                                                "choose",
                                                "Choose",
                                                "nothing was chosen",
                                                "choose sign off or ask for more practice")
                                        .asException();
                    };
            practice.mentorship().judge(e.identity(), person, signOff, words);
            e.redirect("/practice/mentees/" + Exchange.encoded(person));
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (!practice.mentors().mayTeach(e.identity(), person)) {
                throw refused;
            }
            show(e, person, Words.sentences(p.detail(), p.remedy()), words, p.status());
        }
    }

    private void export(Exchange e) {
        var person = e.param("person").isEmpty() ? e.identity().id() : e.param("person");
        if (!mayRead(e.identity(), person)) {
            throw unknownMentee(person);
        }
        var progress = practice.progress(person);
        e.download(
                "practice.csv",
                "text/csv; charset=utf-8",
                file -> {
                    file.accept(ResultLine.HEADER);
                    for (Attempt a : progress.attempts()) {
                        file.accept(ResultLine.of(a));
                    }
                });
    }

    private boolean mayRead(Identity reader, String person) {
        return reader.id().equals(person) || practice.mentors().mayTeach(reader, person);
    }

    private String mentee(Exchange e) {
        var person = e.pathParam("person");
        if (!practice.mentors().mayTeach(e.identity(), person) || people.person(person).isEmpty()) {
            throw unknownMentee(person);
        }
        return person;
    }

    private Attempt find(Exchange e) {
        var id = e.pathParam("id");
        return practice.find(e.identity(), id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-case",
                                        "No such practice case",
                                        "there is no practice case `" + id + "` that you may see",
                                        "look at the list on the Practice page")
                                .asException());
    }

    private static RuntimeException unknownMentee(String person) {
        return new Problem(
                        404,
                        "unknown-learner",
                        "Nobody you teach",
                        "there is no learner `" + person + "` whose practice you may see",
                        "see those you teach on the Practice page")
                .asException();
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }
}
