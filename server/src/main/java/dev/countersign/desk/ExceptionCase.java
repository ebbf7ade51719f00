package dev.countersign.desk;

import dev.countersign.people.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A case as it stands.
///
/// @param version rises with every change; a decision names the one it was taken on
/// @param answerFinal what was or will be released; present once approved
public record ExceptionCase(
        String id,
        NewCase opened,
        State state,
        int version,
        String approverRole,
        Optional<String> takenBy,
        Optional<String> answerFinal,
        Instant openedAt,
        Instant dueAt,
        Optional<Instant> breachedAt,
        Optional<Instant> settledAt,
        List<Decided> decisions) {
    static final List<String> REVIEWERS =
            List.of("compliance_liaison", "process_quality", "programme_manager");

    public ExceptionCase {
        decisions = List.copyOf(decisions);
    }

    public enum State {
        OPEN,
        APPROVED,
        DENIED,
        /// Nobody decided in time; it counts as denied.
        EXPIRED
    }

    /// Whoever raised it, whoever may decide it, whoever decided on it before, and those who review
    /// how decisions are taken.
    public boolean readableBy(Identity reader) {
        return opened.raisedBy().equals(reader.id())
                || reader.has(approverRole)
                || reader.has(opened.approverRole())
                || reader.hasAny(REVIEWERS)
                || decisions.stream().anyMatch(d -> d.approver().equals(reader.id()));
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether any decision about it was ever reversed.
    public boolean isOverturned() {
        return decisions.stream().anyMatch(d -> d.kind() == Decided.Kind.OVERTURNED);
    }

    /// What the reviewer's screen showed, in one digest: an approval of anything else is refused.
    public String shownDigest() {
        return opened.requestDigest() + "." + opened.answerDigest();
    }
}
