package dev.countersign.playbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A figure of production that training is to move, as the organisation file defines it under
/// `kpis`.
///
/// @param id as the tracks of the playbook name it
/// @param definition what is counted, of what
/// @param unit such as `min` or `%`; empty for a plain number
/// @param source where the figure comes from, in words
/// @param figure one of [#FIGURES] where Countersign counts it from its own records
/// @param baseline how it was before; without one nothing is claimed
public record KpiSpec(
        String id,
        String title,
        String definition,
        String unit,
        Better better,
        String source,
        Optional<String> figure,
        Optional<Before> baseline) {
    /// What Countersign counts itself, for `records:`.
    public static final List<String> FIGURES =
            List.of("exception_rate", "late_rate", "rework_rate", "open_cases", "sample_agreement");

    public enum Better {
        LOWER,
        HIGHER
    }

    /// How it was before.
    ///
    /// @param value absent where it is counted from the records of that time
    /// @param from the first day, `to` the last one
    /// @param pieces how many pieces of work it was measured on
    /// @param method how it was measured
    public record Before(
            Optional<BigDecimal> value,
            LocalDate from,
            LocalDate to,
            Optional<Integer> pieces,
            String method) {}
}
