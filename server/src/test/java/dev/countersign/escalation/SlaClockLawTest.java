package dev.countersign.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.escalation.ClockReading.Breached;
import dev.countersign.escalation.ClockReading.Met;
import dev.countersign.escalation.ClockReading.Paused;
import dev.countersign.escalation.ClockReading.Running;
import dev.countersign.escalation.DumbClock.Event;
import dev.countersign.escalation.DumbClock.Kind;
import dev.countersign.escalation.DumbClock.Shown;
import dev.countersign.escalation.Target.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The clock equals one that walks minute by minute. `-Dcountersign.clock.histories=1000000` for
/// the long run, `-Dcountersign.clock.seed` to repeat one.
class SlaClockLawTest {
    private static final int HISTORIES = Integer.getInteger("countersign.clock.histories", 20_000);
    private static final int OF_A_CALENDAR = 50;
    private static final long SEED = Long.getLong("countersign.clock.seed", 20261121L);

    @Test
    void aClockEqualsOneThatWalksMinuteByMinute() {
        var began = System.nanoTime();
        var figures = new TreeMap<String, Integer>();
        for (var c = 0; c < (HISTORIES + OF_A_CALENDAR - 1) / OF_A_CALENDAR; c++) {
            var random = new Random(SEED + c);
            var written = GeneratedCalendar.next(random);
            var calendar = written.calendar();
            var dumb = new DumbClock(written, written.start());
            for (var h = 0; h < OF_A_CALENDAR; h++) {
                check(random, written, calendar, dumb, figures);
            }
        }
        System.out.printf(
                "SLA clock: %,d histories over %,d calendars equal the minute-by-minute oracle in"
                        + " %,d s; %s%n",
                figures.get("histories"),
                (HISTORIES + OF_A_CALENDAR - 1) / OF_A_CALENDAR,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                figures);
        assertThat(figures)
                .containsKeys("BREACHED", "MET", "PAUSED", "RUNNING", "clocks changed")
                .containsKeys("PAUSE", "RESUME", "RETARGET", "SETTLE", "REOPEN", "REOPEN_FRESH");
    }

    @Test
    void aCalendarIsOpenAtExactlyTheMinutesOfTheOracle() {
        for (var c = 0; c < 200; c++) {
            var written = GeneratedCalendar.next(new Random(SEED - 1 - c));
            var calendar = written.calendar();
            var dumb = new DumbClock(written, written.start());
            for (var minute = 0; minute < DumbClock.MINUTES; minute++) {
                if (calendar.isOpen(dumb.instant(minute)) != dumb.isOpen(minute)) {
                    assertThat(dumb.instant(minute)).as(written.toString()).isNull();
                }
            }
        }
    }

    private static void check(
            Random random,
            GeneratedCalendar written,
            BusinessCalendar calendar,
            DumbClock dumb,
            Map<String, Integer> figures) {
        var opened = opened(random, written, dumb);
        var first = target(random);
        var events = events(random, opened);
        var last = events.isEmpty() ? opened : events.getLast().minute();
        var now = last + random.nextInt(3 * 24 * 60);
        var expected = dumb.walk(opened, first, events, now);
        var told = new ArrayList<ClockEvent>();
        told.add(new ClockEvent.Opened(dumb.instant(opened), real(first)));
        for (var event : events) {
            told.add(told(event, dumb.instant(event.minute())));
            figures.merge(event.kind().name(), 1, Integer::sum);
        }
        var reading = SlaClock.read(calendar, told, dumb.instant(now));
        var shown = shown(reading, dumb);
        if (!shown.equals(expected)) {
            assertThat(shown)
                    .as("%s%n%s%nfirst %s, now %s", written, told, first, dumb.instant(now))
                    .isEqualTo(expected);
        }
        figures.merge("histories", 1, Integer::sum);
        figures.merge(expected.state(), 1, Integer::sum);
        var change = written.zone().getRules().nextTransition(dumb.instant(opened));
        if (change != null && change.getInstant().isBefore(dumb.instant(now))) {
            figures.merge("clocks changed", 1, Integer::sum);
        }
    }

    /// Often in the day before clocks change.
    private static int opened(Random random, GeneratedCalendar written, DumbClock dumb) {
        var change = written.zone().getRules().nextTransition(dumb.instant(24 * 60));
        if (change == null || random.nextBoolean()) {
            return random.nextInt(20 * 24 * 60);
        }
        var minute = Duration.between(dumb.instant(0), change.getInstant()).toMinutes();
        return minute > 20 * 24 * 60
                ? random.nextInt(20 * 24 * 60)
                : (int) minute - random.nextInt(24 * 60);
    }

    private static List<Event> events(Random random, int opened) {
        var out = new ArrayList<Event>();
        var minute = opened;
        var kinds = Kind.values();
        for (var i = random.nextInt(7); i > 0; i--) {
            // Often at once, often within a day, now and then days later.
            minute +=
                    switch (random.nextInt(6)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(3 * 24 * 60);
                        default -> random.nextInt(12 * 60);
                    };
            var kind = kinds[random.nextInt(kinds.length)];
            out.add(new Event(Math.min(minute, 35 * 24 * 60), kind, target(random)));
        }
        return out;
    }

    private static DumbClock.Target target(Random random) {
        return new DumbClock.Target(
                1 + random.nextInt(random.nextBoolean() ? 180 : 30 * 60),
                random.nextInt(3) == 0 ? Measure.ELAPSED : Measure.BUSINESS);
    }

    private static Target real(DumbClock.Target target) {
        return new Target(Duration.ofMinutes(target.minutes()), target.measure());
    }

    private static ClockEvent told(Event event, Instant at) {
        return switch (event.kind()) {
            case PAUSE -> new ClockEvent.Paused(at);
            case RESUME -> new ClockEvent.Resumed(at);
            case RETARGET -> new ClockEvent.Retargeted(at, real(event.target()));
            case SETTLE -> new ClockEvent.Settled(at);
            case REOPEN -> new ClockEvent.Reopened(at, false);
            case REOPEN_FRESH -> new ClockEvent.Reopened(at, true);
        };
    }

    private static Shown shown(ClockReading reading, DumbClock dumb) {
        var state =
                switch (reading.state()) {
                    case Running _ -> "RUNNING";
                    case Paused _ -> "PAUSED";
                    case Met _ -> "MET";
                    case Breached _ -> "BREACHED";
                };
        var breach =
                reading.state() instanceof Breached(var at) ? minute(Optional.of(at), dumb) : -1;
        return new Shown(
                state,
                (int) reading.used().toMinutes(),
                minute(reading.due(), dumb),
                breach,
                minute(reading.earlierBreach(), dumb));
    }

    /// Beyond the oracle's days is none.
    private static int minute(Optional<Instant> at, DumbClock dumb) {
        return at.map(i -> (int) Duration.between(dumb.instant(0), i).toMinutes())
                .filter(m -> m <= DumbClock.MINUTES)
                .orElse(-1);
    }
}
