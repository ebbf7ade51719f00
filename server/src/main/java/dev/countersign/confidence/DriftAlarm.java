package dev.countersign.confidence;

import java.util.Arrays;
import java.util.List;

/// Watches how like the known questions new ones are, without any label: rings when strange ones
/// gather. Each is ranked among the reference (a conformal p-value) and the ranks are bet against
/// by a power martingale that starts afresh whenever it loses everything (Vovk, Nouretdinov and
/// Gammerman 2003; Volkhonskiy and others 2017). Not for several threads.
public final class DriftAlarm {
    private static final double[] POWERS = {0.2, 0.4, 0.6, 0.8};

    private final double[] reference;
    private final double threshold;
    private final double[] wealth = new double[POWERS.length];

    /// @param reference likeness of questions from the traffic that the certificate is about
    /// @param threshold rings above this wealth: about one false alarm in so many questions
    public DriftAlarm(List<Double> reference, double threshold) {
        if (reference.isEmpty() || !(threshold > 1)) {
            throw new IllegalArgumentException("a reference and a threshold above 1 are needed");
        }
        this.reference = reference.stream().mapToDouble(Double::doubleValue).toArray();
        this.threshold = threshold;
        Arrays.fill(wealth, 1);
    }

    /// One more question.
    ///
    /// @param likeness as those of the reference; lower is stranger
    /// @param tieBreaker uniform from 0, included, to 1, excluded
    /// @return whether it rings
    public boolean seen(double likeness, double tieBreaker) {
        var below = 0;
        var equal = 0;
        for (var known : reference) {
            below += known < likeness ? 1 : 0;
            equal += known == likeness ? 1 : 0;
        }
        var p = (below + (1 - tieBreaker) * (equal + 1)) / (reference.length + 1);
        var sum = 0.0;
        for (var i = 0; i < wealth.length; i++) {
            var bet = POWERS[i] * Math.pow(p, POWERS[i] - 1);
            wealth[i] = Math.max(1, wealth[i]) * bet;
            sum += wealth[i];
        }
        return sum / wealth.length >= threshold;
    }
}
