package dev.countersign.desk;

import dev.countersign.desk.rules.Standing;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A case as it stands.
///
/// @param standing what decides what may happen next
/// @param assignedTo who was asked to decide it; others may still
/// @param textNow what would be released or done now: the proposed text, or an edit of it
/// @param pastQueues roles that it waited for before: who passed it on may see what came of it
/// @param response how soon somebody answers an exception
/// @param answerFinal what was or will be released; present once approved
public record ExceptionCase(
        String id,
        NewCase opened,
        Standing standing,
        Optional<String> takenBy,
        Optional<String> assignedTo,
        String textNow,
        Optional<String> answerFinal,
        Instant openedAt,
        Instant dueAt,
        Optional<Instant> breachedAt,
        Optional<Instant> settledAt,
        List<String> pastQueues,
        Response response,
        List<Decided> decisions) {
    static final List<String> REVIEWERS =
            List.of("compliance_liaison", "process_quality", "programme_manager");

    public ExceptionCase {
        pastQueues = List.copyOf(pastQueues);
        decisions = List.copyOf(decisions);
    }

    public enum State {
        OPEN,
        APPROVED,
        DENIED,
        /// Nobody decided in time; it counts as denied.
        EXPIRED
    }

    public State state() {
        return State.valueOf(standing.state().name());
    }

    /// Rises with every change; a decision names the one it was taken on.
    public int version() {
        return standing.version();
    }

    /// Whose turn it is.
    public String approverRole() {
        return standing.queue();
    }

    /// Whoever raised it, whoever may decide it, whoever decided on it before, and those who review
    /// how decisions are taken.
    public boolean readableBy(Reader reader) {
        return opened.raisedBy().equals(reader.id())
                || standing.needed().stream().anyMatch(reader::has)
                || reader.has(opened.approverRole())
                || pastQueues.stream().anyMatch(reader::has)
                || REVIEWERS.stream().anyMatch(reader::has)
                || decisions.stream().anyMatch(d -> d.approver().equals(reader.id()));
    }

    public boolean isOpen() {
        return standing.isOpen();
    }

    /// Whether any decision about it was ever reversed.
    public boolean isOverturned() {
        return decisions.stream().anyMatch(d -> d.kind() == Decided.Kind.OVERTURNED);
    }

    /// What the machine said of the category that was not told; empty where it said nothing.
    public Optional<Reason> triage() {
        return opened.reasons().stream().filter(r -> r.rule().equals(Reason.TRIAGE)).findFirst();
    }

    /// The category that the machine would choose; empty where it was unsure or not asked.
    public String proposedCategory() {
        return triage().map(Reason::fact).orElse("");
    }

    /// What the reviewer's screen showed, in one digest: an approval of anything else is refused.
    public String shownDigest() {
        return opened.requestDigest() + "." + opened.answerDigest();
    }

    /// Digest of what would be done: what was asked, what was proposed, and the text as it is now.
    static String content(String requestDigest, String answerDigest, String textNow) {
        return Digests.hex(requestDigest + "." + answerDigest + "." + Digests.hex(textNow));
    }

    ExceptionCase with(List<Decided> taken) {
        return new ExceptionCase(
                id,
                opened,
                standing,
                takenBy,
                assignedTo,
                textNow,
                answerFinal,
                openedAt,
                dueAt,
                breachedAt,
                settledAt,
                pastQueues,
                response,
                taken);
    }
}
