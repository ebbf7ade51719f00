package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Analysis.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `-Dcountersign.sets=1000` runs the full count of generated sets.
class AnalysisTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int SETS = Integer.getInteger("countersign.sets", 30);

    private static String policy(String name, String scope, String... rules) {
        var out = new StringBuilder();
        out.append("name: ").append(name).append("\nversion: '1'\nowner: ana\nscope: ");
        out.append(scope).append("\nrule:\n  match:\n");
        for (var rule : rules) {
            var parts = rule.split(" => ", 2);
            out.append("    - condition: \"").append(parts[0]).append("\"\n");
            out.append("      output: \"'").append(parts[1]).append("'\"\n");
        }
        return out.toString();
    }

    private static Policies read(String... texts) {
        var files = new TreeMap<String, String>();
        for (var i = 0; i < texts.length; i++) {
            files.put(i + ".yaml", texts[i]);
        }
        var set = PolicySet.read(files);
        assertThat(set.findings()).isEmpty();
        return set.policies();
    }

    @Test
    void findsTheClassicOverlapWithACaseThatShowsIt() {
        var policies =
                read(
                        policy(
                                "vip",
                                "all",
                                "amount <= 500.0 && text.contains('refund') => approve"),
                        policy("big", "all", "amount >= 500.0 => escalate"));

        var found = Analysis.of(policies, NOON);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(Kind.CONFLICT);
        var example = found.getFirst().example().orElseThrow();
        assertThat(policies.judge(example, NOON).matched()).hasSize(2);
    }

    @Test
    void knowsWhatALongerTextImplies() {
        var policies =
                read(
                        policy(
                                "dead",
                                "all",
                                "text.contains('refund request') && !text.contains('refund') => deny"));

        assertThat(Analysis.of(policies, NOON).getFirst().kind()).isEqualTo(Kind.NEVER);
    }

    @Test
    void saysWhyARuleCannotBeAnalysed() {
        var policies = read(policy("odd", "all", "size(text) > 10 => deny"));

        var found = Analysis.of(policies, NOON).getFirst();

        assertThat(found.kind()).isEqualTo(Kind.OPAQUE);
        assertThat(found.sentence()).contains("compares something computed");
    }

    @Test
    void claimsNothingOfWhatItCannotRead() {
        var policies = read(policy("odd", "all", "size(text) > 10 && !(size(text) > 20) => deny"));

        assertThat(Analysis.of(policies, NOON))
                .extracting(Analysis.Found::kind)
                .containsExactly(Kind.OPAQUE);
    }

    @Test
    void findsNothingInTheShippedPoliciesButWhatIsMeant() throws Exception {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(Path.of("../playbooks/policies"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(Analysis.of(PolicySet.read(texts).policies(), NOON)).isEmpty();
    }

    @Test
    void findsEveryPlantedDefectAndReplaysEveryConflict() {
        var random = new Random(11);
        var conflicts = 0;
        for (var set = 0; set < SETS; set++) {
            var limit = random.nextInt(1, 1_000);
            var texts = new String[9];
            for (var i = 0; i < 6; i++) {
                var from = random.nextInt(1_000);
                texts[i] =
                        policy(
                                "p" + i,
                                "{services: [s" + random.nextInt(3) + "]}",
                                "amount > " + from + ".0 && severity == 'P1' => escalate",
                                "affected_customers >= " + from + " => deny");
            }
            texts[6] =
                    policy(
                            "dead",
                            "{services: [planted]}",
                            "amount > " + limit + ".0 && amount < " + (limit - 1) + ".0 => deny");
            texts[7] =
                    policy(
                            "shadow",
                            "{services: [planted]}",
                            "requested_days > " + limit + " => escalate",
                            "requested_days > " + (limit + 5) + " => escalate");
            texts[8] =
                    policy(
                            "clash",
                            "{services: [planted]}",
                            "requested_days > " + (limit + 9) + " && local_hour < 9 => deny");
            var policies = read(texts);

            var found = Analysis.of(policies, NOON);

            var seen = new HashSet<String>();
            for (var one : found) {
                seen.add(one.kind() + " " + one.rule() + " " + one.other());
                assertThat(one.kind()).isNotEqualTo(Kind.UNCONFIRMED);
                if (one.kind() == Kind.CONFLICT) {
                    conflicts++;
                    var matched =
                            policies.judge(one.example().orElseThrow(), NOON).matched().stream()
                                    .map(m -> m.rule())
                                    .toList();
                    assertThat(matched).contains(one.rule(), one.other());
                }
            }
            assertThat(seen)
                    .contains("NEVER dead/1 ", "SHADOWED shadow/2 ", "CONFLICT shadow/1 clash/1");
        }
        System.out.println(
                "planted defects: "
                        + SETS
                        + " sets, all found; "
                        + conflicts
                        + " conflicts replayed");
    }
}
