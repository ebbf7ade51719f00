package dev.countersign.survey;

import dev.countersign.course.Survey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What in a report asks for a reaction. Pure; it knows figures and nobody.
final class Flags {
    /// So many of the answers 1 and 2, in per cent, are a red flag even where the mean is well.
    private static final int LOW_SHARE = 40;

    static final double RED = 3.0;
    static final double REQUIRED = 3.5;

    private Flags() {}

    /// @param item the question; empty for all together
    record Flag(String item, Level level, String seen) {}

    enum Level {
        RED,
        AMBER
    }

    static List<Flag> of(Asked.Form form, Report report) {
        var out = new ArrayList<Flag>();
        if (report.n() == 0) {
            return out;
        }
        for (var q : form.questions()) {
            if (q.kind() != Kind.LIKERT5) {
                continue;
            }
            report.figures().stream()
                    .filter(f -> f.question().equals(q.id()))
                    .forEach(f ->
                            add(
                                    out,
                                    f,
                                    report.n(),
                                    q.redBelow().orElse(RED),
                                    q.greenAbove().orElse(REQUIRED)));
        }
        if (report.figures().size() > 1) {
            add(out, report.overall(), report.n(), RED, REQUIRED);
        }
        return out;
    }

    private static void add(List<Flag> out, Report.Figure f, int n, double red, double required) {
        var text = "mean %s of 5, n = %d".formatted(f.meanText(), n);
        if (f.mean() < red) {
            out.add(new Flag(f.question(), Level.RED, text + ", below " + number(red)));
        } else if (f.lowPercent() >= LOW_SHARE) {
            out.add(
                    new Flag(
                            f.question(),
                            Level.RED,
                            text + ", and " + f.lowPercent() + " % answered 1 or 2"));
        } else if (f.mean() < required) {
            out.add(
                    new Flag(
                            f.question(),
                            Level.AMBER,
                            text + ", below the " + number(required) + " required"));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
