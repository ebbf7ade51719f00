package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import java.util.List;
import java.util.Map;

/// What the policies say of one case. Immutable.
///
/// @param outcome ESCALATE where no policy speaks: a person decides
/// @param matched each rule that fits, the decisive ones first
/// @param explanation in words
/// @param minimal facts that suffice, given which policies are in scope: whatever the other facts,
///   the outcome stays; none of them can be left out
/// @param bundle SHA-256 of the policies and exemptions that said so
public record PolicyVerdict(
        Outcome outcome,
        boolean spoken,
        List<Matched> matched,
        String explanation,
        Map<Attribute, Object> minimal,
        String bundle) {
    public PolicyVerdict {
        matched = List.copyOf(matched);
        minimal = java.util.Collections.unmodifiableMap(minimal);
    }

    /// @param exemption the one that made it milder; empty where none did
    /// @param failed whether it could not be evaluated; then a person decides
    public record Matched(
            String rule,
            String version,
            Outcome says,
            boolean decisive,
            boolean counts,
            String exemption,
            boolean failed) {}
}
