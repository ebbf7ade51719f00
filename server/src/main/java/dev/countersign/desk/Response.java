package dev.countersign.desk;

import java.time.Instant;
import java.util.Optional;

/// How soon a case gets its first answer: somebody takes it or decides it.
///
/// @param dueAt empty while the clock is paused, or where the case has no such clock
/// @param pausedSince while it waits for somebody outside
public record Response(
        Optional<Instant> dueAt,
        Optional<Instant> answeredAt,
        Optional<Instant> missedAt,
        Optional<Instant> pausedSince) {
    static final Response NONE =
            new Response(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
