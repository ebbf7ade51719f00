package dev.countersign.escalation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/// One year's open stretches as sorted numbers with their running sum, so that a question about any
/// span costs a binary search. Immutable. All times are milliseconds since the epoch.
final class OpenYear {
    private final int number;
    private final long start;
    private final long end;
    private final long[] opens;
    private final long[] closes;

    // open time before the stretch of the same index
    private final long[] before;

    private OpenYear(int number, long start, long end, long[] opens, long[] closes) {
        this.number = number;
        this.start = start;
        this.end = end;
        this.opens = opens;
        this.closes = closes;
        this.before = new long[opens.length + 1];
        for (var i = 0; i < opens.length; i++) {
            before[i + 1] = before[i] + closes[i] - opens[i];
        }
    }

    static OpenYear of(int number, BusinessCalendar calendar) {
        var first = LocalDate.of(number, 1, 1);
        var next = first.plusYears(1);
        var start = millis(first.atStartOfDay(), calendar);
        var end = millis(next.atStartOfDay(), calendar);
        var stretches = new ArrayList<long[]>();
        // The last day of the year before may have a night shift that ends in this one.
        for (var day = first.minusDays(1); day.isBefore(next); day = day.plusDays(1)) {
            for (var hours : calendar.hours(day)) {
                var opens = Math.max(start, millis(hours.opens(day), calendar));
                var closes = Math.min(end, millis(hours.closes(day), calendar));
                if (opens < closes) {
                    stretches.add(new long[] {opens, closes});
                }
            }
        }
        stretches.sort(Comparator.comparingLong(s -> s[0]));
        var opens = new long[stretches.size()];
        var closes = new long[stretches.size()];
        var count = 0;
        for (var stretch : stretches) {
            if (count > 0 && stretch[0] <= closes[count - 1]) {
                closes[count - 1] = Math.max(closes[count - 1], stretch[1]);
            } else {
                opens[count] = stretch[0];
                closes[count++] = stretch[1];
            }
        }
        return new OpenYear(
                number, start, end, Arrays.copyOf(opens, count), Arrays.copyOf(closes, count));
    }

    private static long millis(java.time.LocalDateTime time, BusinessCalendar calendar) {
        return WallClock.reaches(time, calendar.zone()).toEpochMilli();
    }

    int number() {
        return number;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    boolean isOpen(long at) {
        var i = last(opens, at);
        return i >= 0 && at < closes[i];
    }

    /// Open time of this year between two instants, which may lie outside it.
    long open(long from, long to) {
        return until(to) - until(from);
    }

    /// The first instant by which `open` has passed since `from`; the year must hold that much.
    long after(long from, long open) {
        var sum = until(from) + open;
        var i = Arrays.binarySearch(before, sum);
        // The stretch in which the sum is reached: a sum that a stretch completes ends with it.
        var stretch = (i >= 0 ? i : -i - 1) - 1;
        return opens[stretch] + sum - before[stretch];
    }

    private long until(long at) {
        var i = last(opens, at);
        return i < 0 ? 0 : before[i] + Math.min(at, closes[i]) - opens[i];
    }

    /// The last index whose value is at most `at`; -1 where there is none.
    private static int last(long[] values, long at) {
        var i = Arrays.binarySearch(values, at);
        return i >= 0 ? i : -i - 2;
    }
}
