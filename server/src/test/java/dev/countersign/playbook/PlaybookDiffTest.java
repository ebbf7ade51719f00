package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Golden;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlaybookDiffTest {
    @Test
    @Requirement({"E1", "E49"})
    void saysWhatAHigherLimitMeans() throws IOException {
        assertThat(diff("block_on_confidence_lt: 0.6", "block_on_confidence_lt: 0.75"))
                .containsExactly(
                        "`risk_thresholds.block_on_confidence_lt` goes from 0.6 to 0.75: answers from"
                                + " 0.60 up to 0.75 are now blocked");
        assertThat(diff("block_on_confidence_lt: 0.6", "block_on_confidence_lt: 0.60")).isEmpty();
    }

    @Test
    @Requirement("E1")
    void saysEachKindOfChangeInWords() throws IOException {
        var before = OutlineReaderTest.resource("whole.yaml");
        var after =
                before.replace("1.10", "1.11")
                        .replace("\"eu-west-1\"", "\"eu-west-1\", \"us-east-1\"")
                        .replace("pii_redaction: true", "pii_redaction: false")
                        .replace("prompts: [\"look_up\"]", "prompts: [\"sort\"]")
                        .replace("      human_in_loop: true\n", "")
                        .replace("- name: lead", "- name: chief")
                        .replace(
                                "type: quiz\n            threshold: 0.85",
                                "type: quiz\n            threshold: 0.9")
                        .replace("confidence_threshold: 0.8", "confidence_threshold: 0.75")
                        .replace("retention_days: 365", "retention_days: 730")
                        .replace(
                                "- \"lead\"\n      - \"legal_partner\"",
                                "- \"legal_partner\"\n      - \"lead\"")
                        .replace("[\"cancelled\", \"PII\"]", "[\"cancelled\", \"refund\"]")
                        .replace("manual_review_required: true", "manual_review_required: false");

        Golden.check(
                "playbook-diff.txt",
                String.join("\n", PlaybookDiff.inWords(read(before), read(after))) + "\n");
    }

    @Test
    void matchesByNameAndNotByPlace() throws IOException {
        var before = OutlineReaderTest.resource("whole.yaml");
        var moved =
                before.replace(
                                "    # The lead answers for the desk.\n    - name: lead\n      prompts: [\"forecast\"]\n",
                                "")
                        .replace(
                                "  roles:\n",
                                "  roles:\n    - name: lead\n      prompts: [\"forecast\"]\n");

        assertThat(PlaybookDiff.inWords(read(before), read(moved)))
                .containsExactly(
                        "the order of roles, tracks, modules or microtools changes, nothing else");
        assertThat(PlaybookDiff.inWords(read(before), read(before))).isEmpty();
    }

    private static java.util.List<String> diff(String from, String to) throws IOException {
        var before = OutlineReaderTest.resource("whole.yaml");
        return PlaybookDiff.inWords(read(before), read(before.replace(from, to)));
    }

    private static Playbook read(String text) {
        return PlaybookReader.read("p", text, Mode.STRICT).playbook().orElseThrow();
    }
}
