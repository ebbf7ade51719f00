package dev.countersign.desk.rules;

import java.time.Duration;
import java.util.Set;

/// What an organisation chose.
///
/// @param secondApprover when an edit needs somebody else's approval
/// @param grantValidity how long an approval may be used
/// @param emergencyValidity how long one past the groups may be used
/// @param undoWithin how long one's own decision can be taken back
/// @param emergencyRoles who may approve past the groups
public record Terms(
        SecondApprover secondApprover,
        Duration grantValidity,
        Duration emergencyValidity,
        Duration undoWithin,
        Set<String> emergencyRoles) {
    public Terms {
        emergencyRoles = Set.copyOf(emergencyRoles);
    }

    public enum SecondApprover {
        NEVER,
        /// Only when category, amount or recipient changed.
        MATERIAL,
        ALWAYS
    }

    public static final Terms USUAL =
            new Terms(
                    SecondApprover.MATERIAL,
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    Duration.ofMinutes(5),
                    Set.of("incident_commander"));
}
