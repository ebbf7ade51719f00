package dev.countersign.escalation;

import java.time.Instant;

/// What happened to a case that its clock cares about, as it was recorded.
public sealed interface ClockEvent {
    Instant at();

    record Opened(Instant at, Target target) implements ClockEvent {}

    /// Waiting for somebody outside: no time is used until [Resumed].
    record Paused(Instant at) implements ClockEvent {}

    record Resumed(Instant at) implements ClockEvent {}

    /// Another priority, and so another target; what is used and what was paused stays.
    record Retargeted(Instant at, Target target) implements ClockEvent {}

    record Settled(Instant at) implements ClockEvent {}

    /// @param fresh whether it starts from nothing, as after an overturned denial, or goes on from
    ///   what was used
    record Reopened(Instant at, boolean fresh) implements ClockEvent {}
}
