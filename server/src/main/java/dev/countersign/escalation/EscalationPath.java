package dev.countersign.escalation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Who is reached when nobody answers, step by step, to an end. Repetitions and paths that follow
/// are written out, so a path is a plain list that only moves forward: it cannot loop.
///
/// @param ending what happens when the last step's time is over too
public record EscalationPath(String name, List<EscalationStep> steps, Ending ending) {
    public static final int MOST_STEPS = 60;

    public enum Ending {
        /// The case is denied: nothing was approved, so nothing happens.
        DENY,
        /// The case waits with whom it reached last, and the breach shows.
        STAY
    }

    public EscalationPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "path `" + name + "` has " + steps.size() + " steps; 1 to " + MOST_STEPS);
        }
    }

    /// The same steps, several times over.
    public static EscalationPath repeated(
            String name, List<EscalationStep> steps, int times, Ending ending) {
        var all = new ArrayList<EscalationStep>();
        for (var round = 1; round <= times; round++) {
            for (var step : steps) {
                all.add(step.inRound(round));
            }
        }
        return new EscalationPath(name, all, ending);
    }

    /// This path, and another one where it would have ended.
    public EscalationPath followedBy(EscalationPath next) {
        var all = new ArrayList<>(steps);
        all.addAll(next.steps());
        return new EscalationPath(name, all, next.ending());
    }

    /// The steps, counted from 1, that come too late where a case ends after `limit`: business time
    /// takes at least as long as elapsed time.
    public List<Integer> beyond(Duration limit) {
        var late = new ArrayList<Integer>();
        var passed = Duration.ZERO;
        for (var i = 0; i < steps.size(); i++) {
            if (passed.compareTo(limit) >= 0) {
                late.add(i + 1);
            }
            passed = passed.plus(steps.get(i).within().length());
        }
        return List.copyOf(late);
    }

    public String inWords() {
        return String.join("; then ", steps.stream().map(EscalationStep::inWords).toList())
                + "; in the end "
                + (ending == Ending.DENY ? "denied" : "it stays with the last");
    }
}
