package dev.countersign.training;

import java.time.Instant;
import java.util.Optional;

/// One go at a drill; every one is kept.
///
/// @param digest of the pack as it was when it began
/// @param seed says what is asked, and in which order
/// @param right answers, once it has ended
public record LabTry(
        String id,
        String work,
        String digest,
        int number,
        long seed,
        Instant startedAt,
        Optional<Instant> endedAt,
        int right,
        int asked) {
    public boolean isOpen() {
        return endedAt.isEmpty();
    }
}
