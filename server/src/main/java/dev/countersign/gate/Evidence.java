package dev.countersign.gate;

import java.math.BigDecimal;
import java.time.Instant;

/// A recorded fact that counts towards a condition.
///
/// @param tool the tool it opens; [#ANY] where it is about the person and any tool may ask for it
/// @param conditionType as [Condition.Recorded#key]
/// @param amount a score for `quiz`, a level for a competency, 1 for yes and 0 for no elsewhere
public record Evidence(
        String personId,
        String tool,
        String conditionType,
        BigDecimal amount,
        String source,
        String recordedBy,
        Instant recordedAt) {
    /// Counts for every gate that asks for it.
    public static final String ANY = "*";

    Evidence at(Instant when) {
        return new Evidence(personId, tool, conditionType, amount, source, recordedBy, when);
    }
}
