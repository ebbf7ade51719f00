package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Requirement;
import dev.countersign.testing.Shared;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OutlineReaderTest {
    private static Object tree(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    private static String flat(String yaml) {
        return yaml.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    @Requirement({"E57", "E1"})
    void recoversThePublishedPlaybookAndNamesTheFourPlacementsMadeByRule() throws Exception {
        var mission = Shared.require("mission");
        var given = Files.readString(mission.resolve("enablement_playbook_flat.txt"));
        var whole = Files.readString(mission.resolve("enablement_playbook.yaml"));

        var reading = PlaybookReader.read("flat.txt", given, Mode.STRICT);

        assertThat(reading.recovered().map(OutlineReaderTest::tree)).contains(tree(whole));
        assertThat(reading.playbook())
                .isEqualTo(PlaybookReader.read("y", whole, Mode.STRICT).playbook());
        assertThat(OutlineCount.of(reading.recovered().orElseThrow()))
                .isEqualTo(new OutlineCount(57, 85));
        assertThat(
                        reading.findings().stream()
                                .filter(f -> f.code().equals("placed-by-rule"))
                                .map(f -> f.line()))
                .containsExactly(20, 24, 27, 48);
        assertThat(reading.findings().stream().map(f -> f.code())).contains("cut-off");
    }

    @Test
    @Requirement({"E31", "E32", "E50"})
    void surfacesEveryContradictionOfThePublishedPlaybook() throws Exception {
        var whole = Files.readString(Shared.require("mission").resolve("enablement_playbook.yaml"));

        var codes =
                PlaybookReader.read("y", whole, Mode.STRICT).findings().stream()
                        .filter(f -> f.severity() == Severity.DECISION)
                        .map(f -> f.code())
                        .collect(Collectors.toSet());

        assertThat(codes)
                .contains(
                        "c2-undefined-band",
                        "c3-terms",
                        "c4-approver",
                        "c5-approvals",
                        "c6-review-precedence",
                        "c7-comment-window",
                        "c8-track-without-role",
                        "c9-retention");
    }

    /// Of a thousand playbooks of every shape with their indentation stripped, each is recovered
    /// exactly, or its trouble is told; none is silently wrong.
    @Test
    void recoversAThousandGeneratedPlaybooksOrSaysWhyNot() {
        var seed = 20261121L;
        var recovered = 0;
        var told = 0;
        for (var i = 0; i < 1000; i++) {
            var yaml = new Generated(new Random(seed + i)).playbook();
            var recovery = OutlineReader.recover(flat(yaml));
            if (recovery.problems().isEmpty()) {
                assertThat(tree(recovery.yaml()))
                        .as("seed %d\n%s", seed + i, yaml)
                        .isEqualTo(tree(yaml));
                recovered++;
            } else {
                told++;
            }
        }
        assertThat(recovered).as("recovered; %d told", told).isGreaterThan(950);
    }

    /// Playbooks of random size, key order, list style and quoting.
    private static final class Generated {
        private final Random random;
        private final StringBuilder out = new StringBuilder();

        Generated(Random random) {
            this.random = random;
        }

        String playbook() {
            List<Runnable> sections = new ArrayList<>();
            sections.add(() -> line(0, "version: " + pick("1.2", "\"2.0\"", "3")));
            sections.add(() ->
                    section(
                            "owners",
                            "executive_sponsor",
                            "program_manager",
                            "security_partner",
                            "legal_partner"));
            sections.add(() -> {
                line(0, "regions:");
                shuffled(
                        () -> list(2, "allowed"),
                        () -> line(2, "data_residency: \"enforced\""),
                        () -> line(2, "pii_redaction: true"));
            });
            sections.add(() -> {
                line(0, "rbac:");
                line(2, "roles:");
                times(1, 5, n -> role(4, n));
            });
            sections.add(() -> {
                line(0, "training_tracks:");
                times(1, 4, n -> track(2, n));
            });
            sections.add(() -> {
                line(0, "approvals:");
                line(2, "workflow_changes:");
                shuffled(() -> list(4, "steps"), () -> line(4, "sla_hours: 48"));
            });
            sections.add(() -> {
                line(0, "risk_thresholds:");
                shuffled(
                        () -> list(2, "yellow_zone_terms"),
                        () -> line(2, "block_on_confidence_lt: 0.7"),
                        () -> line(2, "manual_review_required: true"));
            });
            sections.add(() -> {
                line(0, "observability:");
                line(2, "prompt_logging: \"enabled\"");
                line(2, "audit_trail:");
                line(4, "store: \"a.b\"");
                line(4, "retention_days: 730");
            });
            java.util.Collections.shuffle(sections, random);
            sections.forEach(Runnable::run);
            return out.toString();
        }

        private void role(int indent, int n) {
            var keys = new ArrayList<Runnable>();
            if (random.nextInt(4) > 0) {
                keys.add(() -> list(indent + 2, "prompts"));
            }
            if (random.nextInt(3) > 0) {
                keys.add(() -> list(indent + 2, "approvals"));
            }
            if (random.nextBoolean()) {
                keys.add(() -> line(indent + 2, "human_in_loop: true"));
            }
            line(indent, "- name: role_" + n);
            java.util.Collections.shuffle(keys, random);
            keys.forEach(Runnable::run);
        }

        private void track(int indent, int n) {
            line(indent, "- id: track_" + n);
            var keys = new ArrayList<Runnable>();
            keys.add(() -> list(indent + 2, "kpis"));
            keys.add(() -> {
                line(indent + 2, "modules:");
                times(
                        1,
                        3,
                        m -> {
                            line(
                                    indent + 4,
                                    "- name: "
                                            + pick(
                                                    "Copilot in A/B",
                                                    "Briefs + Coaching",
                                                    "Ledger & Approvals",
                                                    "\"Quoted: colon\""));
                            shuffled(
                                    () -> line(indent + 6, "duration_min: " + m),
                                    () -> list(indent + 6, "outcomes"));
                        });
            });
            if (random.nextBoolean()) {
                keys.add(() -> {
                    line(indent + 2, "microtools:");
                    times(1, 3, m -> tool(indent + 4, m));
                });
            }
            java.util.Collections.shuffle(keys, random);
            keys.forEach(Runnable::run);
        }

        private void tool(int indent, int m) {
            line(indent, "- name: tool_" + m);
            var keys = new ArrayList<Runnable>();
            keys.add(() -> line(indent + 2, "confidence_threshold: 0.82"));
            keys.add(() -> line(indent + 2, "product: \"zendesk\""));
            if (random.nextBoolean()) {
                keys.add(() -> line(indent + 2, "qa_owner: \"q@x.example\""));
            }
            if (random.nextBoolean()) {
                keys.add(() -> {
                    line(indent + 2, "gating_conditions:");
                    times(
                            1,
                            3,
                            _ -> {
                                line(indent + 4, "- type: quiz");
                                line(indent + 6, "threshold: 0.85");
                            });
                });
            }
            java.util.Collections.shuffle(keys, random);
            keys.forEach(Runnable::run);
        }

        private void section(String name, String... keys) {
            line(0, name + ":");
            for (var key : keys) {
                line(2, key + ": \"" + key + "@x.example\"");
            }
        }

        private void list(int indent, String key) {
            var items =
                    List.of("a_one", "b_two", "\"c # three\"", "\"d, four\"")
                            .subList(0, 1 + random.nextInt(4));
            if (random.nextBoolean()) {
                line(indent, key + ": [" + String.join(", ", items) + "]");
            } else {
                line(indent, key + ":");
                items.forEach(item -> line(indent + 2, "- " + item));
            }
        }

        private void line(int indent, String text) {
            if (random.nextInt(12) == 0) {
                out.append(" ".repeat(indent)).append("# a remark: with a colon\n");
            }
            out.append(" ".repeat(indent))
                    .append(text)
                    .append(random.nextInt(15) == 0 && !text.endsWith(":") ? " # why\n" : "\n");
        }

        private void shuffled(Runnable... parts) {
            var all = new ArrayList<>(List.of(parts));
            java.util.Collections.shuffle(all, random);
            all.forEach(Runnable::run);
        }

        private void times(int least, int most, java.util.function.IntConsumer body) {
            var n = least + random.nextInt(most - least + 1);
            for (var i = 0; i < n; i++) {
                body.accept(i);
            }
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
