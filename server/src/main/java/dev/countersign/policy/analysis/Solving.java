package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// One conversation with the solver. Not for several threads.
final class Solving implements AutoCloseable {
    private static final int MILLIS_PER_CHECK = 2_000;

    final Context z3 = new Context();
    final Translation translation = new Translation(z3);
    private final Solver solver = z3.mkSimpleSolver();
    private final BoolExpr plain = z3.mkBoolConst("plain texts");
    private boolean preferPlain;
    private Optional<Model> model = Optional.empty();

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

    /// After everything was translated, before the first question.
    void ready() {
        translation.axioms().forEach(this::add);
        for (var axiom : translation.plainTexts()) {
            preferPlain = true;
            add(z3.mkImplies(plain, axiom));
        }
    }

    /// Whether some case meets all of these. Nothing else burdens the solver: what is not asked is
    /// not told to it.
    ///
    /// A model of texts that can be written down is looked for first; that there is none at all is
    /// only said where other texts would not do either.
    Status check(BoolExpr... formulas) {
        solver.push();
        try {
            for (var formula : formulas) {
                add(formula);
            }
            return asked();
        } finally {
            solver.pop();
        }
    }

    private Status asked() {
        if (preferPlain) {
            var status = solver.check(plain);
            if (status == Status.SATISFIABLE) {
                model = Optional.of(solver.getModel());
                return status;
            }
        }
        var status = solver.check();
        model = status == Status.SATISFIABLE ? Optional.of(solver.getModel()) : Optional.empty();
        return status;
    }

    /// The fewest of the assumptions that contradict the formulas, in the order given; empty where
    /// all together do not, or nobody knows.
    Optional<List<BoolExpr>> fewest(List<BoolExpr> assumptions, BoolExpr... formulas) {
        solver.push();
        try {
            for (var formula : formulas) {
                add(formula);
            }
            var names = new LinkedHashMap<BoolExpr, BoolExpr>();
            for (var assumption : assumptions) {
                var name = z3.mkBoolConst("assumed " + names.size());
                add(z3.mkEq(name, assumption));
                names.put(name, assumption);
            }
            var all = core(List.copyOf(names.keySet()));
            if (all.isEmpty()) {
                return all;
            }
            var kept = all.get();
            for (var name : all.get()) {
                var fewer = kept.stream().filter(n -> !n.equals(name)).toList();
                kept = kept.contains(name) ? core(fewer).orElse(kept) : kept;
            }
            return Optional.of(kept.stream().map(n -> names.getOrDefault(n, n)).toList());
        } finally {
            solver.pop();
        }
    }

    @SuppressWarnings("unchecked")
    private Optional<List<BoolExpr>> core(List<BoolExpr> names) {
        if (solver.check(names.toArray(BoolExpr[]::new)) != Status.UNSATISFIABLE) {
            return Optional.empty();
        }
        var core = new HashSet<>(Arrays.asList(solver.getUnsatCore()));
        return Optional.of(names.stream().filter(core::contains).toList());
    }

    boolean isTrue(BoolExpr formula) {
        return model().eval(formula, true).isTrue();
    }

    Facts example() {
        return translation.witness(model());
    }

    private Model model() {
        return model.orElseThrow(() -> new IllegalStateException("no case was found"));
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
