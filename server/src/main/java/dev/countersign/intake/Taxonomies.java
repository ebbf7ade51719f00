package dev.countersign.intake;

import dev.countersign.escalation.Taxonomy;

/// Which categories an exception is read by: each team may have its own.
@FunctionalInterface
public interface Taxonomies {
    /// @param team as the exception tells it; may be empty
    /// @param service likewise
    Taxonomy of(String team, String service);
}
