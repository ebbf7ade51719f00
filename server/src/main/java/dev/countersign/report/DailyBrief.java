package dev.countersign.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What happened in the 24 hours before the brief's time.
///
/// @param day the UTC day on which it was due
/// @param exceptions whose answers needed a person, and with what; briefs of earlier versions have
///   none
public record DailyBrief(
        LocalDate day,
        Instant from,
        Instant to,
        List<Figure> figures,
        List<Line> wins,
        List<Line> misses,
        List<Line> exceptions) {
    public DailyBrief {
        figures = List.copyOf(figures);
        wins = List.copyOf(wins);
        misses = List.copyOf(misses);
        exceptions = List.copyOf(exceptions);
    }
}
