package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was watched counts once, and what was skipped not at all.
class SpansTest {
    @Test
    void overlapsCountOnceAndGapsCountNot() {
        var seen = Spans.of("0-5000").and(Spans.of("20000-30000,4000-6000"));
        assertThat(seen.text()).isEqualTo("0-6000,20000-30000");
        assertThat(seen.total()).isEqualTo(16_000);
        assertThat(new Watch(30_000, seen, Optional.empty()).percent(32_000)).isEqualTo(50);
    }

    @Test
    void aHairBetweenTwoStretchesIsThePlayersClock() {
        assertThat(Spans.of("0-1000,1200-2000").text()).isEqualTo("0-2000");
        assertThat(Spans.of("0-1000,1600-2000").list()).hasSize(2);
    }

    @Test
    void nothingBehindTheEndCounts() {
        assertThat(Spans.of("0-1000,5000-9000,20000-21000").within(6000).text())
                .isEqualTo("0-1000,5000-6000");
        assertThat(Spans.NONE.within(0).total()).isZero();
    }

    @Test
    void whatIsNoSpanIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spans.of("5-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spans.of("0-1,x"))
                .withMessageContaining("`x`");
        assertThat(Spans.of("")).isEqualTo(Spans.NONE);
    }
}
