package dev.countersign.escalation;

import dev.countersign.escalation.Target.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The oracle: walks through time minute by minute and looks at the clock on the wall. It shares
/// nothing with what it checks but the words in which a calendar is written.
final class DumbClock {
    static final int MINUTES = 40 * 24 * 60;

    private final Instant start;
    private final boolean[] open = new boolean[MINUTES];

    /// @param start a whole minute
    DumbClock(GeneratedCalendar calendar, Instant start) {
        this.start = start;
        // What the wall clock showed at most: opening and closing happen once, even where the clock
        // goes back. Two days' run-up, so that it is right at the start.
        var high = Long.MIN_VALUE;
        for (var minute = -2 * 24 * 60; minute < MINUTES; minute++) {
            var wall = instant(minute).atZone(calendar.zone()).toLocalDateTime();
            high = Math.max(high, wall.toEpochSecond(ZoneOffset.UTC) / 60);
            if (minute >= 0) {
                open[minute] = open(calendar, high);
            }
        }
    }

    private static boolean open(GeneratedCalendar calendar, long shown) {
        var today = Math.floorDiv(shown, 24 * 60);
        for (var day = today - 1; day <= today; day++) {
            for (var hours : calendar.hoursOf(LocalDate.ofEpochDay(day))) {
                if (day * 24 * 60 + hours.from() <= shown && shown < day * 24 * 60 + hours.to()) {
                    return true;
                }
            }
        }
        return false;
    }

    Instant instant(int minute) {
        return start.plusSeconds(60L * minute);
    }

    boolean isOpen(int minute) {
        return open[minute];
    }

    enum Kind {
        PAUSE,
        RESUME,
        RETARGET,
        SETTLE,
        REOPEN,
        REOPEN_FRESH
    }

    record Target(int minutes, Measure measure) {}

    /// @param target of a change of priority
    record Event(int minute, Kind kind, Target target) {}

    /// Minutes; -1 stands for none.
    record Shown(String state, int used, int due, int breach, int earlier) {}

    Shown walk(int opened, Target first, List<Event> events, int now) {
        var target = first;
        var used = 0;
        var paused = false;
        var settled = false;
        var breach = -1;
        var earlier = -1;
        var next = 0;
        for (var minute = opened; ; minute++) {
            while (next < events.size() && events.get(next).minute() <= minute) {
                var event = events.get(next++);
                switch (event.kind()) {
                    case PAUSE -> paused = paused || !settled;
                    case RESUME -> paused = false;
                    case SETTLE -> {
                        settled = true;
                        paused = false;
                    }
                    default -> {
                        var reopens = event.kind() != Kind.RETARGET;
                        if (reopens && !settled) {
                            break;
                        }
                        target = reopens ? target : event.target();
                        used = event.kind() == Kind.REOPEN_FRESH ? 0 : used;
                        settled = settled && !reopens;
                        if (!settled) {
                            earlier = earlier < 0 ? breach : earlier;
                            if (used < target.minutes()) {
                                breach = -1;
                            } else if (breach < 0) {
                                breach = minute;
                            }
                        }
                    }
                }
            }
            if (minute >= now && next == events.size()) {
                break;
            }
            if (!paused && !settled && passes(target, minute)) {
                used++;
                if (breach < 0 && used >= target.minutes()) {
                    breach = minute + 1;
                }
            }
        }
        var state = breach >= 0 ? "BREACHED" : settled ? "MET" : paused ? "PAUSED" : "RUNNING";
        var due = breach;
        if (state.equals("RUNNING")) {
            var left = target.minutes() - used;
            for (var minute = Math.max(opened, now); minute < MINUTES && left > 0; minute++) {
                if (passes(target, minute) && --left == 0) {
                    due = minute + 1;
                }
            }
        }
        return new Shown(state, used, due, breach, earlier == breach ? -1 : earlier);
    }

    private boolean passes(Target target, int minute) {
        return target.measure() == Measure.ELAPSED || open[minute];
    }
}
