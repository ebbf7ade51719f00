package dev.countersign.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.testing.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertifierTest {
    private static List<Sample> samples(int right, int wrong, double score) {
        var out = new ArrayList<Sample>();
        IntStream.range(0, right).forEach(_ -> out.add(new Sample(score, true)));
        IntStream.range(0, wrong).forEach(_ -> out.add(new Sample(score, false)));
        return out;
    }

    /// The exact bounds of published tables: Clopper and Pearson, 90 % one-sided.
    @Test
    @Requirement("E36")
    void fiftySamplesAreWorthWhatTheTablesSay() {
        var promise = new Promise(0.1, 0.1);
        assertThat(Certifier.at(0.82, samples(50, 0, 0.9), promise).bound())
                .isCloseTo(0.0450, within(0.0001));
        assertThat(Certifier.at(0.82, samples(49, 1, 0.9), promise).bound())
                .isCloseTo(0.0757, within(0.0005));
        assertThat(Certifier.at(0.82, samples(48, 2, 0.9), promise).bound())
                .isCloseTo(0.1027, within(0.0005));
        assertThat(Certifier.at(0.82, samples(48, 2, 0.9), promise).kept()).isFalse();
        assertThat(Certifier.at(0.82, samples(49, 1, 0.9), promise).kept()).isTrue();
        assertThat(Certifier.at(0.95, samples(49, 1, 0.9), promise).bound()).isEqualTo(1);
    }

    @Test
    void saysHowManyFaultlessSamplesAPromiseNeeds() {
        assertThat(Certifier.leastSamples(new Promise(0.18, 0.1))).isEqualTo(12);
        assertThat(Certifier.leastSamples(new Promise(0.1, 0.05))).isEqualTo(29);
        assertThat(Certifier.leastSamples(new Promise(0.05, 0.1))).isEqualTo(45);
        assertThat(Certifier.leastSamples(new Promise(0.01, 0.1))).isEqualTo(230);
    }

    @Test
    void answersOfOneScoreStayTogether() {
        var all = samples(100, 0, 0.9);
        all.addAll(samples(60, 40, 0.5));
        var found = Certifier.lowest(all, new Promise(0.05, 0.1)).orElseThrow();
        assertThat(found.threshold()).isEqualTo(0.9);
        assertThat(found.released()).isEqualTo(100);
        assertThat(found.share()).isEqualTo(0.5);
    }

    @Test
    void promisesNothingFromNothing() {
        assertThat(Certifier.lowest(List.of(), new Promise(0.05, 0.1))).isEmpty();
        assertThat(Certifier.lowest(samples(40, 0, 0.9), new Promise(0.05, 0.1))).isEmpty();
        assertThatThrownBy(() -> new Promise(0, 0.1)).hasMessageContaining("error");
        assertThatThrownBy(() -> new Sample(1.01, true)).hasMessageContaining("0 to 1");
    }

    @Test
    void anEarlyLookEndsAsSoonAsTheEvidenceIsThere() {
        var found =
                Certifier.sequential(
                        List.of(0.8, 0.4), samples(300, 0, 0.9), new Promise(0.1, 0.1));
        assertThat(found).hasSize(2);
        assertThat(found.getFirst().samples()).isLessThan(60).isGreaterThan(21);
        assertThat(Certifier.sequential(List.of(0.8), samples(30, 30, 0.9), new Promise(0.1, 0.1)))
                .isEmpty();
    }

    @Test
    void theErrorAlarmRingsWhenThePromiseNoLongerHolds() {
        var delays = new ArrayList<Integer>();
        var falseAlarms = 0;
        for (var run = 0; run < 100; run++) {
            var random = new Random(run);
            var alarm = new ErrorAlarm(0.05, 0.01);
            var rang = false;
            for (var i = 0; i < 200; i++) {
                rang |= alarm.audited(random.nextDouble() >= 0.03);
            }
            falseAlarms += rang ? 1 : 0;
            var delay = 0;
            while (!rang && delay < 1_000) {
                delay++;
                rang = alarm.audited(random.nextDouble() >= 0.2);
            }
            delays.add(delay);
        }
        assertThat(falseAlarms).isLessThanOrEqualTo(3);
        assertThat(delays.stream().sorted().toList().get(50)).isLessThan(120);
    }

    @Test
    void theDriftAlarmNeedsNoLabels() {
        var delays = new ArrayList<Integer>();
        var falseAlarms = 0;
        for (var run = 0; run < 60; run++) {
            var random = new Random(run);
            var reference = random.doubles(500, 0.5, 1).boxed().toList();
            var alarm = new DriftAlarm(reference, 10_000);
            var rang = false;
            for (var i = 0; i < 1_000; i++) {
                rang |= alarm.seen(random.nextDouble(0.5, 1), random.nextDouble());
            }
            falseAlarms += rang ? 1 : 0;
            var delay = 0;
            while (!rang && delay < 2_000) {
                delay++;
                var foreign = random.nextDouble() < 0.2;
                rang =
                        alarm.seen(
                                foreign ? random.nextDouble(0.2, 0.5) : random.nextDouble(0.5, 1),
                                random.nextDouble());
            }
            delays.add(delay);
        }
        assertThat(falseAlarms).isLessThanOrEqualTo(2);
        assertThat(delays.stream().sorted().toList().get(30)).isLessThan(100);
    }
}
