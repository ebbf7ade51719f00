package dev.countersign.launch;

import dev.countersign.report.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Two weeks in which one team begins.
///
/// @param team as the organisation file names it
/// @param cohort whose learners begin; empty where `people` are named
/// @param monday the first of its fourteen days, in `zone`
public record Launch(
        String id,
        String team,
        String teamTitle,
        String cohort,
        List<String> people,
        List<Goal> workflows,
        LocalDate monday,
        ZoneId zone,
        String startedBy,
        Instant startedAt,
        Optional<Word> calledOff) {
    static final int DAYS = 14;

    public Launch {
        people = List.copyOf(people);
        workflows = List.copyOf(workflows);
    }

    /// One workflow and its objective.
    ///
    /// @param slo what the number measures, in words
    public record Goal(String workflow, String slo, BigDecimal target) {}

    /// What somebody said in their own name.
    public record Word(String by, String words, Instant at) {}

    public LocalDate last() {
        return monday.plusDays(DAYS - 1);
    }

    public List<LocalDate> fridays() {
        return List.of(monday.plusDays(4), monday.plusDays(11));
    }

    /// What a Friday's read-out is about: the launch's days until then that no Friday had before.
    public Window week(LocalDate friday) {
        var first = friday.equals(fridays().getFirst()) ? monday : fridays().getFirst().plusDays(1);
        return new Window(startOf(first), startOf(friday.plusDays(1)));
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /// The end of this day, which is the start of the next.
    Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /// Whether something can still be done about it.
    public boolean isOn() {
        return calledOff.isEmpty();
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endOf(last()));
    }
}
