package dev.countersign.gateway;

import java.util.Locale;

/// Where a call stands in its record.
public enum CallState {
    /// Recorded; the upstream may have it.
    SENT,
    /// A live stream has begun to leave.
    RELEASING,
    RELEASED,
    HELD,
    BLOCKED,
    /// A person approved it; nobody has fetched it yet.
    APPROVED,
    DENIED,
    /// A tool in shadow mode has answered; nobody is shown it but whoever reviews it.
    SHADOWED,
    FAILED,
    ABANDONED;

    boolean endedWithoutAnswer() {
        return this == FAILED || this == ABANDONED;
    }

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CallState of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
