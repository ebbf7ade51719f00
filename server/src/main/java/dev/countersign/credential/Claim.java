package dev.countersign.credential;

import java.time.Instant;
import java.util.Optional;

/// A level of a competency whose proof is met.
///
/// @param level from 1, in the order of the competency's levels
/// @param since when the last of what proves it was accepted
/// @param until from when on it no longer holds; empty: it stays
public record Claim(int level, Instant since, Optional<Instant> until) {
    public boolean holds(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
