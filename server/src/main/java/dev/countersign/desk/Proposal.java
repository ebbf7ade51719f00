package dev.countersign.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A learner's decision about a real case, which counts once a mentor has co-signed it.
///
/// @param seenVersion the version of the case that the learner was shown
/// @param because what the learner still lacks to decide alone
/// @param mentors ids of those of whom one must co-sign
/// @param mentor who ended it
/// @param words what the mentor said
public record Proposal(
        String id,
        String caseId,
        int seenVersion,
        String learner,
        WrittenDecision decision,
        List<String> because,
        List<String> mentors,
        Instant proposedAt,
        State state,
        Optional<String> mentor,
        Optional<String> words,
        Optional<Instant> endedAt) {
    public Proposal {
        because = List.copyOf(because);
        mentors = List.copyOf(mentors);
    }

    public enum State {
        WAITS,
        COSIGNED,
        SENT_BACK,
        /// The learner has written another one instead.
        REPLACED
    }
}
