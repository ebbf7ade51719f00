package dev.countersign.cohort;

import dev.countersign.kernel.Refusal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// What people typed, read; what cannot be read is told with what to write.
public final class Typed {
    private Typed() {}

    /// @param weeks may be empty, and so may `rows`
    /// @throws dev.countersign.kernel.ProblemException 422
    public static Timetable timetable(
            String zone,
            String monday,
            Collection<String> days,
            String from,
            int minutes,
            List<Integer> weeks,
            List<Timetable.Row> rows) {
        var area = zone(zone);
        var day = date(monday);
        var time = time(from);
        var when = days(days);
        return read(
                () -> new Timetable(area, day, when, time, minutes, weeks, rows),
                "timetable",
                "choose a Monday, at least one day, and 15 to %d minutes"
                        .formatted(Timetable.LONGEST));
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static QuietHours quiet(String zone, String from, String to, Collection<String> off) {
        return new QuietHours(zone(zone), time(from), time(to), days(off));
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static ZoneId zone(String text) {
        return read(() -> ZoneId.of(text), "zone", "write a time zone such as `Europe/Amsterdam`");
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static LocalDate date(String text) {
        return read(() -> LocalDate.parse(text), "date", "write a date such as `2026-11-23`");
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static LocalTime time(String text) {
        return read(
                () -> LocalTime.parse(text).withSecond(0).withNano(0),
                "time",
                "write a time of day such as `09:00`");
    }

    /// A local time in a zone, or an instant.
    ///
    /// @throws dev.countersign.kernel.ProblemException 422
    public static Instant moment(String text, ZoneId zone) {
        return read(
                () -> {
                    if (text.endsWith("Z")) {
                        return Instant.parse(text);
                    }
                    var local = LocalDateTime.parse(text);
                    return Moments.at(local.toLocalDate(), local.toLocalTime(), zone);
                },
                "start",
                "write `2026-11-23T09:00` in the zone of the cohort, or `2026-11-23T08:00:00Z`");
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static Set<DayOfWeek> days(Collection<String> names) {
        var out = EnumSet.noneOf(DayOfWeek.class);
        names.forEach(n -> out.add(day(n)));
        return out;
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (name.length() >= 3
                    && day.name().startsWith(name.strip().toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw problem("day", "`" + name + "` is no day", "write `mon`, `tue` and so on");
    }

    private static <T> T read(Supplier<T> reading, String what, String remedy) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw problem(what, String.valueOf(e.getMessage()), remedy);
        }
    }

    private static RuntimeException problem(String code, String detail, String remedy) {
        return Refusal.of(422, code, detail, remedy);
    }
}
