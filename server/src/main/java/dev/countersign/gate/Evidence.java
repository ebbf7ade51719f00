package dev.countersign.gate;

import java.math.BigDecimal;
import java.time.Instant;

/// A recorded fact that counts towards a condition.
///
/// @param amount a score for `quiz`, a number of samples for `shadow_mode`
public record Evidence(
        String personId,
        String tool,
        String conditionType,
        BigDecimal amount,
        String source,
        String recordedBy,
        Instant recordedAt) {
    Evidence at(Instant when) {
        return new Evidence(personId, tool, conditionType, amount, source, recordedBy, when);
    }
}
