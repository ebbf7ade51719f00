package dev.countersign.cohort;

import dev.countersign.ui.Csv;
import java.time.Instant;
import java.util.stream.Collectors;

/// A cohort's report for spreadsheets. Pure.
public final class ReportCsv {
    private ReportCsv() {}

    /// One line for each learner, below a line of headings; on each what production shows beside
    /// it.
    public static String of(Report.Whole w) {
        var out = new StringBuilder();
        out.append(
                        Csv.line(
                                "person",
                                "name",
                                "mentor",
                                "joined",
                                "sections_done",
                                "sections",
                                "last_quiz",
                                "labs_passed",
                                "labs",
                                "sessions_attended",
                                "sessions",
                                "attendance_percent",
                                "possible_percent",
                                "attendance_out_of_reach",
                                "ready",
                                "completed",
                                "production"))
                .append("\r\n");
        var production =
                w.completion().kpis().stream()
                        .map(k -> k.id() + ": " + k.sentence())
                        .collect(Collectors.joining("; "));
        for (var r : w.rows()) {
            var p = r.standing().progress();
            out.append(
                            Csv.line(
                                    r.member().person(),
                                    r.name(),
                                    r.mentor(),
                                    r.member().joined().toString(),
                                    String.valueOf(p.sections().size()),
                                    String.valueOf(p.sectionsInAll()),
                                    p.lastQuiz(),
                                    String.valueOf(p.labsPassed()),
                                    String.valueOf(p.labs().size()),
                                    String.valueOf(r.attendance().there()),
                                    String.valueOf(r.attendance().sessions()),
                                    String.valueOf(r.attendance().percent()),
                                    String.valueOf(r.attendance().possiblePercent()),
                                    r.outOfReach() ? "yes" : "no",
                                    r.decision().map(d -> d.ready() ? "yes" : "no").orElse(""),
                                    r.standing().completedAt().map(Instant::toString).orElse(""),
                                    production.isEmpty() ? "no KPI is named" : production))
                    .append("\r\n");
        }
        return out.toString();
    }
}
