package dev.countersign.escalation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// More of one category than its history explains: the process behind it may be broken.
///
/// The week so far is compared with the same weekdays of up to eight weeks before. Under a steady
/// rate the count to come follows a negative binomial (a Poisson rate that is itself known only
/// from those weeks); where single days scatter more than a Poisson rate does, all counts are
/// divided by that excess first. The alarm needs a chance below one in a hundred thousand, at least
/// ten cases and at least twice the usual. How often steady streams raise it is measured in
/// `VolumeAlarmTest`.
///
/// @param since the Monday of this week
/// @param usual mean of the same weekdays in the weeks before
/// @param chance of this many or more if nothing had changed
public record VolumeAlarm(LocalDate since, int current, double usual, double chance) {
    private static final double TOO_RARE = 1e-5;
    private static final int FEWEST = 10;

    // Beyond its mean a term this small only gets smaller: a flood costs no more than a trickle.
    private static final double NOTHING = -100;

    private static final int WEEKS = 8;
    private static final int FEWEST_WEEKS = 4;

    /// @param perDay how many were raised on each day; a day that is absent had none
    /// @param recordedSince the first full day on which this category was counted; less than four
    ///   full weeks of history raise no alarm
    /// @param today counted as far as it has gone
    public static Optional<VolumeAlarm> of(
            Map<LocalDate, Integer> perDay, LocalDate recordedSince, LocalDate today) {
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var weeks =
                (int) Math.min(WEEKS, Math.max(0, ChronoUnit.WEEKS.between(recordedSince, monday)));
        if (weeks < FEWEST_WEEKS) {
            return Optional.empty();
        }
        var days = (int) ChronoUnit.DAYS.between(monday, today) + 1;
        var current = sum(perDay, monday, days);
        var before = 0L;
        for (var week = 1; week <= weeks; week++) {
            before += sum(perDay, monday.minusWeeks(week), days);
        }
        var usual = (double) before / weeks;
        if (current < FEWEST || current < 2 * usual) {
            return Optional.empty();
        }
        var excess = excess(perDay, monday, weeks);
        var chance = tail((long) (current / excess), before / excess + 0.5, weeks);
        return chance < TOO_RARE
                ? Optional.of(new VolumeAlarm(monday, (int) current, usual, chance))
                : Optional.empty();
    }

    private static long sum(Map<LocalDate, Integer> perDay, LocalDate first, int days) {
        var sum = 0L;
        for (var i = 0; i < days; i++) {
            sum += perDay.getOrDefault(first.plusDays(i), 0);
        }
        return sum;
    }

    /// How many times more than a Poisson rate the days scatter around their weekday's mean; at
    /// least 1.
    private static double excess(Map<LocalDate, Integer> perDay, LocalDate monday, int weeks) {
        var squares = 0.0;
        var freedom = 0;
        for (var day = 0; day < 7; day++) {
            var mean = 0.0;
            for (var week = 1; week <= weeks; week++) {
                mean += perDay.getOrDefault(monday.minusWeeks(week).plusDays(day), 0);
            }
            mean /= weeks;
            if (mean == 0) {
                continue;
            }
            freedom += weeks - 1;
            for (var week = 1; week <= weeks; week++) {
                var off = perDay.getOrDefault(monday.minusWeeks(week).plusDays(day), 0) - mean;
                squares += off * off / mean;
            }
        }
        return freedom == 0 ? 1 : Math.max(1, squares / freedom);
    }

    /// The chance of `count` or more in one week's span after `shape` in `weeks` of them.
    static double tail(long count, double shape, int weeks) {
        var more = 1.0 / (weeks + 1);
        var log = shape * Math.log1p(-more);
        for (var k = 0L; k < count; k++) {
            log += Math.log((k + shape) / (k + 1) * more);
            if (log < NOTHING && k > shape) {
                return 0;
            }
        }
        var sum = 0.0;
        var term = Math.exp(log);
        for (var k = count; term > sum * 1e-12 && term > 0; k++) {
            sum += term;
            term *= (k + shape) / (k + 1) * more;
        }
        return Math.min(1, sum);
    }

    /// For the board and the channel: `50 customer exemptions since Monday, usually 12: is the
    /// process broken?`.
    ///
    /// @param category in the plural, lower case
    public String inWords(String category) {
        return "%,d %s since %s, usually %s: is the process broken?"
                .formatted(
                        current,
                        category,
                        since.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        usual < 0.5 ? "hardly any" : "%,d".formatted(Math.round(usual)));
    }
}
