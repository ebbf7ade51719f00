package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.PlaybookReader.Mode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PlaybookReaderTest {
    private static final String SOUND =
            """
            version: 1.10
            owners: {executive_sponsor: a@x.example, program_manager: b@x.example, security_partner: c@x.example, legal_partner: d@x.example}
            regions: {allowed: [eu-west-1], data_residency: enforced, pii_redaction: true}
            slo: {training_completion: 0.92, adoption_rate: 0.75, exception_clearance_hours: 24}
            rbac:
              roles:
                - name: desk
                  prompts: [look_up]
                  approvals: [refund]
            training_tracks:
              - id: desk_t1
                modules:
                  - name: Yes/No & Why + How
                    duration_min: 35
                microtools:
                  - name: sorter
                    product: desk
                    confidence_threshold: 0.82
                    gating_conditions:
                      - type: quiz
                        threshold: 0.85
                    qa_owner: q@x.example
            observability: {prompt_logging: enabled, model_versions: true, audit_trail: {store: local, retention_days: 730}}
            approvals: {workflow_changes: {steps: [desk], sla_hours: 48}}
            risk_thresholds: {yellow_zone_terms: [refund], block_on_confidence_lt: 0.70, manual_review_required: true}
            communication: {channels: ["slack:#desk"], daily_brief_time_utc: "14:00"}
            adoption_reporting: {sink: local, fields: [user_id, role, workflow_id, time_saved_min, confidence, approved_by, exception_flag]}
            """;

    @Test
    void keepsTheVersionAsText() {
        assertThat(strict(SOUND).playbook().orElseThrow().version()).isEqualTo("1.10");
    }

    @Test
    void readsConfidencesExactlyAndLeavesAbsentKeysAbsent() {
        var playbook = strict(SOUND).playbook().orElseThrow();
        var tool = playbook.trainingTracks().getFirst().microtools().getFirst();
        assertThat(tool.confidenceThreshold()).isEqualTo(new BigDecimal("0.82"));
        assertThat(tool.approvalRule()).isEmpty();
        assertThat(tool.qaOwner()).contains("q@x.example");
        assertThat(playbook.rbac().roles().getFirst().humanInLoop()).isEmpty();
    }

    @Test
    void refusesAnUnknownKeyWhenStrictAndWarnsWhenLenient() {
        var text = SOUND + "extra: 1\n";
        assertThat(strict(text).playbook()).isEmpty();
        var lenient = PlaybookReader.read("p.yaml", text, Mode.LENIENT);
        assertThat(lenient.playbook()).isPresent();
        assertThat(lenient.findings())
                .filteredOn(f -> f.code().equals("unknown-key"))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.WARNING);
    }

    @Test
    void tellsAllFaultsAtOnceWithTheirPlaces() {
        var text =
                SOUND.replace("duration_min: 35", "duration_min: long").replace("0.82", "82")
                        + "version: 2\n";
        assertThat(strict(text).findings())
                .extracting(Finding::code, Finding::line)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("wrong-type", 14),
                        org.assertj.core.groups.Tuple.tuple("wrong-type", 18),
                        org.assertj.core.groups.Tuple.tuple("duplicate-key", 28));
    }

    @Test
    void refusesADuplicateRole() {
        var text = SOUND.replace("training_tracks:\n", "    - name: desk\ntraining_tracks:\n");
        assertThat(strict(text).findings())
                .extracting(Finding::code)
                .containsExactly("duplicate-role");
    }

    @Test
    void turnsWhatIsNotAPlaybookIntoFindings() {
        for (var text :
                new String[] {
                    "",
                    "[",
                    "\tversion: 1",
                    "just text",
                    "[".repeat(100_000),
                    "version: " + "{a: ".repeat(20_000),
                    "- ".repeat(50_000),
                    "a: &a [x]\nb: [*a, *a]\n",
                    "x".repeat((1 << 20) + 1),
                    "\0",
                    "version:"
                }) {
            var reading = strict(text);
            assertThat(reading.playbook()).isEmpty();
            assertThat(reading.findings()).isNotEmpty();
        }
    }

    @Test
    void readsTheMissionPlaybook() throws java.io.IOException {
        var file = dev.countersign.testing.Shared.require("mission/enablement_playbook.yaml");
        var reading = strict(java.nio.file.Files.readString(file));
        assertThat(reading.findings())
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .isEmpty();
        assertThat(reading.playbook().orElseThrow().rbac().roles()).hasSize(3);
    }

    private static Reading strict(String text) {
        return PlaybookReader.read("p.yaml", text, Mode.STRICT);
    }
}
