package dev.countersign.connect;

import java.time.Duration;
import java.util.Optional;

/// How an attempt to tell a room something ended.
public sealed interface Sent {
    record Done(Place place) implements Sent {}

    /// The room certainly did not take it.
    ///
    /// @param after which to try again, as the room asked
    /// @param everything whether nothing else would get through either
    /// @param forGood whether trying this message again is useless
    record Not(String why, Optional<Duration> after, boolean everything, boolean forGood)
            implements Sent {}

    /// It may have arrived: it is looked up before it is sent again.
    ///
    /// @param everything whether the room answers nothing at all
    record Unsure(String why, boolean everything) implements Sent {}
}
