package dev.countersign.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.measure.Beside.Compared;
import dev.countersign.measure.Beside.Moved;
import dev.countersign.playbook.KpiSpec;
import dev.countersign.playbook.KpiSpec.Better;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final Optional<LocalDate> COMPLETED = Optional.of(LocalDate.of(2026, 10, 1));

    private static KpiSpec spec(String unit, Better better) {
        return new KpiSpec(
                "K", "K", "what", unit, better, "there", Optional.empty(), Optional.empty());
    }

    private static Optional<Value> value(String value, String from, Integer pieces) {
        var day = LocalDate.parse(from);
        return Optional.of(
                new Value(
                        new BigDecimal(value), day, day.plusDays(6), Optional.ofNullable(pieces)));
    }

    private static Moved moved(
            String unit, Better better, String a, Integer n, String b, Integer m) {
        var said =
                Judgement.of(
                        spec(unit, better),
                        value(a, "2026-09-07", n),
                        value(b, "2026-11-09", m),
                        COMPLETED);
        assertThat(said).isInstanceOf(Compared.class);
        return ((Compared) said).moved();
    }

    @Test
    @Requirement("E23")
    void betterIsWhatTheOrganisationCallsBetter() {
        assertThat(moved("min", Better.LOWER, "11.4", null, "9.8", null)).isEqualTo(Moved.BETTER);
        assertThat(moved("min", Better.HIGHER, "11.4", null, "9.8", null)).isEqualTo(Moved.WORSE);
        assertThat(moved("min", Better.LOWER, "11.4", null, "11.40", null)).isEqualTo(Moved.SAME);
        assertThat(moved("", Better.HIGHER, "0", null, "3", null)).isEqualTo(Moved.BETTER);
    }

    @Test
    void aShareMustDifferByMoreThanChance() {
        // Newcombe's example: 48 of 80 and 56 of 70 differ; a tenth of the pieces does not show it.
        assertThat(moved("%", Better.HIGHER, "60", 80, "80", 70)).isEqualTo(Moved.BETTER);
        assertThat(moved("%", Better.HIGHER, "60", 8, "80", 7)).isEqualTo(Moved.UNCLEAR);
        assertThat(moved("%", Better.LOWER, "60", 80, "80", 70)).isEqualTo(Moved.WORSE);
        // Without pieces nobody can tell, and the numbers are said as they are.
        assertThat(moved("%", Better.HIGHER, "60", null, "80", 7)).isEqualTo(Moved.BETTER);
    }

    @Test
    @Requirement("E23")
    void withoutABaselineNothingIsClaimed() {
        var now = value("9.8", "2026-11-09", 400);
        assertThat(Judgement.of(spec("min", Better.LOWER), Optional.empty(), now, COMPLETED))
                .isEqualTo(new Beside.NoBaseline(now));
        var was = value("11.4", "2026-09-07", 400);
        assertThat(Judgement.of(spec("min", Better.LOWER), was, Optional.empty(), COMPLETED))
                .isEqualTo(new Beside.NoReading(was.orElseThrow()));
        // The baseline itself, written down as a reading, is no reading since.
        assertThat(Judgement.of(spec("min", Better.LOWER), was, was, COMPLETED))
                .isEqualTo(new Beside.NoReading(was.orElseThrow()));
    }

    @Test
    @Requirement("E77")
    void whatWasMeasuredBeforeAnybodyCompletedSaysNothingOfTraining() {
        var was = value("11.4", "2026-09-07", 400);
        var early = value("9.8", "2026-09-28", 400);
        var said = Judgement.of(spec("min", Better.LOWER), was, early, COMPLETED);
        assertThat(said)
                .isEqualTo(new Beside.Early(was.orElseThrow(), early.orElseThrow(), COMPLETED));
        var nobody =
                Judgement.of(
                        spec("min", Better.LOWER),
                        was,
                        value("9.8", "2026-11-09", 400),
                        Optional.empty());
        assertThat(nobody).isInstanceOf(Beside.Early.class);
        assertThat(new Beside("K", "K", "min", nobody).word()).isEqualTo("too_early");
    }
}
