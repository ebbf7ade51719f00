package dev.countersign.taxonomy;

import dev.countersign.escalation.Taxonomy.Category;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a team's next version will be.
///
/// @param revision rises with each saving and never falls, so that whoever saves names what they
///   saw
/// @param saved by whom and when; empty where nobody began one: then the categories are those in
///   force
public record Draft(String team, int revision, List<Category> categories, Optional<Saved> saved) {
    public Draft {
        categories = List.copyOf(categories);
    }

    public record Saved(String by, Instant at) {}
}
