package dev.countersign.report;

import dev.countersign.gateway.CallState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// How calls were judged on each of the last days, for a chart and the table behind it.
///
/// @param days the oldest first
public record Days(List<Day> days) {
    public Days {
        days = List.copyOf(days);
    }

    /// One day in the reader's zone.
    public record Day(LocalDate date, Window window, int released, int held, int blocked) {
        public int total() {
            return released + held + blocked;
        }

        public String link(String outcome) {
            return window.calls("outcome=" + outcome);
        }
    }

    public static Days last(
            int howMany,
            Instant now,
            ZoneId zone,
            BiFunction<Instant, Instant, Map<CallState, Integer>> outcomes) {
        var today = now.atZone(zone).toLocalDate();
        var days = new ArrayList<Day>();
        for (var back = howMany - 1; back >= 0; back--) {
            var date = today.minusDays(back);
            var window =
                    new Window(
                            date.atStartOfDay(zone).toInstant(),
                            date.plusDays(1).atStartOfDay(zone).toInstant());
            var counts = outcomes.apply(window.from(), window.to());
            days.add(
                    new Day(
                            date,
                            window,
                            counts.getOrDefault(CallState.RELEASED, 0),
                            counts.getOrDefault(CallState.HELD, 0),
                            counts.getOrDefault(CallState.BLOCKED, 0)));
        }
        return new Days(days);
    }

    /// The longest bar; at least one, so that an empty chart can be drawn.
    public int most() {
        return Math.max(1, days.stream().mapToInt(Day::total).max().orElse(1));
    }

    public int released() {
        return days.stream().mapToInt(Day::released).sum();
    }

    public int held() {
        return days.stream().mapToInt(Day::held).sum();
    }

    public int blocked() {
        return days.stream().mapToInt(Day::blocked).sum();
    }

    /// All days together.
    public Window window() {
        return new Window(days.getFirst().window().from(), days.getLast().window().to());
    }
}
