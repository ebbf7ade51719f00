package dev.countersign.model;

import java.util.List;

/// The probability that the first document found is the right one, given the [Evidence]: logistic
/// regression with a ridge of 1 on standardised values, by Newton's method. Immutable.
public final class Curve {
    private static final double RIDGE = 1;
    private static final int STEPS = 50;

    private final double[] mean;
    private final double[] deviation;
    private final double[] weights;

    /// @param right whether the first document found was the one that answers
    public record Sample(Evidence evidence, boolean right) {}

    private Curve(double[] mean, double[] deviation, double[] weights) {
        this.mean = mean;
        this.deviation = deviation;
        this.weights = weights;
    }

    /// @param samples right and wrong ones
    /// @throws IllegalArgumentException if all are right or all are wrong: nothing tells them apart
    public static Curve fit(List<Sample> samples) {
        var right = samples.stream().filter(Sample::right).count();
        if (right == 0 || right == samples.size()) {
            throw new IllegalArgumentException("needs right and wrong samples");
        }
        var size = samples.getFirst().evidence().values().length;
        var mean = new double[size];
        var deviation = new double[size];
        for (var sample : samples) {
            var x = sample.evidence().values();
            for (var j = 0; j < size; j++) {
                mean[j] += x[j] / samples.size();
                deviation[j] += x[j] * x[j] / samples.size();
            }
        }
        for (var j = 0; j < size; j++) {
            deviation[j] = Math.sqrt(Math.max(deviation[j] - mean[j] * mean[j], 1e-12));
        }
        var curve = new Curve(mean, deviation, new double[size + 1]);
        for (var step = 0; step < STEPS; step++) {
            curve.step(samples);
        }
        return curve;
    }

    /// @return 0 to 1
    public double at(Evidence evidence) {
        return at(standard(evidence));
    }

    private double at(double[] x) {
        var sum = 0.0;
        for (var j = 0; j < x.length; j++) {
            sum += weights[j] * x[j];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private double[] standard(Evidence evidence) {
        var values = evidence.values();
        var x = new double[values.length + 1];
        for (var j = 0; j < values.length; j++) {
            x[j] = (values[j] - mean[j]) / deviation[j];
        }
        x[values.length] = 1;
        return x;
    }

    private void step(List<Sample> samples) {
        var n = weights.length;
        var gradient = new double[n];
        var hessian = new double[n][n];
        for (var j = 0; j < n - 1; j++) {
            gradient[j] = RIDGE * weights[j];
            hessian[j][j] = RIDGE;
        }
        for (var sample : samples) {
            var x = standard(sample.evidence());
            var p = at(x);
            for (var j = 0; j < n; j++) {
                gradient[j] += (p - (sample.right() ? 1 : 0)) * x[j];
                for (var k = 0; k < n; k++) {
                    hessian[j][k] += p * (1 - p) * x[j] * x[k];
                }
            }
        }
        var change = solve(hessian, gradient);
        for (var j = 0; j < n; j++) {
            weights[j] -= change[j];
        }
    }

    // Cholesky without square roots would do; with five unknowns plain elimination reads better.
    // The
    // matrix is positive definite, so no pivot is zero.
    private static double[] solve(double[][] a, double[] b) {
        var n = b.length;
        for (var i = 0; i < n; i++) {
            for (var r = i + 1; r < n; r++) {
                var factor = a[r][i] / a[i][i];
                for (var c = i; c < n; c++) {
                    a[r][c] -= factor * a[i][c];
                }
                b[r] -= factor * b[i];
            }
        }
        for (var i = n - 1; i >= 0; i--) {
            for (var c = i + 1; c < n; c++) {
                b[i] -= a[i][c] * b[c];
            }
            b[i] /= a[i][i];
        }
        return b;
    }
}
