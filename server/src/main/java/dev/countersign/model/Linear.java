package dev.countersign.model;

import java.util.List;
import java.util.SplittableRandom;

/// A linear softmax layer and its training: Adam on cross-entropy, batches of 64, one thread, the
/// same bits for the same seed.
///
/// Inputs are shifted by `mean` and multiplied by `scale` first, which makes one learning rate fit
/// every encoder.
///
/// @param weights for each class its weights, the last one for the constant 1
@SuppressWarnings("ArrayRecordComponent") // the arrays are written once, by training or reading
record Linear(float[] mean, float scale, float[][] weights) {
    private static final int BATCH = 64;
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    // Encoder dimensions are not independent: a gradient this small changes nothing measurable.
    private static final float NEGLIGIBLE = 1e-4f;

    /// How to train.
    ///
    /// @param minSteps at least so many batches, however few the examples
    record Recipe(int epochs, int minSteps, float rate, float decay, long seed) {}

    int classes() {
        return weights.length;
    }

    float[] logits(float[] input) {
        return scores(weights, prepared(input));
    }

    private float[] prepared(float[] input) {
        var x = new float[input.length + 1];
        for (var i = 0; i < input.length; i++) {
            x[i] = (input[i] - mean[i]) * scale;
        }
        x[input.length] = 1;
        return x;
    }

    private static float[] scores(float[][] weights, float[] x) {
        var logits = new float[weights.length];
        for (var k = 0; k < weights.length; k++) {
            logits[k] = Vectors.dot(weights[k], x);
        }
        return logits;
    }

    static Linear train(List<float[]> inputs, int[] labels, int classes, Recipe recipe) {
        var size = inputs.getFirst().length;
        var mean = mean(inputs, size);
        var layer = new Linear(mean, scale(inputs, mean), new float[classes][size + 1]);
        var prepared = inputs.stream().map(layer::prepared).toList();
        var batches = Math.max(1, (inputs.size() + BATCH - 1) / BATCH);
        var epochs = Math.max(recipe.epochs(), (recipe.minSteps() + batches - 1) / batches);
        new Training(layer.weights, prepared, labels, recipe, epochs * batches).run(epochs);
        return layer;
    }

    private static float[] mean(List<float[]> inputs, int size) {
        var sum = new double[size];
        for (var input : inputs) {
            for (var i = 0; i < size; i++) {
                sum[i] += input[i];
            }
        }
        var mean = new float[size];
        for (var i = 0; i < size; i++) {
            mean[i] = (float) (sum[i] / inputs.size());
        }
        return mean;
    }

    private static float scale(List<float[]> inputs, float[] mean) {
        var square = 0.0;
        for (var input : inputs) {
            for (var i = 0; i < mean.length; i++) {
                square += (input[i] - mean[i]) * (double) (input[i] - mean[i]);
            }
        }
        var deviation = Math.sqrt(square / inputs.size() / mean.length);
        return deviation < 1e-9 ? 1 : (float) (1 / deviation);
    }

    private static final class Training {
        private final float[][] weights;
        private final List<float[]> inputs;
        private final int[] labels;
        private final Recipe recipe;
        private final int steps;
        private final float[][] gradient;
        private final float[][] first;
        private final float[][] second;
        private int step;

        Training(float[][] weights, List<float[]> inputs, int[] labels, Recipe recipe, int steps) {
            this.weights = weights;
            this.inputs = inputs;
            this.labels = labels;
            this.recipe = recipe;
            this.steps = steps;
            var size = weights[0].length;
            this.gradient = new float[weights.length][size];
            this.first = new float[weights.length][size];
            this.second = new float[weights.length][size];
        }

        void run(int epochs) {
            var random = new SplittableRandom(recipe.seed());
            var order = new int[inputs.size()];
            for (var i = 0; i < order.length; i++) {
                order[i] = i;
            }
            for (var epoch = 0; epoch < epochs; epoch++) {
                shuffle(order, random);
                for (var from = 0; from < order.length; from += BATCH) {
                    batch(order, from, Math.min(order.length, from + BATCH));
                }
            }
        }

        private void batch(int[] order, int from, int to) {
            for (var i = from; i < to; i++) {
                var x = inputs.get(order[i]);
                var p = scores(weights, x);
                Vectors.softmax(p, 1);
                p[labels[order[i]]] -= 1;
                for (var k = 0; k < p.length; k++) {
                    if (Math.abs(p[k]) > NEGLIGIBLE) {
                        add(gradient[k], x, p[k] / (to - from));
                    }
                }
            }
            step++;
            // The rate falls to nothing along a line, so that the last batches do not decide.
            var rate = recipe.rate() * (1 - (step - 1f) / steps);
            var correction1 = (float) (1 - Math.pow(BETA1, step));
            var correction2 = (float) (1 - Math.pow(BETA2, step));
            for (var k = 0; k < weights.length; k++) {
                update(k, rate, correction1, correction2);
            }
        }

        private void update(int k, float rate, float correction1, float correction2) {
            var w = weights[k];
            var g = gradient[k];
            var m = first[k];
            var v = second[k];
            var decay = rate * recipe.decay();
            for (var i = 0; i < w.length; i++) {
                m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
                v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
                var root = (float) Math.sqrt(v[i] / correction2) + 1e-8f;
                w[i] -= rate * (m[i] / correction1) / root + decay * w[i];
                g[i] = 0;
            }
        }

        private static void add(float[] to, float[] x, float factor) {
            for (var i = 0; i < to.length; i++) {
                to[i] += factor * x[i];
            }
        }

        private static void shuffle(int[] order, SplittableRandom random) {
            for (var i = order.length - 1; i > 0; i--) {
                var j = random.nextInt(i + 1);
                var kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
        }
    }
}
