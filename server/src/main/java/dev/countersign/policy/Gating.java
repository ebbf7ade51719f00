package dev.countersign.policy;

import dev.countersign.gate.Condition;
import dev.countersign.playbook.Playbook.GatingCondition;
import java.math.BigDecimal;
import java.util.Optional;

/// A playbook's gating condition as the gate asks it.
final class Gating {
    private Gating() {}

    /// What `check` refuses asks for the most here: an unreadable condition opens nothing.
    static Condition condition(GatingCondition written) {
        return switch (written.type()) {
            case "shadow_mode" ->
                    new Condition.Reviewed(written.sampleSize().orElse(Integer.MAX_VALUE));
            case "certificate" ->
                    new Condition.Certified(
                            written.error().orElse(BigDecimal.ZERO),
                            written.delta().orElse(BigDecimal.ZERO),
                            written.sampleSize().orElse(0));
            default ->
                    new Condition.Recorded(
                            written.type(),
                            "",
                            written.threshold().orElse(BigDecimal.ONE),
                            Optional.empty());
        };
    }
}
