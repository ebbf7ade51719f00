package dev.countersign.desk;

import java.time.Instant;
import java.util.Optional;

/// Somebody's role at the desk, lent to somebody else for a while.
///
/// @param starts the first instant at which it holds; `ends` the first at which it does not
public record Delegation(
        String id,
        String from,
        String to,
        String role,
        String reason,
        String madeBy,
        Instant madeAt,
        Instant starts,
        Instant ends,
        Optional<Instant> endedAt) {
    public boolean holdsAt(Instant now) {
        return endedAt.isEmpty() && !now.isBefore(starts) && now.isBefore(ends);
    }
}
