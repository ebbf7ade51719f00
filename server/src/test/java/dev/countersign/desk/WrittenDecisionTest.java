package dev.countersign.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.desk.WrittenDecision.Wrong;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// One reader for the page, the API and chat.
class WrittenDecisionTest {
    static final java.util.List<String> CHOICES = WrittenDecision.CHOICES;

    private static final String WHY = "checked the order record and the carrier's note";

    private static WrittenDecision written(String chosen, String text, String to, String why) {
        return new WrittenDecision(chosen, text, to, why, Map.of("until", "2026-12-24"));
    }

    @ParameterizedTest
    @FieldSource("CHOICES")
    void everyChoiceIsReadWithItsJustification(String choice) {
        var decision = written(choice, "half the fee", "security", WHY).decision();

        assertThat(decision.justification().text()).isEqualTo(WHY);
        assertThat(decision.getClass().getSimpleName())
                .isEqualToIgnoringCase(choice.replace("_", ""));
    }

    @ParameterizedTest
    @FieldSource("CHOICES")
    void whateverIsMissingIsNamedByItsField(String choice) {
        var wrong = written(choice, " ", "", "ok").wrong();

        var missing =
                switch (choice) {
                    case "edit_and_approve" -> new String[] {"text", "justification"};
                    case "escalate" -> new String[] {"to", "justification"};
                    default -> new String[] {"justification"};
                };
        assertThat(wrong).extracting(Wrong::field).containsExactly(missing);
    }

    @Test
    void anUnknownChoiceIsNoDecision() {
        assertThatThrownBy(() -> written("approved", "", "", WHY).decision())
                .hasMessage("no decision was chosen");
    }

    @Test
    void onlyAnApprovalKeepsConditions() {
        assertThat(written("approve", "", "", WHY).decision().conditions()).containsKey("until");
        assertThat(written("deny", "", "", WHY).decision().conditions()).isEmpty();
    }
}
