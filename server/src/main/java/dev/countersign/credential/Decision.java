package dev.countersign.credential;

import java.time.Instant;

/// A manager's word on somebody's competency; the newest counts.
///
/// @param number from 1
/// @param reason empty where the person's data was erased
public record Decision(int number, Kind kind, String by, String reason, Instant at) {
    public enum Kind {
        /// It no longer holds, and only what is accepted from now on can prove it again.
        REVOKED,
        /// It holds for its whole time from now on; takes a revocation back.
        RENEWED
    }
}
