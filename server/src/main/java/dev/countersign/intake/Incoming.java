package dev.countersign.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.desk.CaseFacts.Severity;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.policy.Facts;
import java.util.List;

/// One exception as its source told it. Unknown texts are empty.
///
/// @param id the source's own; the same id again is the same exception
/// @param rule what was violated
/// @param recommendation what the source would do
/// @param facts what policies ask that has no field of its own, for example `retention_days`
/// @param evidence whatever the source has to show
/// @param taxonomy its team's, by which the category was read
public record Incoming(
        String source,
        String id,
        String title,
        String category,
        String subtype,
        Severity severity,
        String service,
        String environment,
        String team,
        List<String> tags,
        String rule,
        String recommendation,
        Facts facts,
        JsonNode evidence,
        Taxonomy taxonomy) {
    public Incoming {
        tags = List.copyOf(tags);
    }

    /// The shipped category whose rules hold for it.
    String kind() {
        return taxonomy.kindOf(category);
    }
}
