package dev.countersign.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision that was taken, as the record shows it for ever.
///
/// @param answer the text an editor approved instead of the proposed one
/// @param via on whose authority, where it was not the approver's own
/// @param conditions that an approval was given under, for example until when
public record Decided(
        String id,
        Kind kind,
        String approver,
        String justification,
        Optional<String> answer,
        Optional<String> escalatedTo,
        String playbookVersion,
        List<String> via,
        Map<String, String> conditions,
        Instant at) {
    public Decided {
        via = List.copyOf(via);
        conditions = Map.copyOf(conditions);
    }

    public enum Kind {
        APPROVED,
        EDITED_AND_APPROVED,
        DENIED,
        ESCALATED,
        OVERTURNED,
        /// Approved past the groups, in an emergency.
        BROKE_GLASS,
        /// Somebody took their own decision back.
        TAKEN_BACK,
        /// The source says something else now.
        AMENDED,
        /// Somebody put it under a category.
        CATEGORISED
    }
}
