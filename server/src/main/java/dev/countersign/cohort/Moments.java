package dev.countersign.cohort;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// Local times as instants.
final class Moments {
    private Moments() {}

    /// Where clocks skip the time, the moment at which they do; where it comes twice, the first.
    static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        var local = day.atTime(time);
        var change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
