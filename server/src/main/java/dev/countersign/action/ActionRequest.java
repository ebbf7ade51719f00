package dev.countersign.action;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One request for an action, as it stands.
///
/// @param about what it is about, in the asker's words: a ticket, an order
/// @param reason why, masked
/// @param parameters what was asked for, masked; sorted by name
/// @param approved what was approved, masked; as asked for unless an approver edited it
public record ActionRequest(
        String id,
        String action,
        String personId,
        String role,
        String approverRole,
        State state,
        String about,
        String reason,
        Map<String, String> parameters,
        Optional<Map<String, String>> approved,
        String caseId,
        String playbookVersion,
        String requestDigest,
        String parametersDigest,
        Instant askedAt,
        Optional<Instant> settledAt,
        Optional<Instant> carriedOutAt) {
    public ActionRequest {
        parameters = sorted(parameters);
        approved = approved.map(ActionRequest::sorted);
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(map));
    }

    public enum State {
        WAITING,
        APPROVED,
        DENIED,
        CARRIED_OUT
    }

    public boolean edited() {
        return approved.filter(a -> !a.equals(parameters)).isPresent();
    }
}
