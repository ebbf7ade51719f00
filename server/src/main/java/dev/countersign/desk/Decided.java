package dev.countersign.desk;

import java.time.Instant;
import java.util.Optional;

/// A decision that was taken, as the record shows it for ever.
///
/// @param answer the text an editor approved instead of the proposed one
public record Decided(
        String id,
        Kind kind,
        String approver,
        String justification,
        Optional<String> answer,
        Optional<String> escalatedTo,
        String playbookVersion,
        Instant at) {
    public enum Kind {
        APPROVED,
        EDITED_AND_APPROVED,
        DENIED,
        ESCALATED,
        OVERTURNED
    }
}
