package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Requirement;
import dev.countersign.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OutlineReaderTest {
    @Test
    @Requirement({"E1", "E25", "E57"})
    void recoversThePublishedPlaybookLineByLine() throws IOException {
        var mission = Shared.require("mission");
        var whole = Files.readString(mission.resolve("enablement_playbook.yaml"));

        var reading = strict(Files.readString(mission.resolve("enablement_playbook_flat.txt")));

        var recovery = reading.recovery().orElseThrow();
        assertThat(recovery.yaml()).isEqualTo(whole);
        assertThat(tree(recovery.yaml())).isEqualTo(tree(whole));
        assertThat(OutlineCount.of(recovery.yaml())).isEqualTo(new OutlineCount(57, 85));
        assertThat(recovery.cuts())
                .containsExactly(new Recovery.Cut(80, 108, "Impact Metrics & Citations"));
        assertThat(recovery.placements())
                .extracting(Recovery.Placement::line, Recovery.Placement::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(20, "rbac.roles[].approvals"),
                        org.assertj.core.groups.Tuple.tuple(24, "rbac.roles[].approvals"),
                        org.assertj.core.groups.Tuple.tuple(27, "rbac.roles[].approvals"),
                        org.assertj.core.groups.Tuple.tuple(
                                48, "training_tracks[].microtools[].qa_owner"));
    }

    @Test
    void saysOfAFlatDocumentWhatItSaysOfTheWholeOneAtTheSameLines() throws IOException {
        var whole = resource("whole.yaml");

        var flat = strict(resource("flat.txt"));

        assertThat(flat.playbook()).isPresent().isEqualTo(strict(whole).playbook());
        assertThat(flat.recovered()).contains(whole);
        assertThat(
                        flat.findings().stream()
                                .filter(f -> !f.code().matches("placed-by-rule|cut-off")))
                .extracting(Finding::line, Finding::code)
                .containsExactlyElementsOf(
                        strict(whole).findings().stream()
                                .map(f -> org.assertj.core.groups.Tuple.tuple(f.line(), f.code()))
                                .toList());
    }

    @Test
    @Requirement("E57")
    void recoversAThousandGeneratedPlaybooksAndGuessesNone() {
        var seed = Long.getLong("seed", 20_261_121L);
        var exact = 0;
        var told = 0;
        var flatEnough = 0;

        for (var n = 0; n < 1_000; n++) {
            var yaml = GeneratedPlaybook.of(seed + n);
            var flat = GeneratedPlaybook.flat(yaml);
            flatEnough += OutlineReader.isFlat(flat) ? 1 : 0;
            var outline = OutlineReader.recover(flat);
            if (!outline.problems().isEmpty()) {
                // A folded text is the one legal form whose end cannot be told.
                assertThat(yaml).as("seed %d", seed + n).contains(": >");
                told++;
                continue;
            }
            assertThat(outline.recovery().cuts()).as("seed %d", seed + n).isEmpty();
            assertThat(tree(outline.recovery().yaml()))
                    .as("seed %d\n%s\n---\n%s", seed + n, yaml, outline.recovery().yaml())
                    .isEqualTo(tree(yaml));
            exact++;
        }

        System.out.printf("outline: seed %d, %d exact, %d told as unclear%n", seed, exact, told);
        assertThat(exact + told).isEqualTo(1_000);
        assertThat(flatEnough).isEqualTo(1_000);
        assertThat(exact).isGreaterThan(800);
    }

    @Test
    void tellsApprovalsOfARoleFromThoseOfTheDocumentByTheirShape() throws IOException {
        var flat = resource("flat.txt");

        assertThat(
                        problems(
                                flat.replace(
                                        "approvals: [\"refund_credits\"]",
                                        "approvals:\n- refund_credits")))
                .isEmpty();
        assertThat(problems(flat.replace("approvals: [\"refund_credits\"]", "approvals: ~")))
                .containsExactly("ambiguous");
        assertThat(problems(flat.replace("approvals: [\"refund_credits\"]", "approvals: *them")))
                .containsExactly("ambiguous");
    }

    @Test
    void cutsProseBehindTheLastValueAndRefusesItAnywhereElse() throws IOException {
        var flat = resource("flat.txt").stripTrailing();

        for (var prose :
                new String[] {
                    "Impact & more", "\nImpact of it all\nand more", " Impact: 7% less"
                }) {
            var outline = OutlineReader.recover(flat + prose);
            assertThat(outline.problems()).isEmpty();
            assertThat(outline.recovery().cuts())
                    .extracting(Recovery.Cut::text)
                    .containsExactly(prose.strip());
        }
        assertThat(
                        OutlineReader.recover(flat.replace("sla_hours: 48", "sla_hours: 48 Impact"))
                                .problems())
                .extracting(OutlineReader.Problem::code)
                .containsExactly("text-after-value");
        assertThat(problems(flat.replace("id: desk_t1", "id: desk_t1\nand some prose")))
                .containsExactly("cannot-place");
    }

    @Test
    void refusesWhatCannotBeToldOnceIndentationIsGone() throws IOException {
        var flat = resource("flat.txt");

        assertThat(problems(flat.replace("product: \"desk\"", "product: >\ndesk")))
                .containsExactly("text-block");
        assertThat(problems(flat.replace("prompts: [\"look_up\"]", "prompts: [\"look_up\"")))
                .contains("unclosed");
        assertThat(problems(flat.replace("human_in_loop: true", "prompts: []")))
                .containsExactly("cannot-place");
        assertThat(problems(flat.replace("- id: desk_t1", "- ide: desk_t1")))
                .contains("cannot-place");
    }

    @Test
    @Requirement("E57")
    void keepsAnUnknownKeyWhereItStandsAndAsks() throws IOException {
        var flat = resource("flat.txt").replace("human_in_loop: true", "human_in_lop: true");

        var lenient = PlaybookReader.read("p", flat, Mode.LENIENT);

        assertThat(lenient.playbook()).isPresent();
        assertThat(lenient.recovered().orElseThrow()).contains("      human_in_lop: true\n");
        assertThat(lenient.findings())
                .filteredOn(f -> f.sentence().contains("human_in_lop"))
                .extracting(Finding::severity)
                .containsExactlyInAnyOrder(Severity.DECISION, Severity.WARNING);
        assertThat(strict(flat).findings())
                .filteredOn(f -> f.code().equals("unknown-key"))
                .extracting(Finding::remedy)
                .containsExactly("did you mean `human_in_loop`?");
    }

    private static java.util.List<String> problems(String flat) {
        return OutlineReader.recover(flat).problems().stream()
                .map(OutlineReader.Problem::code)
                .toList();
    }

    static Object tree(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/playbook", name));
    }

    private static Reading strict(String text) {
        return PlaybookReader.read("p", text, Mode.STRICT);
    }
}
