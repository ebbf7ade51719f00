package dev.countersign.report;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.ui.Offer;
import java.util.List;
import java.util.Optional;

/// What somebody's home page shows first.
///
/// @param tasks what else waits for them, one sentence each
/// @param days the chart, for those who answer for how calls end
public record HomeView(
        String greeting,
        String lead,
        String actionHref,
        String actionLabel,
        List<Figure> figures,
        String waitingTitle,
        List<ExceptionCase> cases,
        String emptySentence,
        List<Line> tasks,
        List<Offer> runnable,
        Optional<Days> days) {
    public HomeView {
        figures = List.copyOf(figures);
        cases = List.copyOf(cases);
        tasks = List.copyOf(tasks);
        runnable = List.copyOf(runnable);
    }
}
