package dev.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.bundle.Judged;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicySet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecondVerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private static Policies policies() {
        var files = new TreeMap<String, String>();
        files.put(
                "a.yaml",
                """
                name: a
                version: "2"
                owner: ana
                scope: all
                rule: {match: [{condition: "retention_days > 300", output: "'deny'",
                                explanation: "'secret of ' + service"}]}
                """);
        var set = PolicySet.read(files);
        assertThat(set.isUsable()).as(String.valueOf(set.findings())).isTrue();
        return set.policies();
    }

    private static Judged judged(Outcome outcome, long days) {
        return new Judged(
                "conftest",
                "17",
                "pam",
                Optional.of("case-1"),
                "digest",
                "base",
                outcome,
                List.of("a@1"),
                "",
                "",
                Facts.NONE.with(Attribute.RETENTION_DAYS, days).with(Attribute.SERVICE, "payroll"),
                NOW);
    }

    @Test
    void namesTheRuleAndNothingOfTheCase() {
        var watched = SecondVerdict.of("c1", policies(), judged(Outcome.APPROVE, 400));

        assertThat(watched)
                .isEqualTo(
                        new WatchedCase(
                                "c1",
                                "conftest 17",
                                Optional.of("case-1"),
                                "approve",
                                "deny",
                                "`a/1`, version `2`",
                                NOW));
        assertThat(watched.differs()).isTrue();
    }

    @Test
    void wherePoliciesSayNothingAPersonDecides() {
        assertThat(SecondVerdict.of("c1", policies(), judged(Outcome.DENY, 7)))
                .extracting(WatchedCase::would, WatchedCase::because)
                .containsExactly("escalate", "no policy speaks of it, so a person decides");
        assertThat(SecondVerdict.of("c1", policies(), judged(Outcome.ESCALATE, 7)).differs())
                .isFalse();
    }
}
