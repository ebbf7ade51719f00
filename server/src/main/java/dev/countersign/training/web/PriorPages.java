package dev.countersign.training.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Prior;
import dev.countersign.training.PriorLearning;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What was learnt before, and by whom it was recognised.
public final class PriorPages {
    private final PriorLearning prior;
    private final People people;
    private final Frames frames;

    public PriorPages(PriorLearning prior, People people, Frames frames) {
        this.prior = prior;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/prior", e -> show(e, Map.of(), "", 200));
        web.post("/learn/prior", this::recognise);
        web.post("/learn/prior/:id/revoke", this::revoke);
    }

    /// @param typed before a refusal, by field
    public record View(
            List<Prior> all,
            boolean may,
            Map<String, String> subjects,
            List<Person> people,
            Map<String, String> names,
            Map<String, String> typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }
    }

    private void show(Exchange e, Map<String, String> typed, String error, int status) {
        var everyone = people.everyone();
        e.html(
                status,
                e.rendered(
                        "page/prior.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Prior learning"),
                                "v",
                                new View(
                                        prior.of(e.identity()),
                                        PriorLearning.recognises(e.identity()),
                                        prior.subjects(),
                                        everyone.stream()
                                                .filter(Person::active)
                                                .filter(p -> !p.id().equals(e.identity().id()))
                                                .toList(),
                                        everyone.stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                        typed,
                                        error))));
    }

    private void recognise(Exchange e) {
        var typed =
                Map.of(
                        "person", e.param("person"),
                        "subject", e.param("subject"),
                        "evidence", e.rawParam("evidence"),
                        "link", e.param("link"));
        try {
            prior.recognise(
                    e.identity(),
                    e.param("person"),
                    e.param("subject"),
                    e.rawParam("evidence"),
                    e.param("link"));
            e.redirect("/learn/prior");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, typed, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void revoke(Exchange e) {
        try {
            prior.revoke(e.identity(), e.pathParam("id"));
            e.redirect("/learn/prior");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Map.of(), Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }
}
