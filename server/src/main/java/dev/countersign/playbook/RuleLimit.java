package dev.countersign.playbook;

import dev.countersign.playbook.ApprovalRule.Condition;
import java.math.BigDecimal;
import java.util.Optional;

/// The confidence below which a rule asks for a person on the confidence alone.
///
/// @param orEqual whether that confidence itself still asks for a person
record RuleLimit(BigDecimal confidence, boolean orEqual) {
    static Optional<RuleLimit> of(ApprovalRule rule) {
        return of(rule.condition());
    }

    /// Empty for a text that is no rule.
    static Optional<RuleLimit> of(String rule) {
        try {
            return of(ApprovalRule.parse(rule));
        } catch (ApprovalRule.Malformed broken) {
            return Optional.empty();
        }
    }

    // `or` asks from the highest of its limits; `and` asks only where all do, so a term in it
    // leaves
    // none.
    private static Optional<RuleLimit> of(Condition condition) {
        return switch (condition) {
            case Condition.LessThan(var limit, var orEqual) ->
                    Optional.of(new RuleLimit(limit, orEqual));
            case Condition.Contains _ -> Optional.empty();
            case Condition.AnyOf(var parts) ->
                    parts.stream()
                            .flatMap(p -> of(p).stream())
                            .reduce((a, b) -> a.isBelow(b) ? b : a);
            case Condition.AllOf(var parts) ->
                    parts.stream().anyMatch(p -> of(p).isEmpty())
                            ? Optional.empty()
                            : parts.stream()
                                    .flatMap(p -> of(p).stream())
                                    .reduce((a, b) -> a.isBelow(b) ? a : b);
        };
    }

    private boolean isBelow(RuleLimit other) {
        var order = confidence.compareTo(other.confidence);
        return order < 0 || (order == 0 && !orEqual);
    }
}
