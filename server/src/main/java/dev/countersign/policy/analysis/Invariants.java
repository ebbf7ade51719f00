package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What must hold whatever the case: proved, or refuted with a case.
final class Invariants {
    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;

    Invariants(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    record Question(Policy policy, Policy.Invariant invariant, BoolExpr broken) {}

    /// Enters what is to be asked; before [Solving#ready].
    List<Question> enter(Formulas formulas) {
        var out = new ArrayList<Question>();
        for (var member : formulas.members()) {
            for (var invariant : member.policy().invariants()) {
                var decided =
                        formulas.decided(formulas.near(member.policy().scope()))
                                .cameOut(solving.z3);
                var wrong = new ArrayList<BoolExpr>();
                invariant
                        .asserted()
                        .forEach((outcome, condition) ->
                                wrong.add(
                                        solving.and(
                                                decided.of(outcome),
                                                solving.not(
                                                        solving.translation.of(
                                                                condition.node())))));
                var broken =
                        solving.and(
                                member.scope(),
                                solving.translation.of(invariant.assumed().node()),
                                solving.any(wrong));
                out.add(new Question(member.policy(), invariant, broken));
            }
        }
        return out;
    }

    private static String name(Policy policy, Policy.Invariant invariant) {
        return policy.id() + "/" + invariant.id();
    }

    void ask(List<Question> questions) {
        for (var question : questions) {
            var name = name(question.policy, question.invariant);
            var status = solving.check(question.broken);
            if (status == Status.UNSATISFIABLE) {
                found.add(Found.of(Kind.PROVED, name, "`" + name + "` always holds: proved"));
                continue;
            }
            found.add(
                    (status == Status.SATISFIABLE
                                    ? Examples.shrunk(solving.example(), f -> breaks(question, f))
                                    : java.util.Optional.<Facts>empty())
                            .map(e -> refuted(name, e))
                            .orElseGet(() -> Found.unconfirmed(name, "")));
        }
    }

    private Found refuted(String name, Facts example) {
        return Found.of(
                Kind.REFUTED,
                name,
                "",
                example,
                "`"
                        + name
                        + "` does not hold: a case comes out "
                        + policies.outcomeOf(example, at).name().toLowerCase(Locale.ROOT));
    }

    private boolean breaks(Question question, Facts facts) {
        Outcome outcome = policies.outcomeOf(facts, at);
        var asserted = question.invariant.asserted().get(outcome);
        return question.policy.scope().covers(facts)
                && question.invariant.assumed().of(facts) == Truth.YES
                && asserted != null
                && asserted.of(facts) == Truth.NO;
    }
}
