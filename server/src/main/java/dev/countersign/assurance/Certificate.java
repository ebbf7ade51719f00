package dev.countersign.assurance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What reviewed samples promise of a tool version.
///
/// @param answeredBy the model's version as the answers named it
/// @param recipe how its confidence is made
/// @param method `single-threshold`, `learn-then-test` or `sequential`; see [Finding]
/// @param threshold answers with this confidence or more are meant
/// @param samples how many were reviewed
/// @param released how many of them reach the threshold
/// @param errors how many of those were wrong
/// @param error at most this share of what is released is wrong,
/// @param delta except with at most this chance
/// @param reviewers ids of those who reviewed
/// @param voided why it ended early, and when
public record Certificate(
        String id,
        String tool,
        ToolVersion version,
        String answeredBy,
        String method,
        BigDecimal threshold,
        int samples,
        int released,
        int errors,
        BigDecimal error,
        BigDecimal delta,
        List<String> reviewers,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Voided> voided) {
    public Certificate {
        reviewers = List.copyOf(reviewers);
    }

    /// @param code `model-changed`, `prompt-changed`, `alarm` or `withheld`
    public record Voided(Instant at, String code, String cause) {}

    /// Whether it counts now, for the version that it is about.
    public boolean holds(Instant now) {
        return voided.isEmpty() && now.isBefore(expiresAt);
    }

    /// The share of the samples that would have been released by themselves, 0 to 1.
    public double share() {
        return samples == 0 ? 0 : (double) released / samples;
    }
}
