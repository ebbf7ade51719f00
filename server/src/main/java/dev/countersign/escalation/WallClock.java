package dev.countersign.escalation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// When a time of day is reached, where clocks are put forward and back.
final class WallClock {
    private WallClock() {}

    /// The first instant at which the clock on the wall shows this time or a later one: after a gap
    /// the first instant behind it, in an overlap the earlier of the two. So a day's opening times
    /// stay in order and no stretch of time is counted twice.
    static Instant reaches(LocalDateTime time, ZoneId zone) {
        var rules = zone.getRules();
        var transition = rules.getTransition(time);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return time.toInstant(rules.getValidOffsets(time).getFirst());
    }
}
