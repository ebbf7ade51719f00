package dev.countersign.lrs;

import java.time.Instant;
import java.util.Optional;

/// The credentials of a learning system, as they may be shown.
///
/// @param id the user name of HTTP Basic
public record LrsKey(
        String id,
        String label,
        boolean mayRead,
        boolean mayWrite,
        String madeBy,
        Instant madeAt,
        Optional<Instant> revokedAt) {
    public boolean usable() {
        return revokedAt.isEmpty();
    }

    /// `reads`, `writes` or both.
    public String scope() {
        return mayRead && mayWrite ? "reads and writes" : mayRead ? "reads" : "writes";
    }
}
