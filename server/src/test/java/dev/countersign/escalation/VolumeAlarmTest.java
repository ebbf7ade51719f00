package dev.countersign.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolumeAlarmTest {
    private static final LocalDate START = LocalDate.parse("2026-01-05");
    private static final LocalDate THURSDAY = LocalDate.parse("2026-03-12");

    @Test
    void saysThatFiftyAreTooManyWhereTwelveAreUsual() {
        var counts = steady(3);
        counts.put(THURSDAY, 41);

        var alarm = VolumeAlarm.of(counts, START, THURSDAY).orElseThrow();

        assertThat(alarm.inWords("customer exemptions"))
                .isEqualTo(
                        "50 customer exemptions since Monday, usually 12: is the process broken?");
        assertThat(alarm.chance()).isLessThan(1e-9);
    }

    @Test
    void staysQuietWithoutFourWeeksOfHistoryAndForAHandful() {
        var counts = steady(0);
        counts.put(THURSDAY, 9);
        assertThat(VolumeAlarm.of(counts, START, THURSDAY)).isEmpty();
        counts.put(THURSDAY, 10);
        assertThat(VolumeAlarm.of(counts, START, THURSDAY)).isPresent();
        assertThat(VolumeAlarm.of(counts, THURSDAY.minusWeeks(4), THURSDAY)).isEmpty();
    }

    @Test
    void aFloodOfMillionsIsJudgedAtOnce() {
        var counts = steady(1_000_000);
        counts.put(THURSDAY, 2_000_000_000);

        assertThat(VolumeAlarm.of(counts, START, THURSDAY).orElseThrow().chance()).isZero();
    }

    /// Against a sum of plain draws: a rate from its distribution, then a count from the rate.
    @Test
    void theChanceIsThatOfDrawing() {
        var random = new Random(5);
        var draws = 400_000;
        var above = 0;
        for (var i = 0; i < draws; i++) {
            // Gamma of shape 12.5 over 8 weeks, as half a chi-square of 25 degrees.
            var gamma = 0.0;
            for (var d = 0; d < 25; d++) {
                gamma += Math.pow(random.nextGaussian(), 2) / 2;
            }
            above += poisson(gamma / 8, random) >= 5 ? 1 : 0;
        }

        assertThat(VolumeAlarm.tail(5, 12.5, 8))
                .isCloseTo(
                        (double) above / draws, org.assertj.core.data.Percentage.withPercentage(5));
    }

    /// Weeks of false alarm a year, for an organisation that watches seven categories every day.
    @Test
    void falseAlarmsAreRareAndRealOnesAreHeard() {
        var poisson = falseAlarms(1, 1);
        var scattered = falseAlarms(3, 2);
        var heard = heard();

        System.out.printf(
                "volume alarm: %.2f false alarms a year over seven categories at Poisson rates,"
                        + " %.2f where days scatter three times as much; four times the usual is"
                        + " heard within the week in %.1f %%%n",
                poisson, scattered, heard * 100);
        assertThat(poisson).isLessThan(0.5);
        assertThat(scattered).isLessThan(1.0);
        assertThat(heard).isGreaterThan(0.95);
    }

    private static double falseAlarms(double scatter, int seed) {
        var random = new Random(seed);
        var years = 40;
        var rates = new double[] {6, 5, 4, 2, 1.6, 1, 0.4};
        var alarms = 0;
        for (var rate : rates) {
            var counts = new HashMap<LocalDate, Integer>();
            var end = START.plusDays(365L * years);
            var weeks = new HashSet<LocalDate>();
            for (var day = START; day.isBefore(end); day = day.plusDays(1)) {
                counts.put(day, draw(day, rate, scatter, random));
                VolumeAlarm.of(counts, START, day).ifPresent(a -> weeks.add(a.since()));
            }
            alarms += weeks.size();
        }
        return (double) alarms / years;
    }

    private static double heard() {
        var random = new Random(3);
        var heard = 0;
        var runs = 400;
        for (var run = 0; run < runs; run++) {
            var counts = new HashMap<LocalDate, Integer>();
            var monday = START.plusWeeks(8);
            for (var day = START; day.isBefore(monday); day = day.plusDays(1)) {
                counts.put(day, draw(day, 3, 1, random));
            }
            for (var i = 0; i < 5; i++) {
                counts.put(monday.plusDays(i), draw(monday.plusDays(i), 12, 1, random));
            }
            for (var i = 0; i < 5; i++) {
                if (VolumeAlarm.of(counts, START, monday.plusDays(i)).isPresent()) {
                    heard++;
                    break;
                }
            }
        }
        return (double) heard / runs;
    }

    /// A tenth of it at the weekend; scattered by a gamma-like rate of its own each day.
    private static int draw(LocalDate day, double rate, double scatter, Random random) {
        var mean = day.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue() ? rate / 10 : rate;
        if (scatter > 1) {
            // Variance of the count is mean + mean² / shape = scatter · mean.
            var shape = mean / (scatter - 1);
            mean *= gamma(shape, random) / shape;
        }
        return poisson(mean, random);
    }

    /// Marsaglia and Tsang.
    private static double gamma(double shape, Random random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private static int poisson(double mean, Random random) {
        var limit = Math.exp(-mean);
        var count = 0;
        for (var p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private static Map<LocalDate, Integer> steady(int perDay) {
        var counts = new HashMap<LocalDate, Integer>();
        for (var day = START; day.isBefore(THURSDAY); day = day.plusDays(1)) {
            counts.put(day, perDay);
        }
        return counts;
    }
}
