package dev.countersign.model;

import java.util.List;

/// Finds the number that logits are divided by so that a stated probability is a frequency.
///
/// Judged by the Brier score of the likeliest class. The number is used only if, fitted on one half
/// and tried on the other both ways, it is better by more than its standard error: with few
/// examples a correction does more harm than good.
final class Temperature {
    private Temperature() {}

    /// @param labels right class for each of the logits
    static double fit(List<float[]> logits, int[] labels) {
        if (logits.size() < 40) {
            return 1;
        }
        var halves = new double[] {best(logits, labels, 0, 2), best(logits, labels, 1, 2)};
        var sum = 0.0;
        var squares = 0.0;
        for (var i = 0; i < labels.length; i++) {
            var other = halves[1 - i % 2];
            var gain = brier(logits.get(i), labels[i], 1) - brier(logits.get(i), labels[i], other);
            sum += gain;
            squares += gain * gain;
        }
        var mean = sum / labels.length;
        var error = Math.sqrt((squares / labels.length - mean * mean) / labels.length);
        return mean > error ? best(logits, labels, 0, 1) : 1;
    }

    private static double best(List<float[]> logits, int[] labels, int from, int step) {
        var best = 1.0;
        var least = Double.POSITIVE_INFINITY;
        for (var power = -20; power <= 20; power++) {
            var temperature = Math.pow(1.08, power);
            var loss = 0.0;
            for (var i = from; i < labels.length; i += step) {
                loss += brier(logits.get(i), labels[i], temperature);
            }
            if (loss < least) {
                least = loss;
                best = temperature;
            }
        }
        return best;
    }

    private static double brier(float[] logits, int label, double temperature) {
        var p = logits.clone();
        Vectors.softmax(p, temperature);
        var top = Vectors.argmax(p);
        var miss = p[top] - (top == label ? 1 : 0);
        return miss * miss;
    }
}
