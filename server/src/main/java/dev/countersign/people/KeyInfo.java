package dev.countersign.people;

import java.time.Instant;
import java.util.Optional;

/// What may be shown of a key afterwards.
///
/// @param hint its last four characters
/// @param lastUsedAt to the minute; empty where it never was
public record KeyInfo(
        String id,
        String personId,
        String label,
        String hint,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {
    public boolean usable(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(expiresAt);
    }
}
