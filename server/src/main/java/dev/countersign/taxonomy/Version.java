package dev.countersign.taxonomy;

import dev.countersign.escalation.Taxonomy;
import java.time.Instant;
import java.util.List;

/// What a team published. It never changes.
///
/// @param taxonomy named `TEAM/NUMBER`, as cases keep it
/// @param why what its author said of it
/// @param changes what is otherwise than in the version before, in words
public record Version(
        String team,
        int number,
        Taxonomy taxonomy,
        String by,
        Instant at,
        String why,
        List<String> changes) {
    public Version {
        changes = List.copyOf(changes);
    }

    public String name() {
        return taxonomy.version();
    }
}
