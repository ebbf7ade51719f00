package dev.countersign.credential;

import java.time.Instant;
import java.util.Optional;

/// A signed credential, as it was given out.
///
/// @param name the competency's or pack's id
/// @param level 0 for a course
/// @param jwt empty while it is not signed yet, and where its holder was erased
public record Credential(
        String id,
        String person,
        Kind kind,
        String name,
        int level,
        int statusIndex,
        Optional<String> jwt,
        Instant issuedAt,
        Optional<Instant> validUntil,
        Optional<Instant> revokedAt) {
    public enum Kind {
        COMPETENCY,
        COURSE
    }

    public boolean holds(Instant now) {
        return revokedAt.isEmpty() && validUntil.filter(end -> !now.isBefore(end)).isEmpty();
    }

    Credential signed(String text) {
        return new Credential(
                id,
                person,
                kind,
                name,
                level,
                statusIndex,
                Optional.of(text),
                issuedAt,
                validUntil,
                revokedAt);
    }
}
