package dev.countersign.confidence;

/// What a certificate is to promise: at most this share of errors among the answers that are
/// released by themselves, with at most this chance that the promise is wrong.
///
/// @param error above 0, below 1
/// @param delta above 0, below 1
public record Promise(double error, double delta) {
    public Promise {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("the error `" + error + "` is not between 0 and 1");
        }
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta `" + delta + "` is not between 0 and 1");
        }
    }
}
