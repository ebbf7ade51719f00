package dev.countersign.model;

/// Tells texts like those learnt from others by two signs: the head's largest logit, and the
/// similarity of the closest texts learnt from. Each is measured in standard deviations from what
/// texts not seen in training showed; the sum below `threshold` is out of scope.
record Scope(
        double logitMean,
        double logitDeviation,
        double similarityMean,
        double similarityDeviation,
        double threshold) {
    double score(double logit, double similarity) {
        return (logit - logitMean) / logitDeviation
                + (similarity - similarityMean) / similarityDeviation;
    }

    Scope withThreshold(double other) {
        return new Scope(logitMean, logitDeviation, similarityMean, similarityDeviation, other);
    }
}
