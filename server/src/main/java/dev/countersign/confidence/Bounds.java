package dev.countersign.confidence;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// What so many errors among so many answers say about the error rate. Pure.
final class Bounds {
    private Bounds() {}

    /// The error rate that is exceeded with a chance of at most delta, whatever the truth (Clopper
    /// and Pearson 1934, one-sided).
    ///
    /// @param of how many were looked at; nothing seen says nothing: 1
    static double upper(int errors, int of, double delta) {
        return errors >= of
                ? 1
                : BetaDistribution.of(errors + 1.0, of - errors)
                        .inverseCumulativeProbability(1 - delta);
    }

    /// The rate under which the truth lies with a chance of at most delta.
    static double lower(int errors, int of, double delta) {
        return errors == 0
                ? 0
                : BetaDistribution.of(errors, of - errors + 1.0)
                        .inverseCumulativeProbability(delta);
    }

    /// The chance of so few errors or fewer where the error rate is `rate`.
    static double pValue(int errors, int of, double rate) {
        return BinomialDistribution.of(of, rate).cumulativeProbability(errors);
    }

    /// The natural logarithm of the evidence that the error rate is below `rate`: the mean of the
    /// likelihood ratios of all smaller rates. Where the rate is `rate` or more, it exceeds
    /// ln(1/delta) at any time at all with a chance of at most delta (Ville 1939), so one may look
    /// after every answer.
    static double logEvidenceBelow(int errors, int of, double rate) {
        return LogBeta.value(errors + 1.0, of - errors + 1.0)
                + Math.log(RegularizedBeta.value(rate, errors + 1.0, of - errors + 1.0))
                - Math.log(rate)
                - errors * Math.log(rate)
                - (of - errors) * Math.log1p(-rate);
    }

    /// As [#logEvidenceBelow], that the error rate is above `rate`.
    static double logEvidenceAbove(int errors, int of, double rate) {
        return LogBeta.value(errors + 1.0, of - errors + 1.0)
                + Math.log(RegularizedBeta.complement(rate, errors + 1.0, of - errors + 1.0))
                - Math.log1p(-rate)
                - errors * Math.log(rate)
                - (of - errors) * Math.log1p(-rate);
    }
}
