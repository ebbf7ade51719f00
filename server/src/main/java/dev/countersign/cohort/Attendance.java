package dev.countersign.cohort;

import java.util.List;
import java.util.Optional;

/// How much of the sessions somebody attended, in minutes, and how much they still can. Pure.
///
/// @param all minutes of the sessions that count
/// @param attended of those marked
/// @param open of those not marked yet, past or to come
/// @param sessions how many there are, `there` at how many, and `unmarked` how many are over and
///   not marked
public record Attendance(int all, int attended, int open, int sessions, int there, int unmarked) {
    /// The least share is kept in hundredths of a per cent, so that no rounding decides.
    static final int WHOLE = 10_000;

    public enum State {
        PRESENT,
        LATE,
        ABSENT
    }

    /// @param lateMinutes 0 unless late
    public record Mark(State state, int lateMinutes) {
        public Mark {
            if (state == State.LATE ? lateMinutes < 1 : lateMinutes != 0) {
                throw new IllegalArgumentException("only who is late is so by minutes");
            }
        }
    }

    /// One session that counts for somebody.
    public record Seat(int minutes, boolean over, Optional<Mark> mark) {
        int attended() {
            return mark.map(m ->
                            switch (m.state()) {
                                case PRESENT -> minutes;
                                case LATE -> Math.max(0, minutes - m.lateMinutes());
                                case ABSENT -> 0;
                            })
                    .orElse(0);
        }
    }

    public static Attendance of(List<Seat> seats) {
        var all = 0;
        var attended = 0;
        var open = 0;
        var there = 0;
        var unmarked = 0;
        for (var seat : seats) {
            all += seat.minutes();
            attended += seat.attended();
            open += seat.mark().isEmpty() ? seat.minutes() : 0;
            there += seat.mark().filter(m -> m.state() != State.ABSENT).isPresent() ? 1 : 0;
            unmarked += seat.over() && seat.mark().isEmpty() ? 1 : 0;
        }
        return new Attendance(all, attended, open, seats.size(), there, unmarked);
    }

    /// Per cent of everything that can still be reached, rounded down: a promise is never rounded
    /// up.
    public int possiblePercent() {
        return all == 0 ? 100 : (int) (100L * (attended + open) / all);
    }

    /// Per cent of what was marked.
    public int percent() {
        return all == open ? 100 : (int) (100L * attended / (all - open));
    }

    /// Whether the least share is out of reach, even if nothing more is missed.
    ///
    /// @param least of [#WHOLE]
    public boolean outOfReach(int least) {
        return (long) (attended + open) * WHOLE < (long) least * all;
    }
}
