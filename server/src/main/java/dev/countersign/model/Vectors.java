package dev.countersign.model;

import org.apache.lucene.util.VectorUtil;

/// The little linear algebra the heads need.
final class Vectors {
    private Vectors() {}

    static float dot(float[] a, float[] b) {
        return VectorUtil.dotProduct(a, b);
    }

    static void normalise(float[] vector) {
        var length = (float) Math.sqrt(dot(vector, vector));
        if (length > 0) {
            for (var i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
    }

    /// Logits to probabilities, in place.
    static void softmax(float[] logits, double temperature) {
        var max = Float.NEGATIVE_INFINITY;
        for (var logit : logits) {
            max = Math.max(max, logit);
        }
        var sum = 0.0;
        for (var i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.exp((logits[i] - max) / temperature);
            sum += logits[i];
        }
        for (var i = 0; i < logits.length; i++) {
            logits[i] /= (float) sum;
        }
    }

    static int argmax(float[] values) {
        var best = 0;
        for (var i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
