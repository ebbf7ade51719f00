package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Policy.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlipsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static Policies read(String... rules) {
        var text =
                new StringBuilder(
                        "name: pay\nversion: '1'\nowner: ana\nscope: all\nrule:\n  match:\n");
        for (var rule : rules) {
            var parts = rule.split(" => ", 2);
            text.append("    - condition: \"").append(parts[0]).append("\"\n");
            text.append("      output: \"'").append(parts[1]).append("'\"\n");
        }
        var files = new TreeMap<String, String>();
        files.put("pay.yaml", text.toString());
        var set = PolicySet.read(files);
        assertThat(set.findings()).isEmpty();
        return set.policies();
    }

    @Test
    void namesTheNearestValueThatFlipsTheOutcome() {
        var policies =
                read("amount > 900.0 => deny", "amount > 500.0 => escalate", "true => approve");
        var facts = Facts.of(Map.of("amount", 620.0));

        var flips = Flips.of(policies, facts, NOON);

        assertThat(flips)
                .extracting(f -> f.inWords(facts))
                .containsExactlyInAnyOrder(
                        "approve if amount were `500.0` instead of `620.0`",
                        "deny if amount were `900.01` instead of `620.0`");
    }

    @Test
    void changesTwoFactsOnlyWhereOneIsNotEnough() {
        var policies =
                read(
                        "affected_customers >= 10 && 'personal' in data_classes => deny",
                        "severity == 'P1' => escalate",
                        "true => approve");

        var flips = Flips.of(policies, Facts.NONE, NOON);

        assertThat(flips)
                .extracting(Flips.Flip::outcome)
                .containsExactly(Outcome.ESCALATE, Outcome.DENY);
        assertThat(flips.getFirst().changed()).isEqualTo(Map.of(Attribute.SEVERITY, "P1"));
        assertThat(flips.getLast().changed())
                .isEqualTo(
                        Map.of(
                                Attribute.AFFECTED_CUSTOMERS,
                                10L,
                                Attribute.DATA_CLASSES,
                                List.of("personal")));
    }

    @Test
    void findsNothingWhereNothingCanFlip() {
        assertThat(Flips.of(read("true => deny"), Facts.of(Map.of("amount", 3.0)), NOON)).isEmpty();
    }

    @Test
    void findsEveryFlipByOneFactAndShowsNoneThatDoesNotReplay() {
        var policies =
                read(
                        "text.mentions('refund') && amount >= 100.0 => escalate",
                        "confidence < 0.4 || !business_day => deny",
                        "requested_days <= 7 && severity != 'P1' => approve");
        var random = new Random(3);
        var seen = 0;
        for (var i = 0; i < 300; i++) {
            var facts =
                    Facts.of(
                            Map.of(
                                    "text",
                                    random.nextBoolean() ? "a refund please" : "hello",
                                    "amount",
                                    10.0 * random.nextInt(20),
                                    "confidence",
                                    random.nextInt(10) / 10.0,
                                    "business_day",
                                    random.nextBoolean(),
                                    "severity",
                                    "P" + random.nextInt(1, 5),
                                    "requested_days",
                                    random.nextInt(20)));
            var flips = Flips.of(policies, facts, NOON);
            var byOneFact =
                    flips.stream()
                            .filter(f -> f.changed().size() == 1)
                            .map(Flips.Flip::outcome)
                            .collect(Collectors.toSet());
            assertThat(byOneFact).containsAll(reachedByOneFact(policies, facts));
            for (var flip : flips) {
                var other = facts;
                for (var change : flip.changed().entrySet()) {
                    assertThat(facts.get(change.getKey())).isNotEqualTo(change.getValue());
                    other = other.with(change.getKey(), change.getValue());
                }
                assertThat(other).isEqualTo(flip.facts());
                assertThat(flip.outcome()).isNotEqualTo(policies.outcomeOf(facts, NOON));
                assertThat(policies.judge(other, NOON).outcome()).isEqualTo(flip.outcome());
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(300);
    }

    /// The other outcomes that some value of one fact brings about, by trying many.
    private static Set<Outcome> reachedByOneFact(Policies policies, Facts facts) {
        var others = new ArrayList<Facts>();
        for (var i = 0; i < 30; i++) {
            others.add(facts.with(Attribute.AMOUNT, 10.0 * i));
            others.add(facts.with(Attribute.CONFIDENCE, i / 30.0));
            others.add(facts.with(Attribute.REQUESTED_DAYS, i));
            others.add(facts.with(Attribute.SEVERITY, "P" + i));
            others.add(facts.with(Attribute.BUSINESS_DAY, i % 2 == 0));
            others.add(facts.with(Attribute.TEXT, i % 2 == 0 ? "refund" : ""));
        }
        var out = EnumSet.noneOf(Outcome.class);
        others.forEach(f -> out.add(policies.outcomeOf(f, NOON)));
        out.remove(policies.outcomeOf(facts, NOON));
        return out;
    }
}
