package dev.countersign.cohort;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// When a cohort can meet.
///
/// @param monday of the programme's first week
/// @param days of each week, in order
/// @param minutes of a session
/// @param weeks of the programme; empty for those that the course names
/// @param rows days with modules of their own; where there are some, they are all there is
public record Timetable(
        ZoneId zone,
        LocalDate monday,
        Set<DayOfWeek> days,
        LocalTime from,
        int minutes,
        List<Integer> weeks,
        List<Row> rows) {
    public static final int LONGEST = 12 * 60;

    public Timetable {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(
                    "`%s` is a %s; a cohort begins its weeks on a Monday"
                            .formatted(monday, Agenda.name(monday.getDayOfWeek())));
        }
        if (days.isEmpty() && rows.isEmpty()) {
            throw new IllegalArgumentException("no day of the week is chosen");
        }
        if (minutes < 15 || minutes > LONGEST) {
            throw new IllegalArgumentException(
                    "a session has 15 to " + LONGEST + " minutes, not " + minutes);
        }
        days = days.isEmpty() ? Set.of() : EnumSet.copyOf(days);
        weeks = weeks.stream().distinct().sorted().toList();
        rows = List.copyOf(rows);
    }

    /// One day of the plan by hand.
    ///
    /// @param modules that may be taught then; empty for any
    public record Row(int week, DayOfWeek day, List<String> modules) {
        public Row {
            modules = List.copyOf(modules);
        }
    }
}
