package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CurveTest {
    @Test
    void findsTheProbabilityThatTheSamplesWereDrawnFrom() {
        var random = new Random(7);
        var samples = new ArrayList<Curve.Sample>();
        for (var i = 0; i < 20_000; i++) {
            var evidence = draw(random);
            samples.add(new Curve.Sample(evidence, random.nextDouble() < truth(evidence)));
        }

        var curve = Curve.fit(samples);

        for (var i = 0; i < 200; i++) {
            var evidence = draw(random);
            assertThat(curve.at(evidence)).isCloseTo(truth(evidence), within(0.05));
        }
    }

    @Test
    void staysModestWhereTheSamplesAreSeparable() {
        var samples =
                List.of(
                        new Curve.Sample(new Evidence(0.9, 0.2, 5, 3), true),
                        new Curve.Sample(new Evidence(0.8, 0.1, 4, 2), true),
                        new Curve.Sample(new Evidence(0.5, 0, 1, 0), false),
                        new Curve.Sample(new Evidence(0.4, 0, 0, 0), false));

        var curve = Curve.fit(samples);

        assertThat(curve.at(new Evidence(0.9, 0.2, 5, 3))).isBetween(0.6, 0.97);
        assertThat(curve.at(new Evidence(0.4, 0, 0, 0))).isBetween(0.03, 0.4);
    }

    @Test
    void refusesToFitWhatShowsNoDifference() {
        assertThatThrownBy(() ->
                        Curve.fit(List.of(new Curve.Sample(new Evidence(0.9, 0.2, 5, 3), true))))
                .hasMessageContaining("right and wrong");
    }

    private static Evidence draw(Random random) {
        return new Evidence(
                0.6 + 0.15 * random.nextGaussian(),
                0.05 * random.nextGaussian(),
                4 + random.nextGaussian(),
                random.nextGaussian());
    }

    private static double truth(Evidence e) {
        var sum = 8 * (e.similarity() - 0.6) + 10 * e.lead() + 0.5 * (e.words() - 4) - 0.3;
        return 1 / (1 + Math.exp(-sum));
    }
}
