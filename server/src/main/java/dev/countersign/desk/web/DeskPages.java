package dev.countersign.desk.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decision;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.web.CaseView.Form;
import dev.countersign.desk.web.CaseView.Original;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The queue, and the page on which people decide.
public final class DeskPages {
    private static final int PAGE = 50;

    /// What only a higher module knows about a case's call.
    public interface Originals {
        boolean mayReveal(Identity reader, String callId);

        Map<String, String> reveal(Identity reader, String callId);
    }

    private final Desk desk;
    private final People people;
    private final Frames frames;
    private final Originals originals;
    private final Supplier<String> playbookInForce;

    public DeskPages(
            Desk desk,
            People people,
            Frames frames,
            Originals originals,
            Supplier<String> playbookInForce) {
        this.desk = desk;
        this.people = people;
        this.frames = frames;
        this.originals = originals;
        this.playbookInForce = playbookInForce;
    }

    public void mount(Web web) {
        web.get("/work", this::work);
        web.get("/cases/:id", e -> show(e, find(e), form(find(e)), List.of(), 200));
        web.post("/cases/:id/decision", this::decide);
        web.post("/cases/:id/overturn", this::overturn);
        web.post("/cases/:id/take", this::take);
        web.post("/cases/:id/reveal", this::reveal);
    }

    private void work(Exchange e) {
        var tab = e.param("tab").isEmpty() ? "queue" : e.param("tab");
        var offset = Math.max(0, e.intParam("offset", 0));
        var identity = e.identity();
        var query =
                new CaseQuery(
                        tab.equals("queue")
                                ? Optional.of(ExceptionCase.State.OPEN)
                                : Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        tab.equals("raised") ? Optional.of(identity.id()) : Optional.empty(),
                        tab.equals("raised") ? List.of() : queues(identity),
                        e.param("q"),
                        Optional.empty(),
                        Optional.empty(),
                        tab.equals("queue"),
                        PAGE + 1,
                        offset);
        var all = desk.query(query);
        var more = all.size() > PAGE;
        var found =
                (more ? all.subList(0, PAGE) : all)
                        .stream()
                                .filter(c ->
                                        !tab.equals("queue")
                                                || !c.opened().raisedBy().equals(identity.id()))
                                .filter(c -> !tab.equals("settled") || !c.isOpen())
                                .toList();
        e.render(
                "page/work.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "work", "My work"),
                        "cases",
                        found,
                        "tab",
                        tab,
                        "query",
                        e.param("q"),
                        "nextHref",
                        more ? older(tab, e.param("q"), offset + PAGE) : ""));
    }

    private static List<String> queues(Identity identity) {
        var roles = List.copyOf(identity.person().roles());
        return roles.isEmpty() ? List.of(CaseQuery.NOBODY) : roles;
    }

    private static String older(String tab, String query, int offset) {
        var q = java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
        return "/work?tab=" + tab + "&q=" + q + "&offset=" + offset;
    }

    private void decide(Exchange e) {
        var seen = find(e);
        var typed =
                new Form(
                        e.param("decision"),
                        e.rawParam("text"),
                        e.param("to"),
                        e.rawParam("justification"),
                        "");
        try {
            var why = new Justification(typed.justification());
            Decision decision =
                    switch (typed.chosen()) {
                        case "approve" -> new Decision.Approve(why);
                        case "edit_and_approve" ->
                                new Decision.EditAndApprove(typed.editedText(), why);
                        case "deny" -> new Decision.Deny(why);
                        case "escalate" -> new Decision.Escalate(typed.escalateTo(), why);
                        default -> throw choose();
                    };
            desk.decide(
                    seen.id(),
                    e.intParam("version", 0),
                    decision,
                    e.identity(),
                    playbookInForce.get());
            e.redirect("/cases/" + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var kept =
                    new Form(
                            typed.chosen(),
                            typed.editedText(),
                            typed.escalateTo(),
                            typed.justification(),
                            p.detail() + ". " + p.remedy());
            show(e, find(e), kept, List.of(), p.status());
        }
    }

    private void overturn(Exchange e) {
        var seen = find(e);
        try {
            var why = new Justification(e.rawParam("justification"));
            desk.overturn(
                    seen.id(), e.intParam("version", 0), why, e.identity(), playbookInForce.get());
            e.redirect("/cases/" + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var blank = form(seen);
            show(
                    e,
                    find(e),
                    new Form(
                            blank.chosen(),
                            blank.editedText(),
                            "",
                            "",
                            p.detail() + ". " + p.remedy()),
                    List.of(),
                    p.status());
        }
    }

    private void take(Exchange e) {
        desk.take(e.pathParam("id"), e.identity());
        e.redirect("/cases/" + e.pathParam("id"));
    }

    private void reveal(Exchange e) {
        var c = find(e);
        var shown = new ArrayList<Original>();
        originals
                .reveal(e.identity(), c.opened().callId())
                .forEach((token, original) -> shown.add(new Original(token, original)));
        show(e, c, form(c), shown, 200);
    }

    private void show(Exchange e, ExceptionCase c, Form form, List<Original> shown, int status) {
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        var whyNot = desk.whyNot(c, e.identity());
        var view =
                new CaseView(
                        c,
                        names.getOrDefault(c.opened().raisedBy(), c.opened().raisedBy()),
                        names,
                        Piece.of(c.opened().requestShown()),
                        c.opened().raisedBy().equals(e.identity().id())
                                ? List.of()
                                : Piece.of(c.opened().answerProposed()),
                        shown,
                        originals.mayReveal(e.identity(), c.opened().callId()),
                        whyNot.orElse(""),
                        !c.isOpen() && whyNot.isEmpty(),
                        similar(c, e.identity()),
                        rolesBeside(c),
                        form);
        e.html(
                status,
                e.rendered(
                        "page/case.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "work", c.opened().title()),
                                "view",
                                view)));
    }

    private static Form form(ExceptionCase c) {
        return new Form("", c.opened().answerProposed(), "", "", "");
    }

    /// The newest settled cases of the same tool that stopped for the same first reason.
    private List<ExceptionCase> similar(ExceptionCase c, Identity reader) {
        var rule = c.opened().reasons().isEmpty() ? "" : c.opened().reasons().getFirst().rule();
        var same =
                new CaseQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(c.opened().tool()),
                        Optional.empty(),
                        List.of(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        50,
                        0);
        return desk.query(same).stream()
                .filter(o -> !o.id().equals(c.id()) && !o.decisions().isEmpty())
                .filter(o -> o.readableBy(reader))
                .filter(o -> o.opened().reasons().stream().anyMatch(r -> r.rule().equals(rule)))
                .limit(3)
                .toList();
    }

    private List<String> rolesBeside(ExceptionCase c) {
        return people.everyone().stream()
                .flatMap(p -> p.roles().stream())
                .filter(r -> !r.equals(c.approverRole()) && !r.equals("administrator"))
                .distinct()
                .sorted()
                .toList();
    }

    private ExceptionCase find(Exchange e) {
        var id = e.pathParam("id");
        return desk.find(id)
                .filter(c -> c.readableBy(e.identity()))
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-case",
                                        "No such case",
                                        "there is no case `" + id + "` that you may see",
                                        "look it up in your queue")
                                .asException());
    }

    private static RuntimeException choose() {
        return new Problem(
                        422,
                        "choose",
                        "Choose a decision",
                        "no decision was chosen",
                        "choose approve, edit and approve, deny or escalate")
                .asException();
    }
}
