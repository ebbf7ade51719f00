package dev.countersign.confidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How often promises are broken: from a large reviewed set, a few samples are drawn, a certificate
/// is issued on them, and the rest of the set shows whether it tells the truth. Again and again.
public final class PromiseCheck {
    private static final double CONFIDENT = 0.01;

    private PromiseCheck() {}

    /// A way to choose from which score on answers are released.
    @FunctionalInterface
    public interface Method {
        /// @param samples in the order in which they were reviewed
        /// @param others scores of what was not reviewed
        /// @return the threshold; empty where nothing is promised
        Optional<Double> threshold(List<Sample> samples, List<Double> others, Promise promise);
    }

    public static final Method LEARN_THEN_TEST =
            (samples, others, promise) ->
                    Certifier.lowest(samples, promise).map(Finding::threshold);

    /// Looks after every sample and stops at the first certificate.
    public static final Method SEQUENTIAL =
            (samples, others, promise) ->
                    Certifier.sequential(List.of(share(others, 0.5)), samples, promise).stream()
                            .findFirst()
                            .map(Finding::threshold);

    /// Releases from a score on that somebody once wrote down.
    public static Method fixed(double threshold) {
        return (samples, others, promise) -> Optional.of(threshold);
    }

    /// @param splits how often it was tried
    /// @param issued how often a promise was made
    /// @param broken how often more of the rest was wrong than promised
    /// @param share of the rest that was released, on average; nothing where nothing was promised
    /// @param realised error of what was released, on average over the promises made
    public record Result(int splits, int issued, int broken, double share, double realised) {
        public double brokenRate() {
            return (double) broken / splits;
        }

        /// The rate of broken promises is at least this, with 99 % confidence.
        public double brokenAtLeast() {
            return Bounds.lower(broken, splits, CONFIDENT);
        }
    }

    /// @param all reviewed answers, many more than `samples`
    public static Result of(
            List<Sample> all,
            int samples,
            Promise promise,
            Method method,
            int splits,
            RandomGenerator random) {
        if (all.size() < 2 * samples) {
            throw new IllegalArgumentException(
                    "of "
                            + all.size()
                            + " answers, "
                            + samples
                            + " samples leave too few to check");
        }
        var order = new ArrayList<>(all);
        var issued = 0;
        var broken = 0;
        var share = 0.0;
        var realised = 0.0;
        for (var split = 0; split < splits; split++) {
            draw(order, samples, random);
            var rest = order.subList(samples, order.size());
            var others = rest.stream().map(Sample::score).toList();
            var threshold = method.threshold(order.subList(0, samples), others, promise);
            if (threshold.isEmpty()) {
                continue;
            }
            issued++;
            var released = 0;
            var errors = 0;
            for (var one : rest) {
                if (one.score() >= threshold.get()) {
                    released++;
                    errors += one.right() ? 0 : 1;
                }
            }
            var error = released == 0 ? 0 : (double) errors / released;
            broken += error > promise.error() ? 1 : 0;
            share += (double) released / rest.size();
            realised += error;
        }
        return new Result(
                splits, issued, broken, share / splits, issued == 0 ? 0 : realised / issued);
    }

    /// The first places get a random choice of all.
    private static void draw(List<Sample> order, int count, RandomGenerator random) {
        for (var i = 0; i < count; i++) {
            var j = i + random.nextInt(order.size() - i);
            var one = order.get(i);
            order.set(i, order.get(j));
            order.set(j, one);
        }
    }

    /// The score that this share of the traffic reaches.
    static double share(List<Double> scores, double part) {
        var sorted = scores.stream().sorted((a, b) -> Double.compare(b, a)).toList();
        return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }
}
