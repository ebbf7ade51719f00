package dev.countersign.redaction;

import java.util.List;

/// Says where personal data is. Implementations MUST be pure and safe for use by many threads.
@FunctionalInterface
public interface Finder {
    /// @return spans sorted by start that do not overlap; empty where there is nothing
    List<Span> find(CharSequence text);
}
