package dev.countersign.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Trains a head, and rehearses on examples kept apart to learn how far its word can be trusted.
final class HeadTraining {
    static final long SEED = 20260314;
    private static final int FOLDS = 5;
    // Up to here every example is kept apart once (five trainings); beyond, a fifth is (one).
    private static final int FEW = 3000;
    // Without examples of what is out of scope, one in fifty of the usual texts goes to a person.
    private static final double USUAL_REJECTED = 0.02;
    // Tickets written from one form are so alike that any other wording would seem a stranger.
    private static final double LEAST_SIMILARITY_DEVIATION = 0.05;
    private static final double OUT_OF_SCOPE_WEIGHT = 3;

    private final List<Example> examples;
    private final List<float[]> inputs;
    private final List<float[]> outOfScope;
    private final List<String> categories;
    private final int[] labels;
    private final int[] fold;

    /// What a head that had not seen an example said of it.
    private record Rehearsed(int label, float[] logits, double similarity) {
        boolean right() {
            return Vectors.argmax(logits) == label;
        }
    }

    private record Point(double score, boolean inScope, boolean right) {}

    HeadTraining(List<Example> examples, List<float[]> outOfScope) {
        this.examples = examples;
        this.inputs = examples.stream().map(Example::vector).toList();
        this.outOfScope = outOfScope;
        this.categories =
                List.copyOf(new TreeSet<>(examples.stream().map(Example::category).toList()));
        if (categories.size() < 2) {
            throw new IllegalArgumentException(
                    "training needs examples of two categories or more, got " + categories.size());
        }
        var numbers = new HashMap<String, Integer>();
        categories.forEach(category -> numbers.put(category, numbers.size()));
        this.labels = examples.stream().mapToInt(e -> numbers.get(e.category())).toArray();
        this.fold = folds();
    }

    /// Deals each category's examples out to the folds in turn, from a random start.
    private int[] folds() {
        var random = new SplittableRandom(SEED);
        var next = random.ints(categories.size(), 0, FOLDS).toArray();
        return Arrays.stream(labels).map(label -> next[label]++ % FOLDS).toArray();
    }

    Head run() {
        var layer = train(IntStream.range(0, inputs.size()).toArray());
        var neighbours = Neighbours.of(inputs, SEED);
        var strangers = new ArrayList<Rehearsed>();
        var rehearsed = rehearse(neighbours, strangers);
        var scope = scope(rehearsed);
        return new Head(
                categories,
                layer,
                neighbours,
                scope.withThreshold(threshold(scope, rehearsed, strangers)),
                Temperature.fit(
                        rehearsed.stream().map(Rehearsed::logits).toList(),
                        rehearsed.stream().mapToInt(Rehearsed::label).toArray()));
    }

    private Linear train(int[] chosen) {
        return Linear.train(
                Arrays.stream(chosen).mapToObj(inputs::get).toList(),
                Arrays.stream(chosen).map(i -> labels[i]).toArray(),
                categories.size(),
                new Linear.Recipe(10, 300, 0.004f, 0.02f, SEED));
    }

    private List<Rehearsed> rehearse(Neighbours neighbours, List<Rehearsed> strangers) {
        var rehearsed = new ArrayList<Rehearsed>();
        for (var f = 0; f < (examples.size() <= FEW ? FOLDS : 1); f++) {
            var apart = f;
            var seen = IntStream.range(0, fold.length).filter(i -> fold[i] != apart).toArray();
            if (seen.length == 0) {
                continue;
            }
            var layer = train(seen);
            IntStream.range(0, fold.length)
                    .filter(i -> fold[i] == apart && i < neighbours.vectors().length)
                    .mapToObj(i ->
                            new Rehearsed(
                                    labels[i],
                                    layer.logits(inputs.get(i)),
                                    neighbours.similarityWithout(i)))
                    .forEach(rehearsed::add);
            if (f == 0) {
                outOfScope.forEach(v ->
                        strangers.add(
                                new Rehearsed(-1, layer.logits(v), neighbours.similarity(v))));
            }
        }
        return rehearsed;
    }

    private static Scope scope(List<Rehearsed> rehearsed) {
        var logits = rehearsed.stream().mapToDouble(HeadTraining::maxLogit).toArray();
        var similarities = rehearsed.stream().mapToDouble(Rehearsed::similarity).toArray();
        return new Scope(
                mean(logits),
                deviation(logits),
                mean(similarities),
                Math.max(LEAST_SIMILARITY_DEVIATION, deviation(similarities)),
                Double.NEGATIVE_INFINITY);
    }

    private static double maxLogit(Rehearsed rehearsed) {
        return rehearsed.logits()[Vectors.argmax(rehearsed.logits())];
    }

    private static double threshold(
            Scope scope, List<Rehearsed> rehearsed, List<Rehearsed> strangers) {
        var points = new ArrayList<Point>();
        rehearsed.forEach(r -> points.add(point(scope, r, true)));
        strangers.forEach(r -> points.add(point(scope, r, false)));
        points.sort(java.util.Comparator.comparingDouble(Point::score));
        if (strangers.isEmpty()) {
            return points.isEmpty()
                    ? Double.NEGATIVE_INFINITY
                    : points.get((int) (points.size() * USUAL_REJECTED)).score();
        }
        var gain = 0.0;
        var best = 0.0;
        var threshold = Double.NEGATIVE_INFINITY;
        for (var i = 0; i + 1 < points.size(); i++) {
            var point = points.get(i);
            gain += point.inScope() ? (point.right() ? -1 : 0) : OUT_OF_SCOPE_WEIGHT;
            if (gain > best) {
                best = gain;
                threshold = (point.score() + points.get(i + 1).score()) / 2;
            }
        }
        return threshold;
    }

    private static Point point(Scope scope, Rehearsed r, boolean inScope) {
        return new Point(scope.score(maxLogit(r), r.similarity()), inScope, inScope && r.right());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double deviation(double[] values) {
        var mean = mean(values);
        var variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(1);
        return Math.max(1e-6, Math.sqrt(variance));
    }
}
