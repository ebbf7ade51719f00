package dev.countersign.desk;

import dev.countersign.kernel.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is known when a case is opened.
///
/// @param raisedBy the person whose request it was, or whose key automation used; may never decide
///   it
/// @param raisedRole the role that person acted in
/// @param approverRole whose queue it enters first
/// @param callId the governed call it belongs to
/// @param tool the prompt or action that was asked for
/// @param requestShown the redacted request, as text
/// @param answerProposed the redacted answer; empty where there is none
/// @param requestDigest SHA-256 in hex of what the machine was asked
/// @param answerDigest SHA-256 in hex of what the machine proposed
/// @param confidence as a decimal string
/// @param clearance how long until it is due
/// @param facts of an exception that automation raised
/// @param groups the roles that must each approve, in this order; empty for `approverRole` alone
public record NewCase(
        Kind kind,
        String title,
        String raisedBy,
        String raisedRole,
        String approverRole,
        String callId,
        String tool,
        String requestShown,
        String answerProposed,
        List<Reason> reasons,
        String requestDigest,
        String answerDigest,
        String playbookVersion,
        String prompt,
        String model,
        String region,
        Optional<String> confidence,
        Duration clearance,
        Optional<CaseFacts> facts,
        List<String> groups) {
    public NewCase {
        reasons = List.copyOf(reasons);
        groups = groups.isEmpty() ? List.of(approverRole) : List.copyOf(groups);
    }

    public enum Kind {
        HELD_ANSWER,
        BLOCKED_ANSWER,
        REFUSED_ACTION,
        /// Automation raised it: see [CaseFacts].
        EXCEPTION,
        /// Somebody approved past the groups, in an emergency; was that right?
        REVIEW,
        /// A change to what is in force: playbook, prompt, policy.
        CHANGE
    }
}
