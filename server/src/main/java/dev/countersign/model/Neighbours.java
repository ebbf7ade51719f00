package dev.countersign.model;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.util.VectorUtil;

/// The texts a head has learnt from, at 8 bits a number: how close are the closest three?
///
/// @param vectors each component in 127ths of six times the usual one: vectors have length 1, so a
///   usual component is one over the root of their size, and larger ones are clipped
@SuppressWarnings("ArrayRecordComponent") // written once
record Neighbours(byte[][] vectors) {
    private static final int MOST = 20_000;
    private static final int K = 3;

    /// Beyond 20,000 texts a random choice is kept.
    static Neighbours of(List<float[]> inputs, long seed) {
        var random = new SplittableRandom(seed);
        var kept = new byte[Math.min(MOST, inputs.size())][];
        for (var i = 0; i < inputs.size(); i++) {
            var slot = i < MOST ? i : random.nextInt(i + 1);
            if (slot < MOST) {
                kept[slot] = small(inputs.get(i));
            }
        }
        return new Neighbours(kept);
    }

    /// Mean cosine of the closest three.
    double similarity(float[] input) {
        return similarity(small(input), -1);
    }

    /// The same for a text that is itself among them, not counting itself.
    double similarityWithout(int index) {
        return similarity(vectors[index], index);
    }

    private double similarity(byte[] input, int without) {
        var best = new int[K];
        java.util.Arrays.fill(best, Integer.MIN_VALUE);
        for (var i = 0; i < vectors.length; i++) {
            var dot = i == without ? Integer.MIN_VALUE : VectorUtil.dotProduct(input, vectors[i]);
            for (var k = 0; k < K && dot > Integer.MIN_VALUE; k++) {
                if (dot > best[k]) {
                    var pushed = best[k];
                    best[k] = dot;
                    dot = pushed;
                }
            }
        }
        var sum = 0.0;
        var count = 0;
        for (var dot : best) {
            if (dot > Integer.MIN_VALUE) {
                sum += dot;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count * step(input.length) * step(input.length);
    }

    private static byte[] small(float[] input) {
        var small = new byte[input.length];
        var step = step(input.length);
        for (var i = 0; i < input.length; i++) {
            small[i] = (byte) Math.clamp(Math.round(input[i] / step), -127, 127);
        }
        return small;
    }

    private static float step(int size) {
        return (float) (Math.min(1, 6 / Math.sqrt(size)) / 127);
    }
}
