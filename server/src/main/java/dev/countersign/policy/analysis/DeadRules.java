package dev.countersign.policy.analysis;

import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.analysis.Formulas.Entry;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Condition.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules that never speak; of each that does, a case.
final class DeadRules {
    private final Solving solving;
    private final List<Found> found;
    private final Map<String, Facts> shown = new HashMap<>();

    DeadRules(Solving solving, List<Found> found) {
        this.solving = solving;
        this.found = found;
    }

    void ask(List<Entry> entries) {
        for (var entry : entries) {
            switch (solving.check(entry.fires())) {
                case SATISFIABLE -> shown.put(entry.rule().id(), solving.example());
                case UNKNOWN -> found.add(Found.unconfirmed(entry.rule().id(), ""));
                case UNSATISFIABLE -> found.add(dead(entry));
            }
        }
    }

    /// By rule, a case that the solver proposes; the evaluator was not asked.
    Map<String, Facts> shown() {
        return Map.copyOf(shown);
    }

    private Found dead(Entry entry) {
        var id = entry.rule().id();
        var status = solving.check(entry.fits());
        if (status == Status.UNSATISFIABLE) {
            return Found.of(
                    Kind.NEVER, id, "`" + id + "` never fires: no case meets its condition");
        }
        var example =
                status == Status.SATISFIABLE
                        ? Examples.shrunk(solving.example(), f -> shows(entry, f))
                        : Optional.<Facts>empty();
        return new Found(
                Kind.SHADOWED,
                id,
                "",
                example,
                Optional.empty(),
                "`" + id + "` is shadowed: earlier rules of its policy take every case it fits");
    }

    private static boolean shows(Entry entry, Facts facts) {
        return entry.policy().scope().covers(facts)
                && entry.rule().condition().of(facts) == Truth.YES;
    }
}
