package dev.countersign.confidence;

/// One answer that a person has reviewed.
///
/// @param score how sure the tool was, 0 to 1
/// @param right whether the person found it right
public record Sample(double score, boolean right) {
    public Sample {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score `" + score + "` is not from 0 to 1");
        }
    }
}
