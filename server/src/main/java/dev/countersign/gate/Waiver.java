package dev.countersign.gate;

import java.time.Instant;
import java.util.Optional;

/// A named, dated permission to use a tool without meeting a condition.
///
/// @param conditionType the condition it stands in for
public record Waiver(
        String id,
        String personId,
        String tool,
        String conditionType,
        String reason,
        String grantedBy,
        Instant grantedAt,
        Instant validUntil,
        Optional<Instant> revokedAt) {
    public boolean holds(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(validUntil);
    }
}
