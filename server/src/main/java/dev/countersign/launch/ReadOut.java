package dev.countersign.launch;

import dev.countersign.launch.Launch.Word;
import dev.countersign.report.TeamWeek;
import java.time.LocalDate;

/// What was read out on a Friday.
///
/// @param figures as they stood when it was signed
public record ReadOut(LocalDate friday, TeamWeek figures, Word said) {}
