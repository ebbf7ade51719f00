package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final String PAY =
            """
            name: pay
            version: "1"
            owner: ana
            scope: {services: [pay]}
            rule:
              match:
                - {condition: "confidence < 0.9 && amount > 100.0", output: "'deny'"}
                - {condition: "text.mentions('refund')", output: "'escalate'"}
                - {output: "'approve'"}
            """;

    private static final String CAUTION =
            """
            name: caution
            version: "1"
            owner: ana
            scope: all
            priority: 80
            rule:
              match:
                - {condition: "severity == 'P1'", output: "'deny'"}
            verification:
              variables:
                - {name: urgent, expression: "severity == 'P1'"}
              invariants:
                - id: never-in-a-p1
                  assume: variables.urgent
                  assert: rule.result != 'approve'
                - id: small-is-fine
                  assume: ["amount < 10.0", "service == 'pay'"]
                  assert: rule.result in ['approve', 'escalate']
            """;

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
    void showsACaseForEachWayInWhichAnOutcomeChanges() {
        var old = read(PAY, CAUTION);
        var changed = read(PAY.replace("0.9", "0.88").replace("'1'", "'2'"), CAUTION);

        var found = Difference.of(old, changed, NOON);

        assertThat(found).hasSize(2).allMatch(f -> f.kind() == Kind.CHANGED);
        assertThat(found)
                .extracting(Found::sentence)
                .containsExactly(
                        "deny (`pay/1`) becomes approve (`pay/3`)",
                        "deny (`pay/1`) becomes escalate (`pay/2`)");
        for (var one : found) {
            var example = one.example().orElseThrow();
            assertThat(old.outcomeOf(example, NOON)).isEqualTo(Outcome.DENY);
            assertThat(changed.outcomeOf(example, NOON)).isNotEqualTo(Outcome.DENY);
        }
    }

    @Test
    void provesThatARewritingChangesNothing() {
        var old = read(PAY, CAUTION);
        var rewritten =
                PAY.replace(
                        "confidence < 0.9 && amount > 100.0",
                        "!(confidence >= 0.9 || amount <= 100.0) && severity != 'P1'");

        // The rule that is now left out in a P1 is overruled there anyway.
        assertThat(Difference.of(old, read(rewritten, CAUTION), NOON))
                .extracting(Found::kind)
                .containsExactly(Kind.UNCHANGED);
        assertThat(Difference.of(read(PAY), read(rewritten), NOON))
                .extracting(Found::kind)
                .contains(Kind.CHANGED);
    }

    @Test
    void tellsWhichVersionsCameAndWent() {
        var other = CAUTION.replace("name: caution", "name: calm");

        assertThat(
                        Difference.versions(
                                read(PAY, CAUTION), read(PAY.replace("\"1\"", "\"2\""), other)))
                .containsExactly(
                        "`pay` goes from 1 to 2", "`caution` 1 is gone", "`calm` 1 is new");
    }

    @Test
    void provesAnInvariantOrShowsTheCaseThatBreaksIt() {
        var policies = read(PAY, CAUTION);

        var found = Analysis.of(policies, NOON);

        assertThat(found)
                .filteredOn(f -> f.kind() == Kind.PROVED)
                .extracting(Found::rule)
                .containsExactly("caution/never-in-a-p1");
        var refuted = found.stream().filter(f -> f.kind() == Kind.REFUTED).toList();
        assertThat(refuted).extracting(Found::rule).isEqualTo(List.of("caution/small-is-fine"));
        assertThat(policies.outcomeOf(refuted.getFirst().example().orElseThrow(), NOON))
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void refusesAnInvariantThatReadsWhatIsNotThere() {
        var files = new TreeMap<String, String>();
        files.put(
                "a.yaml", CAUTION.replace("rule.result != 'approve'", "rule.outcome != 'approve'"));

        var findings = PolicySet.read(files).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().asLine())
                .startsWith("a.yaml:15:")
                .contains("field selection");
    }
}
