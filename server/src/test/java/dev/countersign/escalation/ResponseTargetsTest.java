package dev.countersign.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTargetsTest {
    private static final BusinessCalendar OFFICE =
            BusinessCalendar.nineToFive(ZoneId.of("Europe/Amsterdam"));
    private static final Instant FRIDAY_1630 = Instant.parse("2026-11-20T15:30:00Z");

    @Test
    void halfAnHourForTheUrgentAndTwoHoursForTheRest() {
        assertThat(ResponseTargets.DEFAULT.of("P1").inWords()).isEqualTo("30 min of business time");
        assertThat(ResponseTargets.DEFAULT.of("P3").inWords()).isEqualTo("2 h of business time");
    }

    @Test
    void remindsAtHalfAndAtFourFifthsAndNotAfterItStopped() {
        var targets = ResponseTargets.DEFAULT;
        var events = new ArrayList<ClockEvent>();
        events.add(new ClockEvent.Opened(FRIDAY_1630, targets.of("P2")));
        var half = Instant.parse("2026-11-23T08:30:00Z");

        var before = SlaClock.read(OFFICE, events, FRIDAY_1630);
        var at = SlaClock.read(OFFICE, events, half);

        assertThat(targets.next(OFFICE, before, FRIDAY_1630)).contains(half);
        assertThat(targets.passed(before)).isEmpty();
        assertThat(targets.passed(at)).containsExactly(50);
        assertThat(targets.next(OFFICE, at, half)).contains(half.plus(Duration.ofMinutes(36)));

        events.add(new ClockEvent.Settled(half));
        var settled = SlaClock.read(OFFICE, events, half.plusSeconds(1));
        assertThat(targets.passed(settled)).isEmpty();
        assertThat(targets.next(OFFICE, settled, half)).isEmpty();
    }

    @Test
    void thousandsOfClocksAreReadForOnePage() {
        var events =
                List.<ClockEvent>of(
                        new ClockEvent.Opened(FRIDAY_1630, Target.business(Duration.ofHours(9))),
                        new ClockEvent.Paused(FRIDAY_1630.plusSeconds(600)),
                        new ClockEvent.Resumed(FRIDAY_1630.plusSeconds(300_000)),
                        new ClockEvent.Retargeted(
                                FRIDAY_1630.plusSeconds(400_000),
                                Target.business(Duration.ofHours(20))));
        var now = FRIDAY_1630.plusSeconds(500_000);
        var expected = SlaClock.read(OFFICE, events, now);
        var began = System.nanoTime();
        for (var i = 0; i < 100_000; i++) {
            if (!SlaClock.read(OFFICE, events, now).equals(expected)) {
                throw new AssertionError("reading twice differs");
            }
        }
        var each = (System.nanoTime() - began) / 100_000;

        System.out.printf("SLA clock: %,d ns to read a clock of four events%n", each);
        assertThat(each).isLessThan(200_000);
    }

    @Test
    void theShippedCategoriesAddUpToAHundred() {
        assertThat(Taxonomy.FIRST.categories())
                .extracting(c -> c.share().intValue())
                .containsExactly(30, 25, 20, 10, 8, 5, 2);
        assertThat(Taxonomy.FIRST.category("policy_violation").orElseThrow().subtypes())
                .extracting(Taxonomy.Subtype::name)
                .containsExactly("A", "B", "C");
        assertThatThrownBy(() ->
                        new Taxonomy(
                                "2",
                                List.of(
                                        new Taxonomy.Category(
                                                "one",
                                                "One",
                                                BigDecimal.valueOf(99.5),
                                                List.of()))))
                .hasMessage("the expected shares add up to 99.5, not 100");
    }
}
