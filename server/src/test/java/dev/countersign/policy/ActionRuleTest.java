package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.ActionRule.Field;
import dev.countersign.policy.ActionRule.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRuleTest {
    private final ActionRule refund =
            new ActionRule(
                    "refund_credits",
                    "Refund",
                    Set.of("frontline_ops"),
                    "ops_manager",
                    List.of(new Field("what", "What", Kind.TEXT, true, List.of())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refund_credits",
                "Refund-Credits",
                "billing.refund_credits",
                "mcp__billing__refund_credits"
            })
    void knowsTheToolsThatWouldDoIt(String tool) {
        assertThat(refund.isCalled(tool)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "_", "refund", "refund_credits_status", "norefund_credits", "a.b"})
    void takesNoOtherToolForIt(String tool) {
        assertThat(refund.isCalled(tool)).isFalse();
    }
}
