package dev.countersign.training.web;

import dev.countersign.course.Answer;
import dev.countersign.course.Item;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Rubric;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Attempts;
import dev.countersign.training.Attempts.Sheet;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Answers that wait for a mentor, one card each.
public final class MarkingPages {
    private final Attempts attempts;
    private final People people;
    private final Frames frames;

    public MarkingPages(Attempts attempts, People people, Frames frames) {
        this.attempts = attempts;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/marking", e -> show(e, "", "", 200));
        web.post("/learn/marking/:attempt/:item", this::mark);
        web.post("/v1/attempts/:id/marks", this::markJson);
    }

    /// @param rubric what the levels look like; empty where the question names none
    public record ToMark(
            String attempt,
            String person,
            String course,
            Instant handedIn,
            Item item,
            String html,
            String answer,
            Optional<Rubric> rubric) {}

    private void show(Exchange e, String error, String typed, int status) {
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        var out = new ArrayList<ToMark>();
        for (var sheet : attempts.waiting(e.identity())) {
            for (var item : sheet.items()) {
                if (item.needsMentor() && !sheet.marks().containsKey(item.id())) {
                    out.add(toMark(sheet, item, names));
                }
            }
        }
        e.html(
                status,
                e.rendered(
                        "page/marking.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", "Answers to mark"),
                                "answers", out,
                                "may", Attempts.marks(e.identity()),
                                "typed", typed,
                                "error", error)));
    }

    private static ToMark toMark(Sheet sheet, Item item, Map<String, String> names) {
        var person = sheet.attempt().personId();
        return new ToMark(
                sheet.attempt().id(),
                names.getOrDefault(person, person),
                sheet.pack().title() + ", " + sheet.quiz().title(),
                sheet.attempt().submittedAt().orElse(Instant.EPOCH),
                item,
                Markdown.html(item.ask()),
                sheet.answers().get(item.id()) instanceof Answer.Typed(var text) ? text : "",
                item.interaction() instanceof Interaction.Essay(var rubric)
                        ? rubric.flatMap(r -> Optional.ofNullable(sheet.pack().rubrics().get(r)))
                        : Optional.empty());
    }

    private void mark(Exchange e) {
        try {
            attempts.mark(
                    e.identity(),
                    e.pathParam("attempt"),
                    e.pathParam("item"),
                    e.intParam("percent", -1) / 100.0,
                    e.rawParam("words"));
            e.redirect("/learn/marking");
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, Words.sentences(p.detail(), p.remedy()), e.rawParam("words"), p.status());
        }
    }

    private void markJson(Exchange e) {
        attempts.mark(
                e.identity(),
                e.pathParam("id"),
                e.json().path("item").asText(),
                e.json().path("earned").asDouble(-1),
                e.json().path("words").asText());
        e.json(200, Map.of("marked", true));
    }

    /// Shares of the weight that may be given, in per cent.
    public static List<Integer> shares() {
        return List.of(100, 75, 50, 25, 0);
    }
}
