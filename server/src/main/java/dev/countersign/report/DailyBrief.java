package dev.countersign.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What happened in the 24 hours before the brief's time.
///
/// @param day the UTC day on which it was due
public record DailyBrief(
        LocalDate day,
        Instant from,
        Instant to,
        List<Figure> figures,
        List<Line> wins,
        List<Line> misses) {
    public DailyBrief {
        figures = List.copyOf(figures);
        wins = List.copyOf(wins);
        misses = List.copyOf(misses);
    }
}
