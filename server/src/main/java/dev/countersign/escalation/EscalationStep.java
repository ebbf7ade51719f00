package dev.countersign.escalation;

import java.util.List;

/// One step of a path: whom to reach, and how long they have before the next step.
///
/// @param whom all who are there are reached
/// @param otherwise tried one after the other where none of `whom` is there: away, out of hours, or
///   kept out by the case itself
/// @param within how long they have; of the last step, until the path ends
/// @param round 1, or more where a path repeats itself
public record EscalationStep(List<Whom> whom, List<Whom> otherwise, Target within, int round) {
    public EscalationStep {
        whom = List.copyOf(whom);
        otherwise = List.copyOf(otherwise);
        if (whom.isEmpty()) {
            throw new IllegalArgumentException("a step reaches somebody");
        }
    }

    public EscalationStep(List<Whom> whom, List<Whom> otherwise, Target within) {
        this(whom, otherwise, within, 1);
    }

    EscalationStep inRound(int number) {
        return new EscalationStep(whom, otherwise, within, number);
    }

    String inWords() {
        var words = String.join(" and ", whom.stream().map(Whom::name).toList());
        if (!otherwise.isEmpty()) {
            words +=
                    ", otherwise "
                            + String.join(", then ", otherwise.stream().map(Whom::name).toList());
        }
        return words + ", within " + within.inWords();
    }
}
