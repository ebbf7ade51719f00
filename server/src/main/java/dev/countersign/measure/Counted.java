package dev.countersign.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// Figures of production that are counted from the records.
@FunctionalInterface
public interface Counted {
    /// @param value in per cent, or a number of cases
    /// @param pieces how many pieces of work it was counted on
    record Count(BigDecimal value, int pieces) {}

    /// @param figure one of [dev.countersign.playbook.KpiSpec#FIGURES]
    /// @param to not included
    /// @return empty where there was no work to count
    Optional<Count> of(String figure, Instant from, Instant to);
}
