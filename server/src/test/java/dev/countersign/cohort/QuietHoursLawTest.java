package dev.countersign.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The next moment that is not quiet equals the one found by walking minute by minute, also where
/// clocks change.
class QuietHoursLawTest {
    private static final int CASES = 3_000;

    /// Around changes of the clock in spring and autumn, by an hour and by half of one.
    private static final List<String> STARTS =
            List.of(
                    "Europe/Berlin 2026-03-28T00:00:00Z",
                    "Europe/Berlin 2026-10-24T00:00:00Z",
                    "America/New_York 2026-03-07T00:00:00Z",
                    "America/New_York 2026-10-31T00:00:00Z",
                    "Australia/Lord_Howe 2026-04-03T00:00:00Z",
                    "Australia/Lord_Howe 2026-10-02T00:00:00Z",
                    "UTC 2026-06-01T00:00:00Z");

    @Test
    @Requirement("P40")
    void theNextMomentEqualsAWalkMinuteByMinute() {
        var random = new Random(20261121);
        var waited = 0;
        for (var n = 0; n < CASES; n++) {
            var start = STARTS.get(random.nextInt(STARTS.size())).split(" ", -1);
            var off = EnumSet.noneOf(DayOfWeek.class);
            for (var day : DayOfWeek.values()) {
                if (random.nextInt(4) == 0) {
                    off.add(day);
                }
            }
            var hours = new QuietHours(ZoneId.of(start[0]), time(random), time(random), off);
            var at = Instant.parse(start[1]).plus(random.nextInt(72 * 60), ChronoUnit.MINUTES);

            var next = hours.next(at);

            assertThat(next).as("%s at %s", hours, at).isEqualTo(walked(hours, at));
            waited += next.filter(at::isBefore).isPresent() ? 1 : 0;
        }
        assertThat(waited).isGreaterThan(CASES / 10);
    }

    private static LocalTime time(Random random) {
        // Often in the hours that clocks skip or repeat.
        return random.nextBoolean()
                ? LocalTime.of(1 + random.nextInt(2), 15 * random.nextInt(4))
                : LocalTime.of(random.nextInt(24), random.nextInt(60));
    }

    private static Optional<Instant> walked(QuietHours hours, Instant at) {
        for (var m = 0; m < 8 * 24 * 60; m++) {
            var then = at.plus(m, ChronoUnit.MINUTES);
            if (!hours.isQuiet(then)) {
                return Optional.of(then);
            }
        }
        return Optional.empty();
    }

    @Test
    @Requirement("P40")
    void aReminderIsNeverQuietNeverEarlyAndNeverPointless() {
        var random = new Random(7);
        for (var n = 0; n < CASES; n++) {
            var hours =
                    new QuietHours(
                            ZoneId.of("Europe/Berlin"),
                            time(random),
                            time(random),
                            EnumSet.of(DayOfWeek.of(1 + random.nextInt(7))));
            var ideal =
                    Instant.parse("2026-10-20T00:00:00Z")
                            .plus(random.nextInt(14 * 24 * 60), ChronoUnit.MINUTES);
            var pointless = ideal.plus(Duration.ofMinutes(random.nextInt(36 * 60)));

            var moment = hours.moment(ideal, pointless);

            if (moment.isPresent()) {
                assertThat(hours.isQuiet(moment.get())).isFalse();
                assertThat(moment.get()).isAfterOrEqualTo(ideal).isBefore(pointless);
            } else {
                for (var at = ideal; at.isBefore(pointless); at = at.plusSeconds(60)) {
                    assertThat(hours.isQuiet(at)).as("%s at %s", hours, at).isTrue();
                }
            }
        }
    }

    @Test
    void byDefaultEveningsNightsAndWeekendsAreQuiet() {
        var usual = QuietHours.usual(ZoneId.of("Europe/Berlin"));
        // A Friday at 20:00 waits for Monday at 08:00, over a change of the clock.
        assertThat(usual.next(Instant.parse("2026-10-23T18:00:00Z")))
                .contains(Instant.parse("2026-10-26T07:00:00Z"));
        assertThat(usual.next(Instant.parse("2026-10-23T17:59:00Z")))
                .contains(Instant.parse("2026-10-23T17:59:00Z"));
    }
}
