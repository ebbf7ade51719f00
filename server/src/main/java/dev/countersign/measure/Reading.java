package dev.countersign.measure;

import java.time.Instant;

/// One value of a KPI, with who wrote it down.
///
/// @param replaces the id of the one that it corrects; empty for none
/// @param replacedBy the id of its own correction; empty while it counts
/// @param note where it was read, or why it was corrected
public record Reading(
        String id,
        String kpi,
        Value value,
        String note,
        String replaces,
        String replacedBy,
        String by,
        Instant at) {
    public boolean counts() {
        return replacedBy.isEmpty();
    }
}
