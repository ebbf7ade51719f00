package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Requirement;
import dev.countersign.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    @Test
    @Requirement({"E12", "E13", "E19", "E20", "E31", "E32", "E42", "E48", "E50"})
    void namesEachContradictionOfThePublishedPlaybook() throws IOException {
        var whole = Files.readString(Shared.require("mission/enablement_playbook.yaml"));

        var findings = PlaybookReader.read("y", whole, Mode.STRICT).findings();

        assertThat(new TreeSet<>(findings.stream().map(Finding::code).toList()))
                .containsExactly(
                        "c2-undefined-band",
                        "c3-class-not-word",
                        "c3-near-duplicate-terms",
                        "c3-which-text",
                        "c4-unknown-approver",
                        "c5-approver-matrix",
                        "c6-review-precedence",
                        "c7-adoption-window",
                        "c7-comment-denominator",
                        "c7-comment-window",
                        "c8-role-without-track",
                        "c8-track-without-gate",
                        "c8-track-without-role",
                        "c9-retention-rounding",
                        "kpi-undefined",
                        "quiz-attempts",
                        "tool-without-prompt");
        assertThat(findings).allMatch(f -> f.line() > 0 && f.column() > 0);
        assertThat(findings).noneMatch(f -> f.severity() == Severity.ERROR);
    }

    @Test
    void saysNothingOfAPlaybookWithoutTheTrait() throws IOException {
        assertThat(codes(OutlineReaderTest.resource("settled.yaml")))
                .noneMatch(c -> c.matches("c[2-9]-(?!adoption|training).*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c2-undefined-band       | confidence_threshold: 0.8  | confidence_threshold: 0.6",
                "c3-class-not-word       | 'cancelled\", \"PII'        | cancelled",
                "c3-near-duplicate-terms | 'contains: cancellation'   | 'contains: cancelled'",
                "c3-which-text           | ' or contains: cancellation' | ''",
                "c4-unknown-approver     | '=> manager_approve'       | '=> lead'",
                "c5-approver-matrix      | '[\"refund_credits\"]'     | '[]'",
                "c6-review-precedence    | 'prompts: [\"forecast\"]'  | 'human_in_loop: true'",
                "c7-comment-window       | ' # 90% within 21 days'    | ''",
                "c7-comment-denominator  | ' # 60% of shipped parcels' | ''",
                "c8-role-without-track   | 'id: desk_t1'              | 'id: lead_t1'",
                "c8-track-without-role   | 'id: desk_t1'              | 'id: desk'",
                "c9-retention-rounding   | 'retention_days: 365'      | 'retention_days: 400'",
                "quiz-attempts           | 'type: quiz'               | 'type: shadow_mode'",
                "tool-without-prompt     | 'name: look_upper'         | 'name: look_up'"
            })
    void tellsATraitExactlyWhereItIs(String code, String trait, String without) throws IOException {
        var whole = OutlineReaderTest.resource("whole.yaml");
        assertThat(whole).contains(trait);
        var mended = whole.replace(trait, without == null ? "" : without);
        if (code.equals("quiz-attempts")) {
            mended = mended.replace("threshold: 0.85", "sample_size: 5");
        }

        assertThat(codes(whole)).contains(code);
        if (code.equals("c8-role-without-track")) {
            assertThat(messages(mended, code)).hasSize(1).allMatch(s -> s.contains("`desk`"));
        } else {
            assertThat(codes(mended)).isNotEmpty().doesNotContain(code);
        }
    }

    @Test
    @Requirement("E12")
    void noticesACommentThatContradictsItsValue() throws IOException {
        var text = OutlineReaderTest.resource("whole.yaml").replace("# 90% within", "# 95% within");

        assertThat(messages(text, "c7-comment-differs"))
                .containsExactly("`slo.training_completion` is 0.90, its comment says 95%");
    }

    private static List<String> messages(String text, String code) {
        return PlaybookReader.read("p", text, Mode.STRICT).findings().stream()
                .filter(f -> f.code().equals(code))
                .map(Finding::sentence)
                .toList();
    }

    private static List<String> codes(String text) {
        return PlaybookReader.read("p", text, Mode.STRICT).findings().stream()
                .map(Finding::code)
                .toList();
    }
}
