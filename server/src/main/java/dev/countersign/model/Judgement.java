package dev.countersign.model;

import java.util.List;
import java.util.OptionalDouble;

/// What a head makes of a text.
///
/// @param category the likeliest
/// @param confidence its calibrated probability, 0 to 1; empty where the text looks like nothing
///   the head has learnt from
/// @param candidates the likeliest categories, best first, at most five
/// @param scope how much the text looks like what was learnt: standard deviations above (or, if
///   negative, below) the usual, logit and neighbours added
public record Judgement(
        String category, OptionalDouble confidence, List<Candidate> candidates, double scope) {
    /// A category and its probability, 0 to 1.
    public record Candidate(String category, double probability) {}

    public Judgement {
        candidates = List.copyOf(candidates);
    }

    public boolean inScope() {
        return confidence.isPresent();
    }
}
