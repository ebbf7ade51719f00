package dev.countersign.desk;

/// What a person says about a case. Machines give verdicts, people take decisions.
public sealed interface Decision {
    Justification justification();

    record Approve(Justification justification) implements Decision {}

    /// @param text what goes out instead of the proposed answer
    record EditAndApprove(String text, Justification justification) implements Decision {}

    record Deny(Justification justification) implements Decision {}

    /// @param toRole whose queue it enters now; the clock keeps running
    record Escalate(String toRole, Justification justification) implements Decision {}
}
