package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.playbook.ApprovalRule.Met;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
    private static final String RULE =
            "if confidence < 0.9 or contains: refund, escalation => manager_approve";

    private static List<Met> met(String rule, String confidence, String text) throws Exception {
        return ApprovalRule.parse(rule)
                .met(
                        confidence.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new BigDecimal(confidence)),
                        terms ->
                                new TermMatcher(terms, TermMatcher.Mode.STEM)
                                        .find(text).stream()
                                                .map(h ->
                                                        new Met(
                                                                h.matched(),
                                                                h.matched(),
                                                                h.term(),
                                                                "answer"))
                                                .toList());
    }

    @Test
    @Requirement("E32")
    void asksForAPersonBelowTheLimitOrAtATerm() throws Exception {
        assertThat(met(RULE, "0.89", "")).hasSize(1);
        assertThat(met(RULE, "0.9", "")).isEmpty();
        assertThat(met(RULE, "0.99", "We refunded it"))
                .extracting(Met::fact)
                .containsExactly("refunded");
        assertThat(met(RULE, "0.99", "Please ESCALATE this")).hasSize(1);
        assertThat(met(RULE, "", "")).as("missing confidence").hasSize(1);
    }

    @Test
    void andBindsCloserThanOr() throws Exception {
        var rule = "if contains: a or contains: b and confidence < 0.5 => x";

        assertThat(met(rule, "0.9", "a")).isNotEmpty();
        assertThat(met(rule, "0.9", "b")).isEmpty();
        assertThat(met(rule, "0.4", "b")).isNotEmpty();
    }

    @Test
    @Requirement("E32")
    void namesTheColumnOfWhatItDoesNotKnow() {
        assertThatThrownBy(() -> ApprovalRule.parse("if certainty < 0.9 => x"))
                .isInstanceOf(ApprovalRule.Malformed.class)
                .hasMessageContaining("found `certainty`")
                .extracting(e -> ((ApprovalRule.Malformed) e).column())
                .isEqualTo(4);
        assertThatThrownBy(() -> ApprovalRule.parse("if confidence < 1.5 => x"))
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> ApprovalRule.parse("if contains: => x"))
                .hasMessageContaining("a term");
        assertThatThrownBy(() -> ApprovalRule.parse("if confidence < 0.5 => x y"))
                .hasMessageContaining("the end");
    }

    @Test
    void findsWordsOfOneStemAndPhrasesButNoParts() {
        var matcher =
                new TermMatcher(
                        List.of("policy exception", "escalation", "PII"), TermMatcher.Mode.STEM);

        assertThat(matcher.find("Two policy exceptions were escalated."))
                .extracting(TermMatcher.Hit::position)
                .containsExactly(4, 27);
        assertThat(matcher.find("policy without it; exceptional")).isEmpty();
        assertThat(new TermMatcher(List.of("refund"), TermMatcher.Mode.WORD).find("refunds"))
                .isEmpty();
        assertThat(
                        new TermMatcher(List.of("refund"), TermMatcher.Mode.SUBSTRING)
                                .find("nonREFUNDable"))
                .hasSize(1);
    }
}
