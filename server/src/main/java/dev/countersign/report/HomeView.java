package dev.countersign.report;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.ui.Offer;
import java.util.List;

/// What somebody's home page shows first.
public record HomeView(
        String greeting,
        String lead,
        String actionHref,
        String actionLabel,
        List<Figure> figures,
        String waitingTitle,
        List<ExceptionCase> cases,
        String emptySentence,
        List<Offer> runnable) {
    public HomeView {
        figures = List.copyOf(figures);
        cases = List.copyOf(cases);
        runnable = List.copyOf(runnable);
    }
}
