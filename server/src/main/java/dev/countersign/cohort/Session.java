package dev.countersign.cohort;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// When a cohort meets.
///
/// @param counts whether being there counts as attendance; a kick-off or office hours need not
/// @param parts minutes by module
/// @param link of a meeting; may be empty
/// @param sequence rises with every change
public record Session(
        String id,
        String cohort,
        String title,
        boolean counts,
        Map<String, Integer> parts,
        Instant starts,
        Instant ends,
        String place,
        String link,
        boolean cancelled,
        int sequence,
        Instant changed) {
    public Session {
        parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("a session ends after it starts");
        }
    }

    public int minutes() {
        return (int) Duration.between(starts, ends).toMinutes();
    }

    /// What was before a change, and why it is no more.
    public record Change(
            int sequence, Instant wasStart, Instant wasEnd, String reason, String by, Instant at) {}
}
