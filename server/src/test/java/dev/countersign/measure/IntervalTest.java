package dev.countersign.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Against the worked examples of R. G. Newcombe's two papers of 1998 (Statistics in Medicine 17).
class IntervalTest {
    @Test
    void wilsonIsWhatThePaperComputes() {
        // 81 of 263, table I: 0.2553 to 0.3662.
        var w = Interval.wilson(81, 263);
        assertThat(w.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(w.high()).isCloseTo(0.3662, within(5e-5));
        // 0 of 20: 0 to 0.1611.
        assertThat(Interval.wilson(0, 20).low()).isZero();
        assertThat(Interval.wilson(0, 20).high()).isCloseTo(0.1611, within(5e-5));
    }

    @Test
    void theDifferenceIsMethodTen() {
        // 56 of 70 against 48 of 80, table II: 0.0524 to 0.3339.
        var d = Interval.difference(48 / 80.0, 80, 56 / 70.0, 70);
        assertThat(d.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(d.high()).isCloseTo(0.3339, within(5e-5));
        // 9 of 10 against 3 of 10: 0.1705 to 0.8090.
        var small = Interval.difference(0.3, 10, 0.9, 10);
        assertThat(small.low()).isCloseTo(0.1705, within(5e-5));
        assertThat(small.high()).isCloseTo(0.8090, within(5e-5));
    }
}
