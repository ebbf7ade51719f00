package dev.countersign.escalation;

import dev.countersign.escalation.ClockEvent.Opened;
import dev.countersign.escalation.ClockEvent.Reopened;
import dev.countersign.escalation.ClockEvent.Resumed;
import dev.countersign.escalation.ClockEvent.Retargeted;
import dev.countersign.escalation.ClockEvent.Settled;
import dev.countersign.escalation.ClockReading.Breached;
import dev.countersign.escalation.ClockReading.Met;
import dev.countersign.escalation.ClockReading.Paused;
import dev.countersign.escalation.ClockReading.Running;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Replays a case's events; what it shows follows from them alone, so nothing is ever adjusted.
///
/// Each stretch of time is measured by the target that was in force while it passed. A target is
/// missed at the instant at which its time is used up: settled at that very instant is too late. A
/// change to a shorter target than was used already is a breach at the change, not before it.
/// Events that change nothing (a second pause, a resume without one) are ignored, and one that
/// claims to be earlier than its predecessor counts as simultaneous.
public final class SlaClock {
    private final BusinessCalendar calendar;
    private Instant at;
    private Target target;
    private Duration used = Duration.ZERO;
    private @Nullable Instant pausedSince;
    private @Nullable Instant settledAt;
    private @Nullable Instant breachedAt;
    private @Nullable Instant earlierBreach;

    private SlaClock(BusinessCalendar calendar, Opened opened) {
        this.calendar = calendar;
        this.at = opened.at().truncatedTo(ChronoUnit.MILLIS);
        this.target = opened.target();
    }

    /// @param events in the order in which they were recorded, [Opened] first and only there
    /// @param now an earlier one than the last event's counts as simultaneous with it
    public static ClockReading read(
            BusinessCalendar calendar, List<ClockEvent> events, Instant now) {
        if (events.isEmpty() || !(events.getFirst() instanceof Opened opened)) {
            throw new IllegalArgumentException("a clock starts with `Opened`");
        }
        var clock = new SlaClock(calendar, opened);
        for (var event : events.subList(1, events.size())) {
            clock.runTo(event.at());
            clock.happens(event);
        }
        clock.runTo(now);
        return clock.reading();
    }

    private boolean runs() {
        return pausedSince == null && settledAt == null;
    }

    private void runTo(Instant next) {
        var to = next.truncatedTo(ChronoUnit.MILLIS);
        if (!to.isAfter(at)) {
            return;
        }
        if (runs()) {
            var more = target.passed(calendar, at, to);
            var left = target.length().minus(used);
            if (breachedAt == null && more.compareTo(left) >= 0) {
                breachedAt = target.after(calendar, at, left).orElse(to);
            }
            used = used.plus(more);
        }
        at = to;
    }

    private void happens(ClockEvent event) {
        switch (event) {
            case Opened _ -> throw new IllegalArgumentException("`Opened` twice");
            case ClockEvent.Paused _ -> {
                if (runs()) {
                    pausedSince = at;
                }
            }
            case Resumed _ -> pausedSince = null;
            case Retargeted(var _, var next) -> retarget(next);
            case Settled _ -> {
                if (settledAt == null) {
                    settledAt = at;
                    pausedSince = null;
                }
            }
            case Reopened(var _, var fresh) -> reopen(fresh);
        }
    }

    private void retarget(Target next) {
        target = next;
        if (settledAt == null) {
            judgeAgain();
        }
    }

    private void reopen(boolean fresh) {
        if (settledAt == null) {
            return;
        }
        settledAt = null;
        if (fresh) {
            used = Duration.ZERO;
        }
        judgeAgain();
    }

    /// Whether the target in force is used up; a breach of this or an earlier one is not forgotten.
    private void judgeAgain() {
        if (breachedAt != null && earlierBreach == null) {
            earlierBreach = breachedAt;
        }
        breachedAt =
                used.compareTo(target.length()) < 0 ? null : breachedAt == null ? at : breachedAt;
    }

    private ClockReading reading() {
        var left = target.length().minus(used);
        return new ClockReading(
                state(),
                target,
                used,
                left.isNegative() ? Duration.ZERO : left,
                due(left),
                Optional.ofNullable(earlierBreach).filter(e -> !e.equals(breachedAt)));
    }

    private ClockReading.State state() {
        if (breachedAt != null) {
            return new Breached(breachedAt);
        }
        if (settledAt != null) {
            return new Met(settledAt);
        }
        return pausedSince == null ? new Running() : new Paused(pausedSince);
    }

    private Optional<Instant> due(Duration left) {
        if (breachedAt != null) {
            return Optional.of(breachedAt);
        }
        return runs() ? target.after(calendar, at, left) : Optional.empty();
    }
}
