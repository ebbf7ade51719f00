package dev.countersign.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The pure question. All conditions must hold.
public record Gate(String tool, List<Condition> conditions) {
    public Gate {
        conditions = List.copyOf(conditions);
    }

    /// @param evidence what is recorded about one person and this tool
    /// @param waivers what that person was granted for this tool
    public GateState state(List<Evidence> evidence, List<Waiver> waivers, Instant now) {
        return state(evidence, waivers, now, (_, _) -> "");
    }

    /// Where a condition is met, in words; empty where nobody knows.
    @FunctionalInterface
    public interface Way {
        String to(String tool, String conditionType);
    }

    /// As the other, and what is missing says where it is met.
    public GateState state(List<Evidence> evidence, List<Waiver> waivers, Instant now, Way way) {
        var because = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (var condition : conditions) {
            var reached = reached(condition, evidence);
            if (reached.filter(r -> r.compareTo(condition.atLeast()) >= 0).isPresent()) {
                because.add(condition.sentence() + ": " + reached.get().toPlainString());
                continue;
            }
            var waiver = waiver(condition, waivers, now);
            if (waiver.isPresent()) {
                because.add(
                        condition.sentence()
                                + ": waived by "
                                + waiver.get().grantedBy()
                                + " until "
                                + waiver.get().validUntil());
            } else {
                missing.add(
                        condition.sentence()
                                + " for `"
                                + tool
                                + "`; recorded so far: "
                                + reached.map(BigDecimal::toPlainString).orElse("none")
                                + way.to(tool, condition.type()));
            }
        }
        return missing.isEmpty() ? new GateState.Open(because) : new GateState.Shut(missing);
    }

    /// A quiz counts by its newest attempt, samples by their sum.
    private static Optional<BigDecimal> reached(Condition condition, List<Evidence> evidence) {
        var counted =
                evidence.stream().filter(e -> e.conditionType().equals(condition.type())).toList();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        return condition.type().equals("quiz")
                ? counted.stream()
                        .max(Comparator.comparing(Evidence::recordedAt))
                        .map(Evidence::amount)
                : Optional.of(
                        counted.stream()
                                .map(Evidence::amount)
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Optional<Waiver> waiver(Condition condition, List<Waiver> waivers, Instant now) {
        return waivers.stream()
                .filter(w -> w.holds(now) && w.conditionType().equals(condition.type()))
                .findFirst();
    }
}
