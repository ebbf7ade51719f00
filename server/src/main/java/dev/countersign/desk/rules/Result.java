package dev.countersign.desk.rules;

/// What an act leads to.
public sealed interface Result {
    record Moved(Standing next) implements Result {}

    /// Nothing changed.
    record Refused(Refusal refusal) implements Result {}

    /// Why an act was refused.
    enum Refusal {
        STALE,
        NOT_OPEN,
        NOT_SETTLED,
        OWN_CASE,
        OWN_EDIT,
        SIGNED_BEFORE,
        NO_POWER,
        SAME_QUEUE,
        NOT_YOURS_TO_UNDO,
        TOO_LATE_TO_UNDO,
        ALREADY_CARRIED_OUT,
        NO_GRANT,
        GRANT_LAPSED,
        OTHER_CONTENT,
        NOT_DUE,
        NO_EMERGENCY_ROLE
    }
}
