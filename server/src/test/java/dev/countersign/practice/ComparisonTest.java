package dev.countersign.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.desk.Decided;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final MockException MOCK =
            Mocks.shipped().all().stream()
                    .filter(m -> m.id().equals("ce-name-on-list"))
                    .findFirst()
                    .orElseThrow();
    private static final MockException HARD =
            Mocks.shipped().all().stream()
                    .filter(m -> m.id().equals("rb-after-migration"))
                    .findFirst()
                    .orElseThrow();

    private static Decided decided(Decided.Kind kind, String why, Optional<String> to) {
        return new Decided(
                "dec-1",
                kind,
                "ada",
                why,
                Optional.empty(),
                to,
                "practice",
                List.of(),
                Map.of(),
                Instant.EPOCH);
    }

    @Test
    void theBestAnswerAndTheAcceptableOneAreRightAndTheOtherIsNot() {
        var why = "the match is cleared with papers";

        var best =
                Comparison.of(MOCK, decided(Decided.Kind.ESCALATED, why, Optional.of("legal")), "");
        var good = Comparison.of(MOCK, decided(Decided.Kind.DENIED, why, Optional.empty()), "");
        var wrong = Comparison.of(MOCK, decided(Decided.Kind.APPROVED, why, Optional.empty()), "");

        assertThat(best.right() && best.best() && !best.elsewhere()).isTrue();
        assertThat(good.right() && !good.best()).isTrue();
        assertThat(wrong.right()).isFalse();
    }

    @Test
    void passingItOnToTheWrongRoleIsRightAndTold() {
        var c =
                Comparison.of(
                        MOCK,
                        decided(Decided.Kind.ESCALATED, "somebody else", Optional.of("finance")),
                        "");

        assertThat(c.right() && c.elsewhere()).isTrue();
    }

    @Test
    void looksForWhatTheJustificationShouldSpeakOf() {
        var c =
                Comparison.of(
                        MOCK,
                        decided(
                                Decided.Kind.DENIED,
                                "A SANCTIONS match; compliance clears it",
                                Optional.empty()),
                        "");

        assertThat(c.mentions())
                .extracting(Comparison.Mentioned::found)
                .containsExactly(true, false, true);
    }

    @Test
    void theCategoryCountsOnlyWhereItWasNotTold() {
        var d = decided(Decided.Kind.ESCALATED, "x", Optional.empty());

        assertThat(Comparison.of(MOCK, d, "").category()).isEmpty();
        assertThat(Comparison.of(HARD, d, "rollback").category()).contains(true);
        assertThat(Comparison.of(HARD, d, "").category()).contains(false);
    }
}
