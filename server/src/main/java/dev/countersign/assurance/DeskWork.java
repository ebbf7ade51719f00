package dev.countersign.assurance;

import dev.countersign.desk.Decided;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/// Cases of the desk as work for tools in shadow mode: what somebody decided, or is about to, a
/// tool answers unseen. Threads may share it.
public final class DeskWork {
    static final String SOURCE = "desk";

    private final Storage storage;
    private final Desk desk;
    private final Assurance assurance;
    private final Supplier<List<Tool>> tools;
    private final BiPredicate<Identity, String> mayRun;
    private final SampleStore samples = new SampleStore();

    /// @param mayRun whether a role of somebody includes a prompt
    public DeskWork(
            Storage storage,
            Desk desk,
            Assurance assurance,
            Supplier<List<Tool>> tools,
            BiPredicate<Identity, String> mayRun) {
        this.storage = storage;
        this.desk = desk;
        this.assurance = assurance;
        this.tools = tools;
        this.mayRun = mayRun;
    }

    /// A tool that a case is work for, or could be.
    ///
    /// @param sample what became of it; empty where it is not used yet
    public record Offer(String tool, Optional<WorkSample> sample) {}

    /// What this reader can use a case for, and has used it for.
    public List<Offer> offers(Identity who, ExceptionCase c) {
        return tools.get().stream()
                .map(t -> new Offer(t.name(), used(t, c.id())))
                .filter(o ->
                        o.sample()
                                .map(s -> s.worker().equals(who.id()))
                                .orElseGet(() -> open(who, c, o.tool())))
                .toList();
    }

    private boolean open(Identity who, ExceptionCase c, String tool) {
        try {
            require(who, c, assurance.tool(tool));
            return true;
        } catch (ProblemException not) {
            return false;
        }
    }

    private Optional<WorkSample> used(Tool tool, String caseId) {
        return storage.read(tx -> samples.bySource(tx, tool.name(), SOURCE, caseId));
    }

    /// Uses a case as shadow work, once: again gives what there is, with the decision that was
    /// taken meanwhile as the person's own answer.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where it is somebody else's
    ///   sample already, 422 where it is no work for this tool
    public WorkSample use(Identity who, String caseId, String toolName) {
        var tool = assurance.tool(toolName);
        var c =
                desk.find(caseId)
                        .filter(f -> f.readableBy(desk.reader(who)))
                        .orElseThrow(() ->
                                refused(
                                        404,
                                        "unknown-case",
                                        "there is no case `" + caseId + "` that you may see",
                                        "look it up in your queue"));
        require(who, c, tool);
        var own = decidedBy(who, c).map(DeskWork::inWords);
        var sample =
                assurance
                        .put(
                                who,
                                List.of(
                                        new NewWork(
                                                tool.name(),
                                                SOURCE,
                                                c.id(),
                                                who.id(),
                                                c.opened().requestShown(),
                                                own)))
                        .getFirst();
        if (!sample.worker().equals(who.id())) {
            throw refused(
                    409,
                    "used",
                    "this case is shadow work of `%s` for `%s` already"
                            .formatted(sample.worker(), tool.name()),
                    "use a case that only you decided");
        }
        if (own.isPresent() && sample.stage() == WorkSample.Stage.WAITS_FOR_PERSON) {
            assurance.answer(who, sample.id(), own.get());
            return assurance.sample(who, sample.id());
        }
        return sample;
    }

    private void require(Identity who, ExceptionCase c, Tool tool) {
        switch (c.opened().kind()) {
            case EXCEPTION -> {}
            case HELD_ANSWER, BLOCKED_ANSWER -> {
                if (c.opened().tool().equals(tool.prompt())) {
                    throw refused(
                            422,
                            "seen",
                            "this case shows what `" + tool.name() + "` answered",
                            "use work on which nobody has seen its answer");
                }
            }
            case REFUSED_ACTION, REVIEW, CHANGE ->
                    throw refused(
                            422,
                            "kind",
                            "requests for actions, reviews and changes are no work for a tool",
                            "use an exception or a held answer");
        }
        if (!isWorkOf(who, c)) {
            throw refused(
                    403,
                    "own-work",
                    "this case is not your work: you have not decided it, and it does not wait for"
                            + " you",
                    "whoever decides it can use it");
        }
        if (!mayRun.test(who, tool.prompt())) {
            throw refused(
                    403,
                    "role",
                    "`%s` runs `%s`, which no role of yours includes"
                            .formatted(tool.name(), tool.prompt()),
                    "choose a tool of your own role");
        }
    }

    private boolean isWorkOf(Identity who, ExceptionCase c) {
        return decidedBy(who, c).isPresent()
                || c.isOpen()
                        && (c.takenBy().filter(who.id()::equals).isPresent()
                                || c.assignedTo().filter(who.id()::equals).isPresent()
                                || desk.whyNot(c, who).isEmpty());
    }

    /// Their newest word on it, which they have not taken back.
    private static Optional<Decided> decidedBy(Identity who, ExceptionCase c) {
        var found = Optional.<Decided>empty();
        for (var d : c.decisions()) {
            if (d.approver().equals(who.id())) {
                found =
                        switch (d.kind()) {
                            case APPROVED, EDITED_AND_APPROVED, DENIED, ESCALATED -> Optional.of(d);
                            case TAKEN_BACK -> Optional.empty();
                            case OVERTURNED, BROKE_GLASS, AMENDED, CATEGORISED -> found;
                        };
            }
        }
        return found;
    }

    /// The text they wrote in place of the proposed one; else what they decided, and why.
    private static String inWords(Decided d) {
        return d.answer()
                .orElseGet(() ->
                        switch (d.kind()) {
                                    case DENIED -> "Deny";
                                    case ESCALATED ->
                                            "Escalate to "
                                                    + d.escalatedTo()
                                                            .orElse("another role")
                                                            .replace('_', ' ');
                                    default -> "Approve";
                                }
                                + ": "
                                + d.justification());
    }

    private static RuntimeException refused(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Not used as shadow work", detail, remedy).asException();
    }
}
