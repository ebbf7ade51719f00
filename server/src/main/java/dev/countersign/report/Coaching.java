package dev.countersign.report;

import java.util.Optional;

/// Finds with whom a line of a brief can be talked over, and which module teaches what it is about.
@FunctionalInterface
public interface Coaching {
    Coaching NONE = _ -> Optional.empty();

    /// Empty where the line is about nobody.
    Optional<Coach> of(Line line);

    /// Each address is empty where the reader may not go there, or there is nothing.
    ///
    /// @param person their name
    /// @param module its title; empty where none teaches it
    record Coach(
            String person, String personHref, String module, String moduleHref, String caseHref) {}
}
