package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The facts a verdict names are checked by the evaluator: all the other facts are drawn anew, and
/// the outcome must stay. `-Dcountersign.cases=1000000` runs the full count.
class SufficientFactsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int CASES = Integer.getInteger("countersign.cases", 20_000);

    private static final List<Attribute> DRAWN =
            List.of(
                    Attribute.AMOUNT,
                    Attribute.CONFIDENCE,
                    Attribute.CUSTOMER_TIER,
                    Attribute.TEXT,
                    Attribute.DATA_CLASSES,
                    Attribute.BUSINESS_DAY);

    private static Object value(Attribute attribute, Random random) {
        return switch (attribute) {
            case AMOUNT -> List.of(0.0, 500.0, 500.5, 900.0).get(random.nextInt(4));
            case CONFIDENCE -> random.nextInt(-1, 11) / 10.0;
            case CUSTOMER_TIER -> List.of("", "enterprise", "basic").get(random.nextInt(3));
            case TEXT -> List.of("", "a refund", "urgent refunds").get(random.nextInt(3));
            case DATA_CLASSES ->
                    List.of(List.of(), List.of("personal"), List.of("personal", "payment"))
                            .get(random.nextInt(3));
            case BUSINESS_DAY -> random.nextBoolean();
            default -> throw new IllegalArgumentException(attribute.key());
        };
    }

    private static Facts drawn(Facts from, EnumSet<Attribute> kept, Random random) {
        var out = from;
        for (var attribute : DRAWN) {
            if (!kept.contains(attribute)) {
                out = out.with(attribute, value(attribute, random));
            }
        }
        return out;
    }

    @Test
    void theNamedFactsAloneReproduceTheOutcomeAndNoneCanBeDropped() {
        var texts = new TreeMap<String, String>();
        texts.put("a.yaml", PoliciesTest.REFUNDS);
        texts.put(
                "b.yaml",
                """
                name: other
                version: "1"
                owner: ana
                scope: all
                rule:
                  aggregate:
                    - condition: "'personal' in data_classes && !business_day"
                      output: "'deny'"
                    - condition: "confidence >= 0.5 || text.contains('urgent')"
                      output: "'approve'"
                """);
        texts.put(
                "c.yaml",
                """
                name: nested
                version: "1"
                owner: ana
                scope: all
                rule:
                  match:
                    - condition: "amount >= 500.5"
                      rule:
                        aggregate:
                          - {condition: "business_day", output: "'deny'"}
                          - {condition: "customer_tier == 'basic'", output: "'escalate'"}
                    - condition: "confidence > 0.7"
                      rule:
                        aggregate:
                          - {output: "'approve'"}
                """);
        texts.put(
                "d.yaml",
                """
                name: deeper
                version: "1"
                owner: ana
                scope: all
                rule:
                  match:
                    - rule:
                        match:
                          - {condition: "confidence > 0.7 && amount < 1.0", output: "'approve'"}
                    - condition: "business_day"
                      rule:
                        match:
                          - {condition: "confidence < 0.3", output: "'escalate'"}
                    - {condition: "confidence < 0.2", output: "'deny'"}
                """);
        texts.put(
                "exemptions.yaml",
                """
                exemptions:
                  - {id: X, policy: refunds, owner: ana, ticket: T, condition: "'payment' in data_classes",
                     granted: 2026-11-15, expires: 2026-11-30}
                """);
        var set = PolicySet.read(texts);
        assertThat(set.findings()).isEmpty();
        var policies = set.policies();
        var random = new Random(7);
        var base = Facts.NONE.with(Attribute.SERVICE, "billing");

        for (var i = 0; i < CASES; i++) {
            var facts = drawn(base, EnumSet.noneOf(Attribute.class), random);
            var verdict = policies.judge(facts, NOON);
            var named = EnumSet.noneOf(Attribute.class);
            named.addAll(verdict.minimal().keySet());
            for (var again = 0; again < 5; again++) {
                assertThat(policies.judge(drawn(facts, named, random), NOON).outcome())
                        .as("%s because %s", facts, verdict.minimal())
                        .isEqualTo(verdict.outcome());
            }
            for (var dropped : verdict.minimal().keySet()) {
                var fewer = named.clone();
                fewer.remove(dropped);
                assertThat(Sufficient.suffices(policies, facts, fewer, NOON, verdict.outcome()))
                        .isFalse();
            }
        }
        System.out.println("sufficient facts: " + CASES + " cases, 0 wrong");
    }
}
