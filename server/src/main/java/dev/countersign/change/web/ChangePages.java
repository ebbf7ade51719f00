package dev.countersign.change.web;

import dev.countersign.change.ChangeRequest;
import dev.countersign.change.Changes;
import dev.countersign.change.ShadowAsk;
import dev.countersign.change.WatchedCase;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// What was proposed, who has signed, and what came of it.
public final class ChangePages {
    private static final int SHOWN = 100;

    private final Changes changes;
    private final Desk desk;
    private final People people;
    private final BiPredicate<Identity, String> opens;
    private final BiFunction<Identity, String, List<Behind>> behind;
    private final Frames frames;

    /// @param opens whether somebody may open the page of a call or case
    /// @param behind why a change was proposed, as far as the reader may know
    public ChangePages(
            Changes changes,
            Desk desk,
            People people,
            BiPredicate<Identity, String> opens,
            BiFunction<Identity, String, List<Behind>> behind,
            Frames frames) {
        this.changes = changes;
        this.desk = desk;
        this.people = people;
        this.opens = opens;
        this.behind = behind;
        this.frames = frames;
    }

    /// A page that says why a change was proposed.
    public record Behind(String href, String title) {}

    /// A change with its case.
    ///
    /// @param signed how many of the groups have signed
    public record Row(ChangeRequest change, Optional<ExceptionCase> exceptionCase) {
        public int signed() {
            return exceptionCase.map(c -> c.standing().signatures().size()).orElse(0);
        }

        public List<String> signers() {
            return exceptionCase.map(c -> c.standing().needed()).orElse(List.of());
        }

        public String state() {
            return switch (change.state()) {
                case WAITING -> "waiting";
                case SHADOW -> "in shadow";
                case IN_FORCE -> "in force";
                case DENIED -> "denied";
                case STOPPED -> "stopped";
            };
        }
    }

    public void mount(Web web) {
        web.get("/changes", this::list);
        web.get("/changes/:id", e -> one(e, Optional.empty(), "", 200));
        web.get("/changes/:id/shadow.csv", this::csv);
        web.post("/changes/:id/shadow/stop", e -> end(e, false));
        web.post("/changes/:id/shadow/live", e -> end(e, true));
    }

    private Row row(ChangeRequest change) {
        return new Row(change, desk.find(change.caseId()));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private void list(Exchange e) {
        e.render(
                "page/changes.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Changes"),
                        "rows", changes.newest(SHOWN).stream().map(this::row).toList(),
                        "signers", changes.signers(),
                        "names", names()));
    }

    private void one(Exchange e, Optional<Problem> refused, String why, int status) {
        var change = change(e);
        var model = new HashMap<String, Object>();
        model.put("frame", frames.frame(e, "policies", change.title()));
        model.put("row", row(change));
        model.put("names", names());
        model.put("shadow", shadow(e.identity(), change));
        model.put("error", refused.map(p -> Words.sentences(p.detail(), p.remedy())).orElse(""));
        model.put("why", why);
        model.put("opensCase", opens.test(e.identity(), change.caseId()));
        model.put("behind", behind.apply(e.identity(), change.id()));
        e.html(status, e.rendered("page/change.jte", model));
    }

    private Optional<ShadowView> shadow(Identity who, ChangeRequest change) {
        return changes.shadows()
                .of(change.id())
                .map(s -> {
                    var looks = changes.shadowActs().mayLook(who, change);
                    var differing =
                            looks
                                    ? changes.shadows().watched(change.id(), SHOWN).stream()
                                            .filter(WatchedCase::differs)
                                            .map(w ->
                                                    ShadowView.line(
                                                            w,
                                                            id -> opens.test(who, id),
                                                            this::title))
                                            .toList()
                                    : List.<ShadowView.Line>of();
                    return new ShadowView(
                            s, looks, changes.shadowActs().mayEnd(who, change), differing);
                });
    }

    private String title(String caseId) {
        return desk.find(caseId).map(c -> c.opened().title()).orElse(caseId);
    }

    private void end(Exchange e, boolean live) {
        var id = e.pathParam("id");
        var why = e.rawParam("why");
        try {
            if (live) {
                changes.shadowActs().goLive(e.identity(), id, why);
            } else {
                changes.shadowActs().stop(e.identity(), id, why);
            }
            e.redirect("/changes/" + id);
        } catch (ProblemException refused) {
            one(e, Optional.of(refused.problem()), why, refused.problem().status());
        }
    }

    /// Every watched case, those that differ first.
    private void csv(Exchange e) {
        var change = change(e);
        if (!changes.shadowActs().mayLook(e.identity(), change)) {
            throw new Problem(
                            403,
                            "approvers-only",
                            "Not yours to see",
                            "the watched cases are shown to who proposed the change, signs it or"
                                    + " may propose policies",
                            "the change's page has the figures")
                    .asException();
        }
        var out = new StringBuilder("at,what,case,live,would,differs,because\r\n");
        for (var w : changes.shadows().watched(change.id(), ShadowAsk.MOST_CASES)) {
            out.append(
                            Csv.line(
                                    w.at().toString(),
                                    w.subject(),
                                    w.caseId().orElse(""),
                                    w.live(),
                                    w.would(),
                                    String.valueOf(w.differs()),
                                    w.because()))
                    .append("\r\n");
        }
        e.download(
                "shadow-" + change.id() + ".csv",
                "text/csv; charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ChangeRequest change(Exchange e) {
        var id = e.pathParam("id");
        return changes.find(id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-change",
                                        "No such change",
                                        "there is no change `" + id + "`",
                                        "the Changes page lists them")
                                .asException());
    }
}
