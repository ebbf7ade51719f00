package dev.countersign.survey;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// When a survey is open: by date, or by the week and day of a cohort. Pure.
public final class Schedule {
    private static final LocalTime OPENS = LocalTime.of(15, 0);

    private Schedule() {}

    public record Window(Instant opens, Instant closes) {}

    /// The windows of a survey that a pack wants in a week, counted from the cohort's first.
    ///
    /// @param day of the week, or `daily` for Monday to Friday
    public static List<Window> inWeek(
            LocalDate cohortBegins, int week, String day, Duration open, ZoneId zone) {
        var monday =
                cohortBegins
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusWeeks(Math.max(1, week) - 1L);
        if (day.equalsIgnoreCase("daily")) {
            return onWorkingDays(monday, 5, open, zone);
        }
        var on = monday.with(TemporalAdjusters.nextOrSame(day(day)));
        return List.of(window(on, open, zone));
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(d -> d.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(DayOfWeek.MONDAY);
    }

    /// One window a day, Monday to Friday.
    public static List<Window> onWorkingDays(
            LocalDate first, int days, Duration open, ZoneId zone) {
        var out = new ArrayList<Window>();
        for (var day = first; out.size() < days; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() <= 5) {
                out.add(window(day, open, zone));
            }
        }
        return out;
    }

    private static Window window(LocalDate day, Duration open, ZoneId zone) {
        var opens = day.atTime(OPENS).atZone(zone).toInstant();
        return new Window(opens, opens.plus(open));
    }
}
