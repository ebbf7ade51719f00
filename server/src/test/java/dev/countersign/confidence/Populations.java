package dev.countersign.confidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Answers whose scores are worth what they say, or less.
final class Populations {
    private static final int SIZE = 20_000;

    private Populations() {}

    /// A score of s is right with chance s; most scores are high.
    static List<Sample> honest(long seed) {
        return of(seed, 1, 0);
    }

    /// The score is the third root of the chance.
    static List<Sample> overConfident(long seed) {
        return of(seed, 3, 0);
    }

    /// Over-confident, and rounded to a twentieth: a fifth of all say 1.
    static List<Sample> tied(long seed) {
        return of(seed, 3, 20);
    }

    private static List<Sample> of(long seed, int root, int steps) {
        var random = new Random(seed);
        var out = new ArrayList<Sample>();
        for (var i = 0; i < SIZE; i++) {
            var chance = 1 - Math.pow(random.nextDouble(), 2.5) * 0.8;
            var score = Math.pow(chance, 1.0 / root);
            var shown = steps == 0 ? score : Math.round(score * steps) / (double) steps;
            out.add(new Sample(shown, random.nextDouble() < chance));
        }
        return out;
    }
}
