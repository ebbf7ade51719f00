package dev.countersign.cohort;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// When somebody is not to be reminded: a stretch of every day, by the clock on their wall, and
/// whole days. Immutable.
///
/// @param from until `to`, over midnight where it is later; equal where no stretch is quiet
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> daysOff) {
    private static final int DAYS_AHEAD = 9;

    public QuietHours {
        daysOff = Set.copyOf(daysOff);
    }

    /// Evenings, nights and weekends.
    public static QuietHours usual(ZoneId zone) {
        return new QuietHours(
                zone,
                LocalTime.of(20, 0),
                LocalTime.of(8, 0),
                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    }

    public boolean isQuiet(Instant at) {
        var local = at.atZone(zone);
        if (daysOff.contains(local.getDayOfWeek())) {
            return true;
        }
        var time = local.toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : from.isAfter(to) && (!time.isBefore(from) || time.isBefore(to));
    }

    /// The first moment from `at` on that is not quiet; empty where there is none in nine days.
    public Optional<Instant> next(Instant at) {
        if (!isQuiet(at)) {
            return Optional.of(at);
        }
        // Quiet ends only at midnight, at `to`, or where clocks change.
        var ends = new TreeSet<Instant>();
        var today = at.atZone(zone).toLocalDate();
        for (var d = 0; d <= DAYS_AHEAD; d++) {
            var day = today.plusDays(d);
            ends.add(Moments.at(day, LocalTime.MIDNIGHT, zone));
            ends.add(Moments.at(day, to, zone));
            ends.add(day.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant());
        }
        var change = zone.getRules().nextTransition(at);
        if (change != null) {
            ends.add(change.getInstant());
        }
        return ends.tailSet(at, false).stream().filter(e -> !isQuiet(e)).findFirst();
    }

    /// When to tell what should be told at `ideal`: then, or at the next moment that is not quiet;
    /// empty where it would be pointless by then.
    ///
    /// @param pointless from this moment on
    public Optional<Instant> moment(Instant ideal, Instant pointless) {
        return next(ideal).filter(at -> at.isBefore(pointless));
    }
}
