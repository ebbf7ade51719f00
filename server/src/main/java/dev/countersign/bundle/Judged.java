package dev.countersign.bundle;

import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a bundle said of one exception.
///
/// @param raisedBy whose key sent it
/// @param caseId empty where the policies let it go ahead, so that no case was opened
/// @param contentDigest of what was judged: the source may say something else later
/// @param policies each that spoke, as `name@version`
/// @param exemption the one that made it milder; empty where none did
public record Judged(
        String source,
        String sourceId,
        String raisedBy,
        Optional<String> caseId,
        String contentDigest,
        String bundle,
        Outcome outcome,
        List<String> policies,
        String exemption,
        String explanation,
        Facts facts,
        Instant at) {
    public Judged {
        policies = List.copyOf(policies);
    }
}
