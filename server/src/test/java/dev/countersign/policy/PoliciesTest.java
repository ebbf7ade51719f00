package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.policy.Policy.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    static final String REFUNDS =
            """
            name: refunds
            version: "1"
            owner: ops_manager
            scope: {services: [billing]}
            exception: {kind: time_limited, max_days: 30}
            rule:
              variables:
                - name: large
                  expression: amount > 500.0
              match:
                - condition: variables.large && customer_tier != 'enterprise'
                  output: "'deny'"
                  explanation: "'too much for this tier'"
                - condition: confidence < 0.9 || text.mentions('refund')
                  output: "'escalate'"
                - output: "'approve'"
            """;

    private static PolicySet set(String... texts) {
        var files = new TreeMap<String, String>();
        for (var i = 0; i < texts.length; i++) {
            files.put(
                    texts[i].startsWith("exemptions:") ? "exemptions.yaml" : i + ".yaml", texts[i]);
        }
        return PolicySet.read(files);
    }

    private static List<String> codes(PolicySet set) {
        return set.findings().stream().map(Finding::code).toList();
    }

    private static Facts billing(Map<String, ?> more) {
        return Facts.of(more).with(Attribute.SERVICE, "billing");
    }

    @Test
    void deniesWithTheFewestFactsThatSuffice() {
        var policies = set(REFUNDS).policies();
        var facts = billing(Map.of("amount", 900.0, "confidence", 0.95, "text", "Refunds please"));

        var verdict = policies.judge(facts, NOON);

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENY);
        assertThat(verdict.minimal())
                .isEqualTo(Map.of(Attribute.AMOUNT, 900.0, Attribute.CUSTOMER_TIER, ""));
        assertThat(verdict.explanation()).contains("refunds/1", "too much for this tier");
        assertThat(verdict.bundle()).hasSize(64);
    }

    @Test
    void nestsRulesAsCelPolicyDoes() {
        var nested =
                """
                name: nested
                version: "1"
                owner: ana
                scope: all
                rule:
                  variables: [{name: limit, expression: "500.0"}]
                  match:
                    - condition: amount > variables.limit
                      rule:
                        variables: [{name: limit, expression: "800.0"}]
                        match:
                          - {condition: amount > variables.limit, output: "'deny'"}
                    - output: "'approve'"
                """;
        var policies = set(nested).policies();
        var policy = policies.all().getFirst();

        assertThat(policies.judge(Facts.of(Map.of("amount", 900.0)), NOON).outcome())
                .isEqualTo(Outcome.DENY);
        // The branch fits, so the next one is not tried although nothing was said.
        assertThat(policies.judge(Facts.of(Map.of("amount", 600.0)), NOON).spoken()).isFalse();
        assertThat(policies.judge(Facts.NONE, NOON).outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(policy.inWords(policy.rules().getFirst()))
                .startsWith(
                        "IF any service AND amount is above 500 AND amount is above 800 THEN deny");
    }

    @Test
    void leavesVariablesInStringsAndCommentsAlone() {
        var tricky =
                """
                name: tricky
                version: "1"
                owner: ana
                scope: all
                rule:
                  variables:
                    - name: word
                      expression: "'x' // variables.none"
                  match:
                    - condition: text.contains('''it's variables.word''') && request.contains(variables.word)
                      output: "'deny'"
                """;
        var set = set(tricky);

        assertThat(set.findings()).isEmpty();
        assertThat(
                        set.policies()
                                .outcomeOf(
                                        Facts.of(
                                                Map.of(
                                                        "text",
                                                        "it's variables.word",
                                                        "request",
                                                        "xy")),
                                        NOON))
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void sendsACaseNobodySpeaksAboutToAPerson() {
        var verdict = set(REFUNDS).policies().judge(Facts.NONE, NOON);

        assertThat(verdict.outcome()).isEqualTo(Outcome.ESCALATE);
        assertThat(verdict.spoken()).isFalse();
        assertThat(verdict.matched()).isEmpty();
    }

    @Test
    void findsATermByItsStemAsThePlaybookDoes() {
        var facts = billing(Map.of("confidence", 0.95, "text", "it was refunded"));

        var verdict = set(REFUNDS).policies().judge(facts, NOON);

        assertThat(verdict.outcome()).isEqualTo(Outcome.ESCALATE);
        assertThat(verdict.minimal()).containsKey(Attribute.TEXT);
    }

    @Test
    void honoursAnExemptionUntilTheInstantItExpires() {
        var exemptions =
                """
                exemptions:
                  - {id: EX-1, policy: refunds, owner: ana, ticket: T-9, condition: "amount < 1000.0",
                     granted: 2026-11-01, expires: 2026-11-21T12:00:00Z}
                """;
        var policies = set(REFUNDS, exemptions).policies();
        var facts = billing(Map.of("amount", 900.0, "confidence", 0.95));

        assertThat(policies.judge(facts, NOON.minusMillis(1)).outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(policies.judge(facts, NOON.minusMillis(1)).matched().getFirst().exemption())
                .isEqualTo("EX-1");
        assertThat(policies.judge(facts, NOON).outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void refusesAnExemptionThatLastsTooLongOrHasNoPolicy() {
        var exemptions =
                """
                exemptions:
                  - {id: A, policy: refunds, owner: ana, ticket: T, granted: 2026-01-01, expires: 2026-06-01}
                  - {id: B, policy: gone, owner: ana, ticket: T, granted: 2026-01-01, expires: 2026-01-02}
                  - {id: C, policy: refunds, owner: ana, ticket: T, granted: 2026-01-01}
                  - {id: D, policy: refunds, owner: ana, ticket: T, category: mitigated,
                     granted: 2026-01-01, expires: 2026-01-02}
                """;

        assertThat(codes(set(REFUNDS, exemptions)))
                .containsExactly("expiry", "orphan", "expiry", "control");
    }

    @Test
    void letsTheHigherPriorityDecideAndTheStricterAmongEquals() {
        var permits = REFUNDS.replace("name: refunds", "name: permits");
        var high =
                """
                name: high
                version: "1"
                owner: ana
                scope: all
                priority: 99
                rule: {match: [{condition: "amount > 800.0", output: "'approve'"}]}
                """;
        var denied = billing(Map.of("amount", 600.0));
        var risen = billing(Map.of("amount", 900.0));
        var policies = set(REFUNDS, permits, high).policies();

        assertThat(policies.judge(denied, NOON).outcome()).isEqualTo(Outcome.DENY);
        assertThat(policies.judge(risen, NOON).outcome()).isEqualTo(Outcome.APPROVE);
    }

    @Test
    void sendsACaseToAPersonWhereARuleFails() {
        var divides =
                """
                name: divides
                version: "1"
                owner: ana
                scope: all
                rule: {match: [{condition: "requested_days > 0 && 10 / (requested_days - 5) > 1", output: "'approve'"}]}
                """;
        var set = set(divides);

        var verdict = set.policies().judge(Facts.of(Map.of("requested_days", 5L)), NOON);

        assertThat(set.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.ESCALATE);
        assertThat(verdict.matched().getFirst().failed()).isTrue();
    }

    @Test
    void tellsEverythingWrongAtItsPlace() {
        var wrong =
                """
                name: Wrong Name
                owner: ana
                scope: all
                colour: red
                rule:
                  match:
                    - condition: amonut > 5
                      output: "'maybe'"
                """;

        assertThat(set(wrong).findings().stream().map(Finding::asLine))
                .anyMatch(l -> l.startsWith("0.yaml:1:7: `Wrong Name` is no id"))
                .anyMatch(l -> l.startsWith("0.yaml:4:9: unknown key `colour`"))
                .anyMatch(l -> l.startsWith("0.yaml:7:18: undeclared reference to 'amonut'"))
                .anyMatch(l -> l.startsWith("0.yaml:8:15: `'maybe'` is no outcome"))
                .anyMatch(l -> l.contains("`version` is missing"));
    }

    @Test
    void refusesWhatIsTooMuchOrNothing() {
        var many = new StringBuilder(REFUNDS);
        many.append("    - {condition: 'amount > 1.0', output: \"'deny'\"}\n".repeat(5_000));

        assertThat(codes(set(""))).containsExactly("empty");
        assertThat(codes(set("x".repeat(10_000_000)))).containsExactly("too-large");
        assertThat(codes(set(many.toString()))).containsExactly("too-many-rules");
        assertThat(codes(set("name: [unclosed"))).containsExactly("yaml");
        assertThat(codes(set(REFUNDS, REFUNDS))).containsExactly("duplicate-id");
        assertThat(codes(set(REFUNDS.replace("variables.large &&", "10 / 0 > 1 &&")))).isNotEmpty();
    }

    @Test
    void answersARegularExpressionBombInLinearTime() {
        var bomb =
                """
                name: bomb
                version: "1"
                owner: ana
                scope: all
                rule: {match: [{condition: "text.matches('^(a+)+$')", output: "'deny'"}]}
                """;
        var text = "a".repeat(100_000) + "b";

        var verdict = set(bomb).policies().judge(Facts.of(Map.of("text", text)), NOON);

        assertThat(verdict.matched()).isEmpty();
    }

    @Test
    void readsARuleAloud() {
        var policy = set(REFUNDS).policies().all().getFirst();

        assertThat(policy.inWords(policy.rules().get(1)))
                .isEqualTo(
                        "IF service is `billing` AND (confidence is below 0.9 OR text mentions"
                                + " `refund`) AND no earlier rule of `refunds` fits THEN escalate ELSE"
                                + " the policy is silent; an exemption of at most 30 days approves");
    }

    @Test
    void shipsFivePoliciesWhoseCasesComeOutAsTheySay() throws Exception {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(Path.of("../playbooks/policies"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        var set = PolicySet.read(texts);

        assertThat(set.findings()).isEmpty();
        assertThat(set.policies().all()).hasSize(5).allMatch(p -> !p.cases().isEmpty());
        assertThat(set.failedCases(NOON)).isEmpty();
    }
}
