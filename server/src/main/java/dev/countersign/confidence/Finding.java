package dev.countersign.confidence;

/// What reviewed samples say about the answers from a threshold on.
///
/// @param method `single-threshold`, `learn-then-test` or `sequential`
/// @param threshold answers with this score or more are meant
/// @param samples how many were reviewed
/// @param released how many of them reach the threshold
/// @param errors how many of those were wrong
/// @param bound the error rate is at most this, except with a chance of delta
/// @param promise what was asked for
/// @param kept whether the promise can be made
public record Finding(
        String method,
        double threshold,
        int samples,
        int released,
        int errors,
        double bound,
        Promise promise,
        boolean kept) {
    /// The share of answers that would be released by themselves.
    public double share() {
        return samples == 0 ? 0 : (double) released / samples;
    }
}
