package dev.countersign.training;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// Somebody's attempt at a quiz.
///
/// @param digest of the pack as it was when it began
/// @param number from 1
/// @param seed says what is asked, and in which order
/// @param dueAt when it ends by itself; empty without a time limit
/// @param endedBy `submitted` or `time`
/// @param score share of the weights, 0 to 1; empty while it is open
/// @param markedBy digest of a later text of the pack by which it was marked anew
/// @param openItems answers that a mentor must still mark
public record Attempt(
        String id,
        String personId,
        String pack,
        String digest,
        String quiz,
        int number,
        long seed,
        Instant startedAt,
        Optional<Instant> dueAt,
        Optional<Instant> submittedAt,
        Optional<String> endedBy,
        OptionalDouble score,
        int openItems,
        Optional<String> markedBy) {
    public boolean isOpen() {
        return submittedAt.isEmpty();
    }

    boolean isOver(Instant now) {
        return isOpen() && dueAt.filter(d -> !now.isBefore(d)).isPresent();
    }
}
