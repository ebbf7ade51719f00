package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.PolicyVerdict.Matched;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Sets of policies at random with one defect of each kind planted: each is found, and each case
/// that is shown was judged again and shows what is said of it. `-Dcountersign.policy.sets=1000`
/// runs the full count.
class PlantedDefectsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int SETS = Integer.getInteger("countersign.policy.sets", 30);

    private static String policy(String name, String scope, String... rules) {
        var out = new StringBuilder();
        out.append("name: ").append(name).append("\nversion: '1'\nowner: ana\nscope: {services: [");
        out.append(scope).append("]}\nrule:\n  match:\n");
        for (var rule : rules) {
            var parts = rule.split(" => ", 2);
            out.append("    - condition: \"").append(parts[0]).append("\"\n");
            out.append("      output: \"'").append(parts[1]).append("'\"\n");
        }
        return out.toString();
    }

    private static Policies planted(Random random) {
        var n = random.nextInt(1, 1_000);
        var texts = new ArrayList<String>();
        // Gaps are looked for in the order of the files, and only the first few are shown.
        texts.add(
                policy("hole", "hole", "amount > " + n + ".0 => deny", "severity == 'P2' => deny"));
        texts.add(
                policy(
                        "dead",
                        "planted",
                        "amount > " + n + ".0 && amount < " + (n - 1) + ".0 => deny"));
        texts.add(
                policy(
                        "shadow",
                        "planted",
                        "requested_days > " + n + " => escalate",
                        "requested_days > " + (n + 5) + " => escalate"));
        texts.add(
                policy(
                        "clash",
                        "planted",
                        "requested_days > " + (n + 9) + " && local_hour < 9 => deny"));
        texts.add(
                policy(
                        "spare",
                        "spare",
                        "minutes_open < " + n + " => escalate",
                        "minutes_open < " + (n + 7) + " => escalate",
                        "amount > " + n + ".0 => deny"));
        for (var i = 0; i < 6; i++) {
            var from = random.nextInt(1_000);
            texts.add(
                    policy(
                            "p" + i,
                            "s" + random.nextInt(3),
                            "amount > " + from + ".0 && severity == 'P1' => escalate",
                            "text.mentions('refund') && amount > " + from + ".5 => approve",
                            "affected_customers >= " + from + " => deny"));
        }
        // So that the search for gaps does not take all the time.
        texts.add(
                policy("rest", "s0, s1, s2, planted, spare", "true => approve") + "priority: -1\n");
        var files = new TreeMap<String, String>();
        texts.forEach(t -> files.put("%02d.yaml".formatted(files.size()), t));
        var set = PolicySet.read(files);
        assertThat(set.findings()).isEmpty();
        return set.policies();
    }

    @Test
    void findsEveryPlantedDefectAndReplaysEveryFinding() {
        var random = new Random(11);
        var replayed = new EnumMap<Kind, Integer>(Kind.class);
        var start = System.nanoTime();
        for (var set = 0; set < SETS; set++) {
            var policies = planted(random);

            var found = Analysis.of(policies, NOON);

            var seen =
                    found.stream().map(f -> f.kind() + " " + f.rule() + " " + f.other()).toList();
            assertThat(seen)
                    .contains(
                            "NEVER dead/1 ",
                            "SHADOWED shadow/2 ",
                            "CONFLICT shadow/1 clash/1",
                            "REDUNDANT spare/1 spare/2",
                            "GAP hole ");
            for (var one : found) {
                replay(policies, one);
                replayed.merge(one.kind(), 1, Integer::sum);
            }
        }
        System.out.printf(
                "planted defects: %d sets of 28 rules, each planted defect found, every case"
                        + " replayed: %s, %.1f s%n",
                SETS, replayed, (System.nanoTime() - start) / 1e9);
    }

    private static void replay(Policies policies, Found one) {
        switch (one.kind()) {
            case CONFLICT ->
                    assertThat(policies.judge(shown(one), NOON).matched())
                            .extracting(Matched::rule)
                            .contains(one.rule(), one.other());
            case SHADOWED -> {
                assertThat(rule(policies, one.rule()).condition().of(shown(one)))
                        .isEqualTo(Truth.YES);
                assertThat(policies.speaking(shown(one), NOON))
                        .isNotEmpty()
                        .doesNotContain(one.rule());
            }
            case REDUNDANT -> {
                var fewer =
                        policies.with(
                                owner(policies, one.rule()).without(rule(policies, one.rule())));
                assertThat(policies.speaking(shown(one), NOON)).contains(one.rule());
                assertThat(fewer.speaking(shown(one), NOON)).contains(one.other());
                assertThat(fewer.outcomeOf(shown(one), NOON))
                        .isEqualTo(policies.outcomeOf(shown(one), NOON));
            }
            case GAP -> {
                assertThat(policies.judge(shown(one), NOON).spoken()).isFalse();
                assertThat(policies.inScope(shown(one), NOON))
                        .extracting(Policy::id)
                        .contains(one.rule());
            }
            // What never holds has no case that shows it.
            case NEVER, MORE -> assertThat(one.example()).isEmpty();
            default -> throw new AssertionError("not planted: " + one);
        }
    }

    private static Facts shown(Found found) {
        return found.example().orElseThrow();
    }

    private static Policy owner(Policies policies, String rule) {
        return policies.all().stream()
                .filter(p -> rule.startsWith(p.id() + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static Policy.Rule rule(Policies policies, String id) {
        return owner(policies, id).rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
