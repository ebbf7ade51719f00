package dev.countersign.bundle;

import java.time.Instant;
import java.util.Optional;

/// What somebody asks of a policy.
///
/// @param version the policy's version when it was written
/// @param caseId the case that made them write it
/// @param answer empty while it is open
public record Feedback(
        String id,
        String policy,
        String version,
        String author,
        String text,
        Optional<String> caseId,
        Instant at,
        State state,
        Optional<Answer> answer) {
    public enum State {
        OPEN,
        /// A version of the policy answers it.
        ANSWERED,
        DECLINED
    }

    /// @param version of the policy that answers it; empty where it was declined
    public record Answer(String version, String text, String by, Instant at) {}
}
