package dev.countersign.assist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.model.Encoder;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Encoder ENCODER = new Encoder();

    @Test
    void quotesForEachStepTheSentenceThatIsNearestAndIsNeverSureOfItself() {
        var answer =
                Evidence.of(
                        ENCODER,
                        """
                        SOP-04, Change a delivery address
                        1. Call back on the number in the account record.
                        2. State the charge before changing anything.
                        Record:
                        We called back on the number in the account record at noon.
                        The truck was blue.\
                        """);

        var lines = answer.text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "1. followed: \"We called back on the number in the account record at noon.\"");
        assertThat(lines.getLast()).startsWith("2. cannot tell: \"");
        assertThat(answer.confidence()).isEmpty();
    }

    @Test
    void neverSaysThatAStepWasNotFollowed() {
        var answer = Evidence.of(ENCODER, "1. Weigh the parcel.\nRecord:\nIt rained all day.");

        assertThat(answer.text()).isEqualTo("1. cannot tell: \"It rained all day.\"");
    }

    @Test
    void saysWhatIsMissingWhereThereIsNothingToLookIn() {
        assertThat(Evidence.of(ENCODER, "Was it done?").text()).contains("no record");
    }
}
