package dev.countersign.policy;

import dev.countersign.policy.cel.Condition;
import java.time.Instant;

/// A granted exception to one policy. It is a rule on the same path: where it fits and has not
/// expired, the policy's rules say something milder.
///
/// @param condition which cases it covers
/// @param control the compensating control; must be told where the risk is mitigated
/// @param expires at most the policy's `max_days` after `granted`
/// @param renewals how often it was renewed; an exception renewed again and again is none
public record Exemption(
        String id,
        String policy,
        String owner,
        String ticket,
        Category category,
        String control,
        Condition condition,
        Instant granted,
        Instant expires,
        int renewals) {
    /// WAIVER: the risk is accepted; MITIGATED: something else takes care of it.
    public enum Category {
        WAIVER,
        MITIGATED
    }

    public boolean isActive(Instant at) {
        return !at.isBefore(granted) && at.isBefore(expires);
    }
}
