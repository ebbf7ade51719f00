package dev.countersign.desk.rules;

import java.time.Instant;

/// What somebody, a source or time does to a case.
public sealed interface Act {
    /// Acts of people. They name what they were shown, so that nobody decides on something else.
    sealed interface Personal extends Act {
        int seenVersion();

        String seenContent();
    }

    record Approve(int seenVersion, String seenContent) implements Personal {}

    /// @param content of what shall be done instead
    /// @param material whether category, amount or recipient changed
    record EditAndApprove(int seenVersion, String seenContent, String content, boolean material)
            implements Personal {}

    record Deny(int seenVersion, String seenContent) implements Personal {}

    /// @param role whose turn it is now
    record Escalate(int seenVersion, String seenContent, String role) implements Personal {}

    /// Reverses a settled decision.
    ///
    /// @param expires where the case opens again, when it is denied by time
    record Overturn(int seenVersion, String seenContent, Instant expires) implements Personal {}

    /// Takes one's own last decision back.
    record Undo(int seenVersion, String seenContent) implements Personal {}

    /// Approves past the groups, in an emergency.
    record BreakGlass(int seenVersion, String seenContent) implements Personal {}

    /// The source says something else now.
    record Amend(String content) implements Act {}

    record Expire() implements Act {}

    /// Nobody answered in time, so it is another group's turn.
    record Climb(String role) implements Act {}

    /// Nobody answered on the whole path.
    record GiveUp() implements Act {}

    /// Does what was approved.
    record Carry(String content) implements Act {}
}
