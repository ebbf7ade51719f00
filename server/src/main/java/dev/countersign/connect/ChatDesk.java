package dev.countersign.connect;

import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decided;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import dev.countersign.desk.WrittenDecision;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.ui.Words;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What a known person does at the desk from any chat. The desk's own rules say what they may.
public final class ChatDesk {
    private static final int MOST_KEPT = 2_000;

    private final Desk desk;
    private final People people;
    private final Supplier<Routing> routing;
    private final Supplier<String> playbookInForce;
    private final Supplier<String> address;
    private final InstantSource clock;
    private final String base;

    public ChatDesk(
            Desk desk,
            People people,
            Supplier<Routing> routing,
            Supplier<String> playbookInForce,
            Supplier<String> address,
            InstantSource clock) {
        this(desk, people, routing, playbookInForce, address, clock, "");
    }

    /// @param base before the paths of its pages; empty at the main desk
    ChatDesk(
            Desk desk,
            People people,
            Supplier<Routing> routing,
            Supplier<String> playbookInForce,
            Supplier<String> address,
            InstantSource clock,
            String base) {
        this.desk = desk;
        this.people = people;
        this.routing = routing;
        this.playbookInForce = playbookInForce;
        this.address = address;
        this.clock = clock;
        this.base = base;
    }

    /// What a form shows.
    ///
    /// @param text what would be released or done; empty where this reader may not see it
    /// @param evidence as the source sent it, masked
    /// @param whyNot why this reader may not decide; empty where they may
    /// @param emergency whether they may approve past the groups instead
    /// @param mayApprove whether an approval is theirs, beside other decisions
    /// @param roles that it can be passed on to
    /// @param owner the role that the matrix proposes; may be empty
    public record Shown(
            ExceptionCase exceptionCase,
            String text,
            String evidence,
            String whyNot,
            boolean emergency,
            boolean mayApprove,
            List<String> roles,
            String owner,
            String link) {
        public Shown {
            roles = List.copyOf(roles);
        }
    }

    /// What came back of a form.
    ///
    /// @param version of the case that was shown
    /// @param shown digest of what would have been done
    public record Filled(String caseId, int version, String shown, WrittenDecision written) {}

    /// How a form that came back ended.
    public sealed interface Outcome {
        record Recorded(String sentence) implements Outcome {}

        record Wrong(List<WrittenDecision.Wrong> fields) implements Outcome {
            public Wrong {
                fields = List.copyOf(fields);
            }
        }

        /// @param caseId to look at again; empty where that leads nowhere
        record Nothing(String title, String text, String caseId) implements Outcome {}
    }

    /// Empty where there is no such case for this reader.
    public Optional<Shown> shown(Identity who, String caseId) {
        return readable(who, caseId).map(c -> shown(who, c));
    }

    private Optional<ExceptionCase> readable(Identity who, String caseId) {
        return desk.find(caseId).filter(c -> c.readableBy(desk.reader(who)));
    }

    private Shown shown(Identity who, ExceptionCase c) {
        var kind = c.opened().kind();
        // As on the page: whoever asked gets an answer by fetching the call, and not before.
        var kept =
                (kind == NewCase.Kind.HELD_ANSWER || kind == NewCase.Kind.BLOCKED_ANSWER)
                        && c.opened().raisedBy().equals(who.id());
        return new Shown(
                c,
                kept ? "" : c.textNow(),
                c.opened()
                        .facts()
                        .map(CaseFacts::evidence)
                        .filter(e -> !e.isEmpty())
                        .orElse(c.opened().requestShown()),
                plain(desk.whyNot(c, who).orElse("")),
                desk.mayBreakGlass(c, who),
                desk.whyNotApprove(c, who).isEmpty(),
                people.everyone().stream()
                        .flatMap(p -> p.roles().stream())
                        .filter(r -> !r.equals(c.approverRole()) && !r.equals("administrator"))
                        .distinct()
                        .sorted()
                        .toList(),
                c.opened()
                        .facts()
                        .flatMap(f -> routing.get().rowOf(f.category(), f.kind()))
                        .map(row -> row.owner().name())
                        .orElse(""),
                link(c.id()));
    }

    /// Takes the decision, or says at which field or why it is none.
    public Outcome decide(Identity who, Filled filled) {
        var found = readable(who, filled.caseId());
        if (found.isEmpty()) {
            return new Outcome.Nothing(
                    "It moved on",
                    "Nothing was decided: case "
                            + filled.caseId()
                            + " is in no queue of yours any more."
                            + typed(filled),
                    "");
        }
        var c = found.get();
        if (isDone(c, filled, who)) {
            return recorded(c);
        }
        if (c.version() != filled.version() || !c.standing().content().equals(filled.shown())) {
            return stale(c, filled);
        }
        var whyNot = desk.whyNot(c, who);
        if (whyNot.isPresent() && !filled.written().chosen().equals("break_glass")) {
            return new Outcome.Nothing(
                    "Not yours to decide",
                    sentences(whyNot.get(), "leave it to somebody else, or escalate it")
                            + typed(filled),
                    "");
        }
        var wrong = filled.written().wrong(c, clock.instant());
        if (!wrong.isEmpty()) {
            return new Outcome.Wrong(wrong);
        }
        try {
            return recorded(
                    desk.decide(
                            c.id(),
                            filled.version(),
                            filled.written().decision(),
                            who,
                            playbookInForce.get()));
        } catch (ProblemException refused) {
            var now = desk.find(c.id()).orElse(c);
            if (isDone(now, filled, who)) {
                return recorded(now);
            }
            var p = refused.problem();
            return new Outcome.Nothing(
                    p.title(),
                    sentences(p.detail(), p.remedy())
                            + (p.because().isEmpty() ? "" : "\n" + String.join("\n", p.because()))
                            + typed(filled),
                    c.id());
        }
    }

    /// The same person said the same thing on the same version: the chat sent it again.
    private static boolean isDone(ExceptionCase c, Filled filled, Identity who) {
        if (c.version() != filled.version() + 1 || c.decisions().isEmpty()) {
            return false;
        }
        var last = c.decisions().getLast();
        return last.approver().equals(who.id())
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

    private Outcome stale(ExceptionCase c, Filled filled) {
        var who =
                c.decisions().isEmpty()
                        ? "It changed."
                        : name(c.decisions().getLast().approver())
                                + " · "
                                + c.decisions()
                                        .getLast()
                                        .kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')
                                + ".";
        return new Outcome.Nothing(
                "It moved on",
                "Nothing was decided: this case changed while you had it open. "
                        + who
                        + typed(filled),
                c.id());
    }

    private static String typed(Filled filled) {
        var text = filled.written().justification();
        return "\n\nWhat you wrote, so that it is not lost:\n"
                + (text.length() > MOST_KEPT ? text.substring(0, MOST_KEPT) + "…" : text);
    }

    private static Outcome recorded(ExceptionCase c) {
        var last = c.decisions().getLast();
        var words =
                switch (last.kind()) {
                    case APPROVED, EDITED_AND_APPROVED, BROKE_GLASS -> "Approved";
                    case DENIED -> "Denied";
                    case ESCALATED ->
                            "Passed on to " + last.escalatedTo().orElse("").replace('_', ' ');
                    case OVERTURNED, TAKEN_BACK, AMENDED, CATEGORISED -> "Recorded";
                };
        return new Outcome.Recorded(
                words
                        + ", with your name and your reason on the record."
                        + (c.isOpen() && last.kind() != Decided.Kind.ESCALATED
                                ? " It waits for " + c.approverRole().replace('_', ' ') + " now."
                                : ""));
    }

    /// The most urgent first.
    public List<ExceptionCase> queue(Identity who, int most) {
        return desk.query(
                CaseQuery.where()
                        .state(ExceptionCase.State.OPEN)
                        .queues(desk.reader(who).roles())
                        .notRaisedBy(who.id())
                        .sort(CaseQuery.Sort.DUE)
                        .limit(most));
    }

    public int waiting(Identity who) {
        return desk.waitingFor(who);
    }

    public String queueLink() {
        return address.get() + base + "/work";
    }

    public String link(String caseId) {
        return address.get() + base + "/cases/" + caseId;
    }

    private String name(String id) {
        return people.person(id).map(p -> p.name()).orElse(id);
    }

    /// Our texts are written for pages, where backticks mark what was typed.
    public static String sentences(String detail, String remedy) {
        return Words.sentences(plain(detail), plain(remedy));
    }

    private static String plain(String text) {
        return text.replace("`", "\"");
    }
}
