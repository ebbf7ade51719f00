package dev.countersign.action.web;

import dev.countersign.action.ActionRequest;
import dev.countersign.action.Actions;
import dev.countersign.action.Asking;
import dev.countersign.action.CarriedOut;
import dev.countersign.desk.Desk;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.policy.ActionRule;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asking for an action, what became of it, and carrying it out.
public final class ActionPages {
    private static final int SHOWN = 100;
    private static final String PREFIX = "p.";

    private final Actions actions;
    private final Desk desk;
    private final People people;
    private final Frames frames;

    public ActionPages(Actions actions, Desk desk, People people, Frames frames) {
        this.actions = actions;
        this.desk = desk;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/actions", e -> list(e, Map.of(), "", 200));
        web.post("/actions", this::ask);
        web.get(
                "/actions/:id",
                e -> show(e, actions.find(e.identity(), e.pathParam("id")), "", 200));
        web.post("/actions/:id/carry-out", this::carryOut);
    }

    private void ask(Exchange e) {
        var typed = new HashMap<String, String>();
        var parameters = new HashMap<String, String>();
        var rule = chosen(e);
        rule.ifPresent(r -> {
            for (var field : r.fields()) {
                var text = e.rawParam(PREFIX + field.name());
                typed.put(field.name(), text);
                if (!text.isBlank()) {
                    parameters.put(field.name(), text);
                }
            }
        });
        try {
            var asked =
                    actions.ask(
                            e.identity(),
                            new Asking(
                                    e.param("action"),
                                    parameters,
                                    e.rawParam("about"),
                                    e.rawParam("reason"),
                                    // One form is one request, however often it is sent.
                                    Optional.of(e.param("form")).filter(k -> !k.isEmpty())));
            e.redirect("/actions/" + asked.id());
        } catch (ProblemException refused) {
            list(e, typed, words(refused), refused.problem().status());
        }
    }

    private void carryOut(Exchange e) {
        var id = e.pathParam("id");
        try {
            show(e, actions.carryOut(e.identity(), id, Optional.empty()));
        } catch (ProblemException refused) {
            show(e, actions.find(e.identity(), id), words(refused), refused.problem().status());
        }
    }

    private void list(Exchange e, Map<String, String> typed, String error, int status) {
        var view =
                new AskView(
                        actions.open(e.identity()),
                        chosen(e),
                        typed,
                        e.rawParam("about"),
                        e.rawParam("reason"),
                        e.param("form").isEmpty() ? actions.newForm() : e.param("form"),
                        actions.of(e.identity(), SHOWN),
                        error);
        e.html(
                status,
                e.rendered(
                        "page/actions.jte",
                        Map.of("frame", frames.frame(e, "actions", "Actions"), "view", view)));
    }

    private Optional<ActionRule> chosen(Exchange e) {
        var open = actions.open(e.identity());
        return open.stream()
                .filter(r -> r.name().equals(e.param("action")))
                .findFirst()
                .or(() -> open.stream().findFirst());
    }

    private void show(Exchange e, CarriedOut done) {
        show(e, done.request(), done.parameters(), "", 200);
    }

    private void show(Exchange e, ActionRequest request, String error, int status) {
        show(e, request, Map.of(), error, status);
    }

    private void show(
            Exchange e,
            ActionRequest request,
            Map<String, String> originals,
            String error,
            int status) {
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        var decisions =
                desk.find(request.caseId()).map(c -> c.decisions()).orElse(java.util.List.of());
        var due = desk.find(request.caseId()).map(c -> c.dueAt()).orElse(request.askedAt());
        e.html(
                status,
                e.rendered(
                        "page/action.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "actions", request.about()),
                                "view",
                                new ActionView(request, decisions, due, names, originals, error))));
    }

    private static String words(ProblemException refused) {
        var p = refused.problem();
        var because = p.because().isEmpty() ? "" : ": " + String.join("; ", p.because());
        return Words.sentences(p.detail() + because, p.remedy());
    }
}
