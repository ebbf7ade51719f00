package dev.countersign.measure;

import dev.countersign.playbook.KpiSpec;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// KPIs that are counted from the records, by weeks from Monday to Sunday that are over.
///
/// @param zone in which days begin
record Weeks(Counted counted, ZoneId zone, LocalDate today) {
    /// How many weeks the newest value is of: one alone says too little.
    static final int NEWEST = 4;

    private static final int TREND = 12;

    /// The Monday after the last week that is over.
    private LocalDate end() {
        return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    Optional<Value> newest(KpiSpec spec) {
        return between(spec, end().minusWeeks(NEWEST), end().minusDays(1));
    }

    /// The oldest first; weeks without work are left out.
    List<Value> trend(KpiSpec spec) {
        var out = new ArrayList<Value>();
        for (var week = TREND; week > 0; week--) {
            var monday = end().minusWeeks(week);
            between(spec, monday, monday.plusDays(6)).ifPresent(out::add);
        }
        return out;
    }

    Optional<Value> between(KpiSpec spec, LocalDate from, LocalDate to) {
        return spec.figure()
                .flatMap(f ->
                        counted.of(
                                f,
                                from.atStartOfDay(zone).toInstant(),
                                to.plusDays(1).atStartOfDay(zone).toInstant()))
                .map(c -> new Value(c.value(), from, to, Optional.of(c.pieces())));
    }
}
