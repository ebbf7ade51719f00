package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import java.util.Arrays;
import java.util.List;

/// One conversation with the solver. Not for several threads.
final class Solving implements AutoCloseable {
    private static final int MILLIS_PER_CHECK = 2_000;

    final Context z3 = new Context();
    final Translation translation = new Translation(z3);
    private final Solver solver = z3.mkSolver();
    private final BoolExpr plain = z3.mkBoolConst("plain texts");
    private boolean preferPlain;

    Solving() {
        var parameters = z3.mkParams();
        parameters.add("timeout", MILLIS_PER_CHECK);
        solver.setParameters(parameters);
    }

    @Override
    public void close() {
        z3.close();
    }

    // The solver's parameter is an array of a generic type, which is never written to.
    @SuppressWarnings("unchecked")
    void add(BoolExpr formula) {
        solver.add(formula);
    }

    /// A constant that stands for the formula: what is used often is read once.
    BoolExpr named(String name, BoolExpr formula) {
        var constant = z3.mkBoolConst(name);
        add(z3.mkEq(constant, formula));
        return constant;
    }

    /// After everything was translated, before the first question.
    void ready() {
        translation.axioms().forEach(this::add);
        for (var axiom : translation.plainTexts()) {
            preferPlain = true;
            add(z3.mkImplies(plain, axiom));
        }
    }

    /// A model of texts that can be written down is looked for first; that there is none at all is
    /// only said where other texts would not do either.
    @SuppressWarnings("unchecked")
    Status check(BoolExpr... assumptions) {
        if (preferPlain) {
            var with = Arrays.copyOf(assumptions, assumptions.length + 1);
            with[assumptions.length] = plain;
            if (solver.check(with) == Status.SATISFIABLE) {
                return Status.SATISFIABLE;
            }
        }
        return solver.check(assumptions);
    }

    boolean isTrue(BoolExpr formula) {
        return solver.getModel().eval(formula, true).isTrue();
    }

    Facts example() {
        return translation.witness(solver.getModel());
    }

    List<BoolExpr> core() {
        return List.of(solver.getUnsatCore());
    }

    BoolExpr any(List<BoolExpr> formulas) {
        return formulas.size() == 1
                ? formulas.getFirst()
                : z3.mkOr(formulas.toArray(BoolExpr[]::new));
    }

    BoolExpr not(BoolExpr formula) {
        return z3.mkNot(formula);
    }

    BoolExpr and(BoolExpr... formulas) {
        return z3.mkAnd(formulas);
    }

    BoolExpr or(BoolExpr... formulas) {
        return z3.mkOr(formulas);
    }
}
