package dev.countersign.confidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a confidence is worth: promises about the error rate of what is released by itself, from
/// samples that people reviewed. Pure.
///
/// All of it holds for samples drawn at random from the same traffic as what is released later, and
/// for nothing else; that is why released answers go on being audited.
public final class Certifier {
    private static final double FIRST_SHARE = 0.5;
    private static final double STEP = 0.05;

    private Certifier() {}

    /// The error rate from a threshold on that was chosen before anybody looked.
    public static Finding at(double threshold, List<Sample> samples, Promise promise) {
        var released = samples.stream().filter(s -> s.score() >= threshold).toList();
        var errors = errors(released);
        var bound = Bounds.upper(errors, released.size(), promise.delta());
        return new Finding(
                "single-threshold",
                threshold,
                samples.size(),
                released.size(),
                errors,
                bound,
                promise,
                bound <= promise.error());
    }

    /// The lowest threshold for which the promise can be made: learn then test (Angelopoulos, Bates
    /// and others 2021) over a fixed sequence of shares of the traffic, from the surest half
    /// downwards in steps of a twentieth; the first share that fails ends it, so that many looks
    /// cost nothing.
    ///
    /// Answers of one score stay together. A share's own last answer is not counted: it decided
    /// where the threshold stands.
    ///
    /// @return empty where not even the surest half can be promised
    public static Optional<Finding> lowest(List<Sample> samples, Promise promise) {
        var sorted =
                samples.stream()
                        .sorted(Comparator.comparingDouble(Sample::score).reversed())
                        .toList();
        Optional<Finding> found = Optional.empty();
        var before = -1;
        for (var step = 0; FIRST_SHARE + step * STEP <= 1 + 1e-9; step++) {
            var place = (int) Math.ceil((FIRST_SHARE + step * STEP) * sorted.size() - 1e-9);
            if (place == 0) {
                return found;
            }
            var threshold = sorted.get(place - 1).score();
            var end = endOfTies(sorted, place - 1);
            if (end == before) {
                continue;
            }
            before = end;
            var tied = end - startOfTies(sorted, place - 1) > 1;
            var counted = sorted.subList(0, tied ? end : end - 1);
            var errors = errors(counted);
            if (counted.isEmpty()
                    || Bounds.pValue(errors, counted.size(), promise.error()) > promise.delta()) {
                return found;
            }
            found = Optional.of(finding(threshold, sorted.subList(0, end), samples, promise));
        }
        return found;
    }

    private static Finding finding(
            double threshold, List<Sample> released, List<Sample> samples, Promise promise) {
        return new Finding(
                "learn-then-test",
                threshold,
                samples.size(),
                released.size(),
                errors(released),
                promise.error(),
                promise,
                true);
    }

    /// Looks after every sample, in the order in which they were reviewed, and may stop whenever it
    /// likes. The thresholds are tried in the given order, the surest first; each counts only once
    /// the one before is certified.
    ///
    /// @param thresholds chosen before anybody looked, falling
    /// @return one for each threshold that can be promised, with the number of samples it took
    public static List<Finding> sequential(
            List<Double> thresholds, List<Sample> inOrder, Promise promise) {
        var enough = Math.log(1 / promise.delta());
        var out = new ArrayList<Finding>();
        for (var threshold : thresholds) {
            var released = 0;
            var errors = 0;
            Optional<Finding> reached = Optional.empty();
            for (var i = 0; i < inOrder.size() && reached.isEmpty(); i++) {
                var sample = inOrder.get(i);
                if (sample.score() >= threshold) {
                    released++;
                    errors += sample.right() ? 0 : 1;
                    if (Bounds.logEvidenceBelow(errors, released, promise.error()) >= enough) {
                        reached =
                                Optional.of(
                                        new Finding(
                                                "sequential",
                                                threshold,
                                                i + 1,
                                                released,
                                                errors,
                                                promise.error(),
                                                promise,
                                                true));
                    }
                }
            }
            if (reached.isEmpty()) {
                return List.copyOf(out);
            }
            out.add(reached.get());
        }
        return List.copyOf(out);
    }

    /// How many samples without an error from the threshold on the promise needs at least.
    public static int leastSamples(Promise promise) {
        return (int) Math.ceil(Math.log(promise.delta()) / Math.log1p(-promise.error()) - 1e-9);
    }

    private static int startOfTies(List<Sample> sorted, int at) {
        var start = at;
        while (start > 0 && sorted.get(start - 1).score() == sorted.get(at).score()) {
            start--;
        }
        return start;
    }

    private static int endOfTies(List<Sample> sorted, int at) {
        var end = at + 1;
        while (end < sorted.size() && sorted.get(end).score() == sorted.get(at).score()) {
            end++;
        }
        return end;
    }

    private static int errors(List<Sample> samples) {
        return (int) samples.stream().filter(s -> !s.right()).count();
    }
}
