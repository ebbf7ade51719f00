package dev.countersign.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.cohort.Attendance.Mark;
import dev.countersign.cohort.Attendance.Seat;
import dev.countersign.cohort.Attendance.State;
import dev.countersign.testing.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The warning comes exactly when no way to go on is left that would be enough.
class AttendanceLawTest {
    private static final int HISTORIES = 5_000;
    private static final int LEAST = 8_500;

    @Test
    @Requirement("P35")
    void itIsOutOfReachExactlyWhenNoEndingIsEnough() {
        var random = new Random(20261121);
        var warned = 0;
        for (var h = 0; h < HISTORIES; h++) {
            var seats = new ArrayList<Seat>();
            for (var n = 1 + random.nextInt(10); n > 0; n--) {
                var minutes = 15 * (1 + random.nextInt(16));
                seats.add(new Seat(minutes, false, Optional.empty()));
            }
            var before = false;
            for (var i = 0; i < seats.size(); i++) {
                seats.set(i, new Seat(seats.get(i).minutes(), true, mark(random, seats.get(i))));
                var now = Attendance.of(seats).outOfReach(LEAST);
                assertThat(now).isEqualTo(!someEndingIsEnough(seats, i + 1));
                // What is out of reach never comes back by going on.
                assertThat(before && !now).isFalse();
                before = now;
            }
            warned += before ? 1 : 0;
            assertThat(before).isEqualTo(!isEnough(seats));
        }
        assertThat(warned).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
    }

    private static Optional<Mark> mark(Random random, Seat seat) {
        return Optional.of(
                switch (random.nextInt(8)) {
                    case 0 -> new Mark(State.ABSENT, 0);
                    case 1 -> new Mark(State.LATE, 1 + random.nextInt(seat.minutes()));
                    default -> new Mark(State.PRESENT, 0);
                });
    }

    /// Every ending of being there or not, one by one.
    private static boolean someEndingIsEnough(List<Seat> seats, int from) {
        var open = seats.size() - from;
        for (var ending = 0; ending < 1 << open; ending++) {
            var whole = new ArrayList<>(seats.subList(0, from));
            for (var i = 0; i < open; i++) {
                var state = (ending >> i & 1) == 0 ? State.PRESENT : State.ABSENT;
                whole.add(
                        new Seat(
                                seats.get(from + i).minutes(),
                                true,
                                Optional.of(new Mark(state, 0))));
            }
            if (isEnough(whole)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEnough(List<Seat> seats) {
        var all = 0L;
        var there = 0L;
        for (var seat : seats) {
            var mark = seat.mark().orElseThrow();
            all += seat.minutes();
            there += mark.state() == State.ABSENT ? 0 : seat.minutes() - mark.lateMinutes();
        }
        return there * 100 >= all * 85;
    }

    @Test
    void twoOfTenMissedSessionsAreTooMany() {
        var seats = new ArrayList<Seat>();
        for (var i = 0; i < 10; i++) {
            seats.add(new Seat(240, false, Optional.empty()));
        }
        seats.set(0, new Seat(240, true, Optional.of(new Mark(State.ABSENT, 0))));
        assertThat(Attendance.of(seats).outOfReach(LEAST)).isFalse();
        seats.set(1, new Seat(240, true, Optional.of(new Mark(State.ABSENT, 0))));

        var standing = Attendance.of(seats);

        assertThat(standing.outOfReach(LEAST)).isTrue();
        assertThat(standing.possiblePercent()).isEqualTo(80);
    }
}
