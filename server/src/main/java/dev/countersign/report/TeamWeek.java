package dev.countersign.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// What a stretch of time returned to one team.
///
/// @param saved by workflow
/// @param closed ids of the team's cases that somebody decided in it
/// @param expired how many ended because nobody decided in time
public record TeamWeek(Window window, List<Saved> saved, List<String> closed, int expired) {
    private static final BigDecimal HOUR = BigDecimal.valueOf(60);

    public TeamWeek {
        saved = List.copyOf(saved);
        closed = List.copyOf(closed);
    }

    /// @param answers released and used
    /// @param minutes empty where nobody measured the workflow before: then nothing is claimed
    public record Saved(String workflow, int answers, Optional<BigDecimal> minutes) {
        /// Hours with one digit; empty where nothing is claimed.
        public String hours() {
            return minutes.map(m -> m.divide(HOUR, 1, RoundingMode.FLOOR).toPlainString())
                    .orElse("");
        }
    }

    /// Of the workflows that were measured before; empty where none was.
    public String hours() {
        var minutes = saved.stream().flatMap(s -> s.minutes().stream()).toList();
        return minutes.isEmpty()
                ? ""
                : minutes.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(HOUR, 1, RoundingMode.FLOOR)
                        .toPlainString();
    }
}
