package dev.countersign.desk.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Conditions;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Guard;
import dev.countersign.desk.Justification;
import dev.countersign.desk.WrittenDecision;
import dev.countersign.desk.web.CaseView.Affected;
import dev.countersign.desk.web.CaseView.Form;
import dev.countersign.desk.web.CaseView.Original;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The queue, and the page on which people decide.
public final class DeskPages {
    private static final int COMPARED = 200;

    /// What only a higher module knows about a case's call.
    public interface Originals {
        boolean mayReveal(Identity reader, String callId);

        Map<String, String> reveal(Identity reader, String callId);
    }

    /// The categories that a case can be put under, which a higher module knows.
    public interface Categories {
        List<CategoryChoice> choices(ExceptionCase c);

        void put(Identity by, String caseId, String category, String subtype);
    }

    /// Tools that prove themselves on decided work, which a higher module knows.
    @FunctionalInterface
    public interface ShadowWork {
        List<ToolChoice> choices(Identity reader, ExceptionCase c);
    }

    /// A tool that a case can be shadow work for.
    ///
    /// @param standing what became of it, in words; empty where it is not used yet
    /// @param asks whether this reader's own answer is still missing
    public record ToolChoice(String tool, String standing, boolean asks) {}

    private final Desk desk;
    private final Directory people;
    private final Frames frames;
    private final Originals originals;
    private final Categories categories;
    private final ShadowWork shadowWork;
    private final Predicate<Identity> readsLedger;
    private final Supplier<String> playbookInForce;
    private final Supplier<Routing> routing;
    private final String base;
    private final String afterDecision;

    /// @param afterDecision what the address begins with that one is led to after a decision; the
    ///   case's id follows
    public DeskPages(
            Desk desk,
            Directory people,
            Frames frames,
            Originals originals,
            Categories categories,
            ShadowWork shadowWork,
            Predicate<Identity> readsLedger,
            Supplier<Routing> routing,
            Supplier<String> playbookInForce,
            String afterDecision) {
        this.base = frames.base();
        this.afterDecision = afterDecision;
        this.readsLedger = readsLedger;
        this.desk = desk;
        this.people = people;
        this.frames = frames;
        this.originals = originals;
        this.categories = categories;
        this.shadowWork = shadowWork;
        this.playbookInForce = playbookInForce;
        this.routing = routing;
    }

    public void mount(Web web) {
        web.get(base + "/cases/:id", e -> show(e, find(e), form(find(e)), List.of(), 200));
        web.post(base + "/cases/:id/decision", this::decide);
        web.post(base + "/cases/:id/overturn", this::overturn);
        web.post(base + "/cases/:id/undo", this::undo);
        web.post(base + "/cases/:id/pause", this::pause);
        web.post(base + "/cases/:id/resume", this::resume);
        web.post(base + "/cases/:id/category", this::categorise);
        web.post(base + "/cases/:id/take", this::take);
        web.post(base + "/cases/:id/put-back", this::putBack);
        web.post(base + "/cases/:id/reveal", this::reveal);
    }

    private void decide(Exchange e) {
        var seen = find(e);
        var typed =
                new Form(
                        e.param("decision"),
                        e.rawParam("text"),
                        e.param("to"),
                        e.rawParam("justification"),
                        "",
                        conditions(e, seen));
        try {
            var written =
                    new WrittenDecision(
                            typed.chosen(),
                            typed.editedText(),
                            typed.escalateTo(),
                            typed.justification(),
                            typed.conditions());
            if (e.param("with").equals("mentor")) {
                desk.supervision()
                        .propose(seen.id(), e.intParam("version", 0), written, e.identity());
                e.redirect(base + "/cases/" + seen.id());
                return;
            }
            var decision = written.decision();
            desk.decide(
                    seen.id(),
                    e.intParam("version", 0),
                    decision,
                    e.identity(),
                    playbookInForce.get());
            e.redirect(afterDecision + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var kept =
                    new Form(
                            typed.chosen(),
                            typed.editedText(),
                            typed.escalateTo(),
                            typed.justification(),
                            sentences(p),
                            typed.conditions());
            show(e, find(e), kept, List.of(), p.status());
        }
    }

    private void overturn(Exchange e) {
        var seen = find(e);
        try {
            var why = new Justification(e.rawParam("justification"));
            desk.overturn(
                    seen.id(), e.intParam("version", 0), why, e.identity(), playbookInForce.get());
            e.redirect(base + "/cases/" + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var blank = form(seen);
            show(
                    e,
                    find(e),
                    new Form(blank.chosen(), blank.editedText(), "", "", sentences(p), Map.of()),
                    List.of(),
                    p.status());
        }
    }

    private static Map<String, String> conditions(Exchange e, ExceptionCase c) {
        var out = new java.util.LinkedHashMap<String, String>();
        for (var asked : Conditions.asked(c.opened())) {
            var text = e.rawParam("c." + asked.name());
            if (!text.isBlank()) {
                out.put(asked.name(), text);
            }
        }
        return out;
    }

    private static String sentences(Problem p) {
        var because = p.because().isEmpty() ? "" : ": " + String.join("; ", p.because());
        return Words.sentences(p.detail() + because, p.remedy());
    }

    private void pause(Exchange e) {
        var seen = find(e);
        try {
            desk.pause(seen.id(), new Justification(e.rawParam("why")), e.identity());
            e.redirect(base + "/cases/" + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(
                    e,
                    find(e),
                    new Form("", seen.textNow(), "", "", sentences(p), Map.of()),
                    List.of(),
                    p.status());
        }
    }

    private void resume(Exchange e) {
        desk.resume(find(e).id(), e.identity());
        e.redirect(base + "/cases/" + e.pathParam("id"));
    }

    private void undo(Exchange e) {
        var seen = find(e);
        try {
            desk.undo(seen.id(), e.intParam("version", 0), e.identity(), playbookInForce.get());
            e.redirect(base + "/cases/" + seen.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(
                    e,
                    find(e),
                    new Form("", seen.textNow(), "", "", sentences(p), Map.of()),
                    List.of(),
                    p.status());
        }
    }

    private void categorise(Exchange e) {
        var chosen = CategoryChoice.of(e.param("category"));
        categories.put(e.identity(), find(e).id(), chosen.category(), chosen.subtype());
        e.redirect(base + "/cases/" + e.pathParam("id"));
    }

    private void take(Exchange e) {
        desk.take(e.pathParam("id"), e.identity());
        e.redirect(base + "/cases/" + e.pathParam("id"));
    }

    private void putBack(Exchange e) {
        desk.release(e.pathParam("id"), e.identity());
        e.redirect(base + "/cases/" + e.pathParam("id"));
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
        var permit = desk.supervision().permit(c, e.identity());
        var view =
                new CaseView(
                        c,
                        names.getOrDefault(c.opened().raisedBy(), c.opened().raisedBy()),
                        names,
                        Piece.of(c.opened().requestShown()),
                        CaseWords.of(c.opened().kind()).equals(CaseWords.ANSWER)
                                        && c.opened().raisedBy().equals(e.identity().id())
                                ? List.of()
                                : Piece.of(c.textNow()),
                        shown,
                        originals.mayReveal(e.identity(), c.opened().callId()),
                        whyNot.orElseGet(() -> lacking(permit)),
                        desk.whyNotApprove(c, e.identity()).orElse(""),
                        desk.mayBreakGlass(c, e.identity()) && whyNot.isPresent(),
                        desk.mayUndo(c, e.identity()),
                        !c.isOpen() && whyNot.isEmpty(),
                        similar(c, e.identity()),
                        affected(c, e.identity()),
                        readsLedger.test(e.identity()),
                        rolesBeside(c),
                        categories.choices(c),
                        dev.countersign.desk.Assignments.mayAssign(e.identity())
                                ? desk.assignments().candidates(c)
                                : List.of(),
                        e.intParam("since", e.intParam("version", c.version())),
                        permit instanceof Guard.Permit.WithMentor(var mentors, _)
                                ? mentors.stream().map(m -> names.getOrDefault(m, m)).toList()
                                : List.of(),
                        desk.supervision().of(c.id()),
                        shadowWork.choices(e.identity(), c),
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

    private static String lacking(Guard.Permit permit) {
        return permit instanceof Guard.Permit.Not(var missing)
                ? "such cases are not open to you yet: " + String.join("; ", missing)
                : "";
    }

    /// Whom the approval matrix names for its category, where that is another role than it waits
    /// for.
    private String owner(ExceptionCase c) {
        return c.opened()
                .facts()
                .flatMap(f -> routing.get().rowOf(f.category(), f.kind()))
                .map(row -> row.owner().name())
                .filter(role -> !role.equals(c.approverRole()))
                .orElse("");
    }

    private Form form(ExceptionCase c) {
        return new Form("", c.textNow(), owner(c), "", "", Map.of());
    }

    private List<ExceptionCase> similar(ExceptionCase c, Identity reader) {
        var same =
                CaseQuery.where()
                        .tool(c.opened().tool())
                        .readableBy(desk.reader(reader))
                        .limit(COMPARED);
        return Likeness.mostLike(c, desk.query(same), 3);
    }

    /// Whoever asked, and how much else of theirs waits: the decision touches them.
    private Affected affected(ExceptionCase c, Identity reader) {
        var waiting =
                CaseQuery.where()
                        .readableBy(desk.reader(reader))
                        .raisedBy(c.opened().raisedBy())
                        .state(ExceptionCase.State.OPEN)
                        .limit(1);
        var masked =
                Piece.of(c.opened().requestShown()).stream()
                        .filter(Piece::token)
                        .map(Piece::text)
                        .distinct()
                        .count();
        return new Affected(desk.count(waiting) - (c.isOpen() ? 1 : 0), (int) masked);
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
                .filter(c -> c.readableBy(desk.reader(e.identity())))
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-case",
                                        "No such case",
                                        "there is no case `" + id + "` that you may see",
                                        "look it up in your queue")
                                .asException());
    }
}
