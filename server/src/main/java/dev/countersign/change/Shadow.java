package dev.countersign.change;

import java.time.Instant;
import java.util.Optional;

/// The shadow of one change, as it stands.
///
/// @param began when the last one had signed; empty before
/// @param end how it ended; empty before
public record Shadow(
        String change,
        ShadowAsk ask,
        Optional<Instant> began,
        Optional<Instant> ends,
        Optional<End> end,
        ShadowFigures figures) {

    /// @param by a person, or `system:change` where it ended by itself
    /// @param said why it stopped or went live
    public record End(Instant at, String by, String said) {
        public boolean byItself() {
            return by.startsWith("system:");
        }
    }
}
