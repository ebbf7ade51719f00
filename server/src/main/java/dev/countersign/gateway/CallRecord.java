package dev.countersign.gateway;

import dev.countersign.kernel.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A governed call as it is kept. Texts are masked.
///
/// @param redactions how many of each kind were masked
public record CallRecord(
        String id,
        String personId,
        String role,
        String route,
        String prompt,
        int promptVersion,
        String upstream,
        String model,
        String modelVersion,
        String region,
        boolean noTraining,
        String playbookVersion,
        CallState state,
        String requestText,
        String requestDigest,
        Optional<String> answerText,
        Optional<String> answerDigest,
        Optional<String> response,
        Optional<String> confidence,
        Optional<String> recipe,
        Map<String, Integer> redactions,
        List<Reason> reasons,
        Optional<String> caseId,
        Instant createdAt,
        Optional<Instant> settledAt) {
    public CallRecord {
        redactions = Map.copyOf(redactions);
        reasons = List.copyOf(reasons);
    }

    public String promptReference() {
        return prompt + "@" + promptVersion;
    }
}
