package dev.countersign.assist;

import java.util.Optional;

/// A question people really ask, and what answers it. From these the look-up learns how sure it may
/// be.
///
/// @param about which shelf is asked
/// @param document id of the one that answers; empty if none does
public record Question(String text, Kind about, Optional<String> document) {
    /// What the shelf holds.
    public enum Kind {
        ARTICLE,
        PROCEDURE
    }

    public Question {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a question to learn from needs a text");
        }
    }
}
