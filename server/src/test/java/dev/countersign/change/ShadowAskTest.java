package dev.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.kernel.ProblemException;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowAskTest {
    @Test
    void noNumberOfCasesIsNoShadow() {
        assertThat(ShadowAsk.typed(" ", "5", "7")).isEmpty();
    }

    @Test
    void readsPercentAsAShareAndTheUsualDays() {
        assertThat(ShadowAsk.typed("50", "2,5", ""))
                .contains(new ShadowAsk(50, Optional.of(new BigDecimal("0.025")), 7));
        assertThat(ShadowAsk.typed("1", "", "90")).contains(new ShadowAsk(1, Optional.empty(), 90));
    }

    @ParameterizedTest
    @CsvSource({
        "0,5,7,0 cases",
        "10001,5,7,10001 cases",
        "many,5,7,`many`",
        "50,101,7,1.01",
        "50,five,7,`five`",
        "50,5,0,0 days",
        "50,5,91,91 days",
        "50,5,a week,`a week`"
    })
    void saysWhatIsWrongWithIt(String cases, String percent, String days, String said) {
        assertThatThrownBy(() -> ShadowAsk.typed(cases, percent, days))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(said);
    }

    @Test
    void whoSignsReadsWhatIsWatched() {
        assertThat(new ShadowAsk(50, Optional.of(new BigDecimal("0.05")), 7).inWords())
                .isEqualTo(
                        "is watched first, unseen, on 50 live cases and for at most 7 days; goes"
                                + " live by itself where at most 5 % of them come out differently,"
                                + " else stops");
        assertThat(new ShadowAsk(1, Optional.empty(), 1).inWords())
                .isEqualTo(
                        "is watched first, unseen, on 1 live case and for at most 1 day; goes live"
                                + " then once an approver has looked, else stops");
    }
}
