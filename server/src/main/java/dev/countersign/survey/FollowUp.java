package dev.countersign.survey;

import java.time.Instant;
import java.util.Optional;

/// What a manager owes to a flag.
///
/// @param item the question; empty for all together
/// @param seen figures, and never who
/// @param owner who asked
public record FollowUp(
        String id,
        String survey,
        String title,
        String item,
        boolean red,
        String seen,
        String owner,
        Instant since,
        Optional<Reaction> reaction) {
    /// @param text empty where its author was erased
    public record Reaction(String text, String by, Instant at) {}

    /// What the programme asks for.
    public String remedy() {
        return red
                ? "Meet the group within two working days, and offer everybody a talk about their"
                        + " work and what comes next. Then write down what will change."
                : "Say at the next weekly what was seen and what will change, and write it down"
                        + " here.";
    }
}
