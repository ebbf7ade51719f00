package dev.countersign.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.confidence.PromiseCheck.Method;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Certificates tell the truth as often as they say: in every cell of scores, samples and error,
/// the rate of broken promises is not shown to be above delta. With
/// `-Dcountersign.certificate.splits=1000` at full count.
class PromiseLawTest {
    private static final int SPLITS = Integer.getInteger("countersign.certificate.splits", 200);
    private static final double DELTA = 0.1;

    private static final Map<String, List<Sample>> CELLS =
            new TreeMap<>(
                    Map.of(
                            "honest", Populations.honest(1),
                            "over-confident", Populations.overConfident(2),
                            "tied", Populations.tied(3)));

    @Test
    @Requirement("E36")
    void learnThenTestKeepsItsPromise() {
        keeps("learn-then-test", PromiseCheck.LEARN_THEN_TEST);
    }

    @Test
    @Requirement("E36")
    void lookingAfterEverySampleKeepsItToo() {
        keeps("sequential", PromiseCheck.SEQUENTIAL);
    }

    private static void keeps(String name, Method method) {
        for (var cell : CELLS.entrySet()) {
            for (var n : List.of(50, 200, 500)) {
                for (var error : List.of(0.05, 0.10)) {
                    var promise = new Promise(error, DELTA);
                    var r = run(cell.getValue(), n, promise, method);
                    var fixed = run(cell.getValue(), n, promise, PromiseCheck.fixed(0.82));
                    System.out.printf(
                            "%-15s %-14s n %3d error %.2f: issued %.3f broken %.3f (at least %.3f) share %.3f; fixed 0.82 broken %.3f%n",
                            name,
                            cell.getKey(),
                            n,
                            error,
                            (double) r.issued() / r.splits(),
                            r.brokenRate(),
                            r.brokenAtLeast(),
                            r.share(),
                            fixed.brokenRate());
                    assertThat(r.brokenAtLeast())
                            .as("%s, %s, n %d, error %s", name, cell.getKey(), n, error)
                            .isLessThanOrEqualTo(DELTA);
                }
            }
        }
    }

    private static PromiseCheck.Result run(
            List<Sample> all, int n, Promise promise, Method method) {
        return PromiseCheck.of(all, n, promise, method, SPLITS, new Random(n));
    }

    /// The law can fail: the lowest threshold that looks good enough breaks its promise.
    @Test
    void whatLooksGoodEnoughIsNoPromise() {
        Method naive =
                (samples, others, promise) ->
                        samples.stream()
                                .map(Sample::score)
                                .sorted()
                                .filter(t -> looksGood(samples, t, promise))
                                .findFirst();
        var r = run(Populations.honest(1), 200, new Promise(0.05, DELTA), naive);
        assertThat(r.brokenAtLeast()).isGreaterThan(DELTA);
    }

    private static boolean looksGood(List<Sample> samples, double threshold, Promise promise) {
        var released = samples.stream().filter(s -> s.score() >= threshold).toList();
        var errors = released.stream().filter(s -> !s.right()).count();
        return errors <= promise.error() * released.size();
    }

    @Test
    void aFixedThresholdOnOverConfidentScoresBreaksIt() {
        var r =
                run(
                        Populations.overConfident(2),
                        50,
                        new Promise(0.05, DELTA),
                        PromiseCheck.fixed(0.82));
        assertThat(r.brokenRate()).isEqualTo(1);
    }
}
