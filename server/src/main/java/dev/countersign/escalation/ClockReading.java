package dev.countersign.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the clock of one case shows at one moment.
///
/// @param target the one in force
/// @param used of the target's time, without pauses; after settling, up to then
/// @param remaining zero once it is used up
/// @param due when the target is used up if nothing more happens; empty while paused, once settled
///   in time, or more than ten years away. A breached clock keeps the instant of the breach
/// @param earlierBreach when the same case first missed a target, where that is not the breach
///   shown
public record ClockReading(
        State state,
        Target target,
        Duration used,
        Duration remaining,
        Optional<Instant> due,
        Optional<Instant> earlierBreach) {

    public sealed interface State {}

    public record Running() implements State {}

    public record Paused(Instant since) implements State {}

    /// Settled before its due time.
    public record Met(Instant at) implements State {}

    /// Not settled when the target's time was used up.
    public record Breached(Instant at) implements State {}
}
