package dev.countersign.report;

import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.report.Line.About;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts calls and cases. Pure: the same records give the same figures on every page.
final class Figures {
    private static final int MOST_EXCEPTIONS = 10;

    private Figures() {}

    static List<Figure> of(List<CallRecord> calls, List<ExceptionCase> cases, Window window) {
        var out = new ArrayList<Figure>();
        out.add(
                new Figure(
                        "Usage",
                        String.valueOf(calls.size()),
                        "governed calls recorded",
                        window.calls("")));
        out.add(
                new Figure(
                        "Released",
                        String.valueOf(count(calls, CallState.RELEASED)),
                        "answers that reached their caller",
                        window.calls("state=released")));
        out.add(
                new Figure(
                        "Exceptions",
                        String.valueOf(cases.size()),
                        "held and blocked answers",
                        window.cases("")));
        out.add(
                new Figure(
                        "Confidence",
                        median(calls),
                        "median of the answers that came with one",
                        window.calls("")));
        out.add(
                new Figure(
                        "Rework",
                        rework(cases),
                        "decisions overturned, of decisions taken",
                        window.cases("overturned=1")));
        return out;
    }

    static List<Line> wins(List<CallRecord> calls, List<ExceptionCase> cases, Window window) {
        var out = new ArrayList<Line>();
        var alone =
                calls.stream()
                        .filter(c -> c.state() == CallState.RELEASED && c.caseId().isEmpty())
                        .count();
        if (alone > 0) {
            out.add(
                    new Line(
                            many(alone, "answer") + " went out without needing a person",
                            window.calls("state=released&went=alone")));
        }
        var settled = cases.stream().filter(c -> c.settledAt().isPresent()).count();
        var inTime =
                cases.stream()
                        .filter(c -> c.settledAt().filter(t -> !t.isAfter(c.dueAt())).isPresent())
                        .count();
        if (inTime > 0) {
            out.add(
                    new Line(
                            inTime + " of " + many(settled, "settled case") + " in time",
                            window.cases("settled=1")));
        }
        return out;
    }

    static List<Line> misses(
            List<CallRecord> calls, List<ExceptionCase> cases, Window window, Instant now) {
        var out = new ArrayList<Line>();
        for (var c : cases) {
            if (c.breachedAt().isPresent() || (c.isOpen() && now.isAfter(c.dueAt()))) {
                // Whoever had it; where nobody had it, there is nobody to coach.
                out.add(line("Not settled in time", c, c.assignedTo().or(c::takenBy).orElse("")));
            } else if (c.isOverturned()) {
                out.add(line("Overturned", c, overturned(c)));
            }
        }
        var failed = count(calls, CallState.FAILED);
        if (failed > 0) {
            out.add(
                    new Line(
                            many(failed, "call") + " got no usable answer",
                            window.calls("state=failed")));
        }
        return out;
    }

    /// Whose decision was reversed first.
    private static String overturned(ExceptionCase c) {
        var decider = "";
        for (var d : c.decisions()) {
            switch (d.kind()) {
                case APPROVED, EDITED_AND_APPROVED, DENIED, BROKE_GLASS -> decider = d.approver();
                case OVERTURNED -> {
                    return decider;
                }
                case ESCALATED, TAKEN_BACK, AMENDED, CATEGORISED -> {}
            }
        }
        return decider;
    }

    /// Whose answers needed a person, most often first, each with the newest of its cases.
    static List<Line> exceptions(List<ExceptionCase> cases) {
        var groups =
                cases.stream()
                        .filter(c ->
                                switch (c.opened().kind()) {
                                    case HELD_ANSWER, BLOCKED_ANSWER -> true;
                                    case REFUSED_ACTION, EXCEPTION, REVIEW, CHANGE -> false;
                                })
                        .collect(
                                Collectors.groupingBy(c ->
                                        new About(c.opened().raisedBy(), c.opened().tool(), "")));
        return groups.entrySet().stream()
                .sorted(
                        Comparator.comparingInt((Map.Entry<About, List<ExceptionCase>> g) ->
                                        -g.getValue().size())
                                .thenComparing(g -> g.getKey().person())
                                .thenComparing(g -> g.getKey().tool()))
                .limit(MOST_EXCEPTIONS)
                .map(g -> {
                    var newest =
                            Collections.max(
                                    g.getValue(),
                                    Comparator.comparing(ExceptionCase::openedAt)
                                            .thenComparing(ExceptionCase::id));
                    return new Line(
                            many(g.getValue().size(), "answer")
                                    + " of "
                                    + g.getKey().tool()
                                    + " needed a person, the last in "
                                    + newest.id(),
                            href(newest),
                            g.getKey());
                })
                .toList();
    }

    private static Line line(String what, ExceptionCase c, String person) {
        return new Line(
                what
                        + ": "
                        + c.opened().tool()
                        + " for "
                        + c.approverRole().replace('_', ' ')
                        + ", "
                        + c.id(),
                href(c),
                new About(
                        person,
                        c.opened().tool(),
                        c.opened().facts().map(CaseFacts::category).orElse("")));
    }

    /// Not every reader of a brief may read the case: its call's page leads on for those who may.
    private static String href(ExceptionCase c) {
        return c.opened().kind() == NewCase.Kind.REFUSED_ACTION
                ? "/cases/" + c.id()
                : "/calls/" + c.opened().callId();
    }

    private static String many(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static long count(List<CallRecord> calls, CallState state) {
        return calls.stream().filter(c -> c.state() == state).count();
    }

    private static String median(List<CallRecord> calls) {
        var values =
                calls.stream()
                        .flatMap(c -> c.confidence().stream())
                        .map(BigDecimal::new)
                        .sorted()
                        .toList();
        if (values.isEmpty()) {
            return "not enough data";
        }
        var upper = values.get(values.size() / 2);
        var lower = values.get((values.size() - 1) / 2);
        return upper.add(lower).divide(BigDecimal.TWO, 2, RoundingMode.FLOOR).toPlainString();
    }

    private static String rework(List<ExceptionCase> cases) {
        var taken = 0;
        var overturned = 0;
        for (var c : cases) {
            for (var d : c.decisions()) {
                switch (d.kind()) {
                    case APPROVED, EDITED_AND_APPROVED, DENIED, BROKE_GLASS -> taken++;
                    case OVERTURNED -> overturned++;
                    case ESCALATED, TAKEN_BACK, AMENDED, CATEGORISED -> {}
                }
            }
        }
        return overturned + " of " + taken;
    }
}
