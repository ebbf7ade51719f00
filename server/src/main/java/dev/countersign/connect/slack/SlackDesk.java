package dev.countersign.connect.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.slack.SlackModal.Filled;
import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decided;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a known person does at the desk from Slack. The desk's own rules say what they may.
public final class SlackDesk {
    private final Desk desk;
    private final People people;
    private final Supplier<Routing> routing;
    private final Supplier<String> playbookInForce;
    private final Supplier<String> address;
    private final InstantSource clock;

    public SlackDesk(
            Desk desk,
            People people,
            Supplier<Routing> routing,
            Supplier<String> playbookInForce,
            Supplier<String> address,
            InstantSource clock) {
        this.desk = desk;
        this.people = people;
        this.routing = routing;
        this.playbookInForce = playbookInForce;
        this.address = address;
        this.clock = clock;
    }

    /// The form, or why there is none.
    ObjectNode review(Identity who, String caseId) {
        return readable(who, caseId)
                .map(c -> SlackModal.view(shown(who, c)))
                .orElseGet(() -> noSuchCase(caseId));
    }

    private static ObjectNode noSuchCase(String caseId) {
        return SlackModal.message(
                "No such case", "There is no case " + caseId + " that you may see.", "", "");
    }

    private Optional<ExceptionCase> readable(Identity who, String caseId) {
        return desk.find(caseId).filter(c -> c.readableBy(desk.reader(who)));
    }

    private SlackModal.Shown shown(Identity who, ExceptionCase c) {
        var whyNot = desk.whyNot(c, who).orElse("");
        var kind = c.opened().kind();
        // As on the page: whoever asked gets an answer by fetching the call, and not before.
        var kept =
                (kind == NewCase.Kind.HELD_ANSWER || kind == NewCase.Kind.BLOCKED_ANSWER)
                        && c.opened().raisedBy().equals(who.id());
        return new SlackModal.Shown(
                c,
                kept ? "" : c.textNow(),
                c.opened()
                        .facts()
                        .map(f -> f.evidence())
                        .filter(e -> !e.isEmpty())
                        .orElse(c.opened().requestShown()),
                whyNot.replace("`", "\""),
                desk.mayBreakGlass(c, who),
                people.everyone().stream()
                        .flatMap(p -> p.roles().stream())
                        .filter(r -> !r.equals(c.approverRole()) && !r.equals("administrator"))
                        .distinct()
                        .sorted()
                        .toList(),
                c.opened()
                        .facts()
                        .flatMap(f -> routing.get().rowOf(f.category()))
                        .map(row -> row.owner().name())
                        .orElse(""),
                link(c.id()));
    }

    /// Takes the decision, or says at which field or why it is none.
    JsonNode decide(Identity who, JsonNode view) {
        var filled = SlackModal.filled(view);
        var found = readable(who, filled.caseId());
        if (found.isEmpty()) {
            return SlackModal.instead(noSuchCase(filled.caseId()));
        }
        var c = found.get();
        if (isDone(c, filled, who)) {
            return confirmed(c);
        }
        if (c.version() != filled.version() || !c.standing().content().equals(filled.shown())) {
            return stale(c, filled);
        }
        var wrong = filled.written().wrong(c, clock.instant());
        if (!wrong.isEmpty()) {
            return SlackModal.errors(view, wrong);
        }
        try {
            return confirmed(
                    desk.decide(
                            c.id(),
                            filled.version(),
                            filled.written().decision(),
                            who,
                            playbookInForce.get()));
        } catch (ProblemException refused) {
            var now = desk.find(c.id()).orElse(c);
            if (isDone(now, filled, who)) {
                return confirmed(now);
            }
            var p = refused.problem();
            return SlackModal.instead(
                    SlackModal.message(
                            p.title(),
                            SlackModal.sentences(p.detail(), p.remedy())
                                    + (p.because().isEmpty()
                                            ? ""
                                            : "\n" + String.join("\n", p.because()))
                                    + typed(filled),
                            c.id(),
                            link(c.id())));
        }
    }

    /// The same person said the same thing on the same version: Slack sent it again.
    private static boolean isDone(ExceptionCase c, Filled filled, Identity who) {
        var at = filled.version() - 1;
        if (c.version() <= filled.version() || c.decisions().isEmpty()) {
            return false;
        }
        var last = c.decisions().getLast();
        return at >= 0
                && c.version() == filled.version() + 1
                && last.approver().equals(who.id())
                && kind(last.kind()).equals(filled.written().chosen())
                && last.justification().equals(filled.written().justification().strip());
    }

    private static String kind(Decided.Kind kind) {
        return switch (kind) {
            case APPROVED -> "approve";
            case EDITED_AND_APPROVED -> "edit_and_approve";
            case DENIED -> "deny";
            case ESCALATED -> "escalate";
            case BROKE_GLASS -> "break_glass";
            case OVERTURNED, TAKEN_BACK, AMENDED, CATEGORISED -> "";
        };
    }

    private JsonNode stale(ExceptionCase c, Filled filled) {
        var last = c.decisions().isEmpty() ? null : c.decisions().getLast();
        var who =
                last == null
                        ? "It changed."
                        : name(last.approver())
                                + " · "
                                + last.kind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')
                                + ".";
        return SlackModal.instead(
                SlackModal.message(
                        "It moved on",
                        "Nothing was decided: this case changed while you had it open. "
                                + who
                                + typed(filled),
                        c.id(),
                        link(c.id())));
    }

    private static String typed(Filled filled) {
        return "\n\nWhat you wrote, so that it is not lost:\n"
                + SlackJson.cut(filled.written().justification(), 2_000);
    }

    private JsonNode confirmed(ExceptionCase c) {
        var last = c.decisions().getLast();
        var words =
                switch (last.kind()) {
                    case APPROVED, EDITED_AND_APPROVED, BROKE_GLASS -> "Approved";
                    case DENIED -> "Denied";
                    case ESCALATED ->
                            "Passed on to " + last.escalatedTo().orElse("").replace('_', ' ');
                    case OVERTURNED, TAKEN_BACK, AMENDED, CATEGORISED -> "Recorded";
                };
        return SlackModal.instead(
                SlackModal.message(
                        "Recorded",
                        words
                                + ", with your name and your reason on the record."
                                + (c.isOpen() && last.kind() != Decided.Kind.ESCALATED
                                        ? " It waits for "
                                                + c.approverRole().replace('_', ' ')
                                                + " now."
                                        : ""),
                        "",
                        ""));
    }

    List<ExceptionCase> queue(Identity who) {
        return desk.query(mine(who).sort(CaseQuery.Sort.DUE).limit(SlackHome.MOST));
    }

    int waiting(Identity who) {
        return desk.waitingFor(who);
    }

    private CaseQuery.Builder mine(Identity who) {
        return CaseQuery.where()
                .state(ExceptionCase.State.OPEN)
                .queues(desk.reader(who).roles())
                .notRaisedBy(who.id());
    }

    String queueLink() {
        return address.get() + "/work";
    }

    private String link(String caseId) {
        return address.get() + "/cases/" + caseId;
    }

    private String name(String id) {
        return people.person(id).map(p -> p.name()).orElse(id);
    }
}
