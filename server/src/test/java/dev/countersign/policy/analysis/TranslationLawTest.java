package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.cel.common.CelValidationException;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import dev.countersign.policy.cel.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the solver is told of a condition is what the evaluator makes of it.
/// `-Dcountersign.policy.inputs=1000000` runs a million comparisons.
class TranslationLawTest {
    private static final int INPUTS = Integer.getInteger("countersign.policy.inputs", 5_000);
    private static final int CONDITIONS = 40;
    private static final int CASES = 25;

    @Test
    void translatorAndEvaluatorAgreeOnRandomConditionsAndCases() throws Exception {
        var random = new RandomCases(new Random(20261121));
        var wrong = new ArrayList<String>();
        var compared = 0;
        var failing = 0;
        var fits = 0;
        var start = System.nanoTime();
        while (compared < INPUTS) {
            var conditions = new ArrayList<Condition>();
            for (var i = 0; i < CONDITIONS; i++) {
                conditions.add(Condition.compile(random.condition(3)));
            }
            var cases = new ArrayList<Facts>();
            for (var i = 0; i < CASES; i++) {
                cases.add(random.facts());
            }
            try (var solving = new Solving()) {
                var formulas =
                        conditions.stream().map(c -> solving.translation.of(c.node())).toList();
                var atoms = new LinkedHashSet<Node>();
                conditions.forEach(c -> collect(c.node(), atoms));
                var told = new ArrayList<BoolExpr>();
                for (var facts : cases) {
                    told.add(solving.translation.of(told(facts, atoms)));
                }
                solving.ready();
                for (var c = 0; c < CASES; c++) {
                    var facts = cases.get(c);
                    if (solving.check(told.get(c)) != Status.SATISFIABLE) {
                        wrong.add("the solver holds " + facts + " to be impossible");
                        continue;
                    }
                    for (var i = 0; i < CONDITIONS; i++) {
                        var condition = conditions.get(i);
                        // By CEL's own evaluator; elsewhere the node is asked where it can be.
                        Truth truth;
                        try {
                            truth = condition.holds(facts) ? Truth.YES : Truth.NO;
                        } catch (Condition.Failed e) {
                            failing++;
                            continue;
                        }
                        compared++;
                        fits += truth == Truth.YES ? 1 : 0;
                        var read = condition.of(facts);
                        var solved = solving.isTrue(formulas.get(i));
                        if (solved != (truth == Truth.YES)
                                || read != Truth.UNKNOWN && read != truth) {
                            wrong.add(
                                    condition.text()
                                            + " of "
                                            + facts
                                            + " is "
                                            + truth
                                            + ", read "
                                            + read
                                            + ", solved "
                                            + solved);
                        }
                    }
                }
            }
        }
        System.out.printf(
                "translator and evaluator: %d comparisons, %d disagreements, %.1f s"
                        + " (%d fit; %d could not be evaluated and are not counted)%n",
                compared, wrong.size(), (System.nanoTime() - start) / 1e9, fits, failing);
        assertThat(wrong.subList(0, Math.min(20, wrong.size()))).isEmpty();
        // Neither nearly always nor nearly never: the comparison means something.
        assertThat((double) fits / compared).isBetween(0.2, 0.8);
    }

    /// The case in the solver's terms: each variable that a condition asks about, and its value.
    private static Node told(Facts facts, Set<Node> atoms) throws CelValidationException {
        var out = new ArrayList<Node>();
        for (var attribute : Attribute.values()) {
            switch (attribute.kind()) {
                case NAME -> out.add(new Node.Among(attribute, Set.of(facts.name(attribute))));
                case NUMBER, WHOLE ->
                        out.add(
                                new Node.Compare(
                                        attribute, Node.Order.EQUAL, facts.number(attribute)));
                case FLAG -> out.add(either(new Node.Flag(attribute), facts));
                case NAMES, TEXT -> {}
            }
        }
        for (var atom : atoms) {
            if (atom instanceof Node.Opaque opaque) {
                var truth = Condition.compile(opaque.text()).of(facts);
                if (truth != Truth.UNKNOWN) {
                    out.add(truth == Truth.YES ? atom : new Node.Not(atom));
                }
            } else {
                out.add(either(atom, facts));
            }
        }
        return new Node.And(out);
    }

    private static Node either(Node node, Facts facts) {
        return Condition.follows(node, facts) == Truth.YES ? node : new Node.Not(node);
    }

    private static void collect(Node node, Set<Node> out) {
        switch (node) {
            case Node.And(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Or(var parts) -> parts.forEach(p -> collect(p, out));
            case Node.Not(var inner) -> collect(inner, out);
            case Node.Has _, Node.Search _, Node.Opaque _ -> out.add(node);
            case Node.Always _, Node.Compare _, Node.Among _, Node.Flag _ -> {}
        }
    }

    @Test
    void saysNothingOfNumbersThatADoubleCannotTellApart() throws Exception {
        for (var text : List.of("requested_days > 9007199254740993", "amount < 1e16")) {
            assertThat(Condition.compile(text).node()).isInstanceOf(Node.Opaque.class);
        }
    }
}
