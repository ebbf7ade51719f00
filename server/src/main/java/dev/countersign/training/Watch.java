package dev.countersign.training;

import java.time.Instant;
import java.util.Optional;

/// Where somebody is in a video, and what of it they have seen.
///
/// @param at in milliseconds
/// @param completedAt when nearly all of it had been seen, for the first time
public record Watch(long at, Spans seen, Optional<Instant> completedAt) {
    static final Watch NONE = new Watch(0, Spans.NONE, Optional.empty());

    /// What is said of it. `COMPLETED` is found here, never told by a browser.
    public enum Verb {
        PLAYED,
        PAUSED,
        SEEKED,
        COMPLETED
    }

    /// What was watched, of a length; what was skipped is no part of it. Never 100 before all was.
    public int percent(long length) {
        return length <= 0 ? 0 : (int) Math.min(100, 100 * seen.within(length).total() / length);
    }
}
