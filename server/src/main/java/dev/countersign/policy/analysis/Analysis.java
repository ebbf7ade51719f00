package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the contradictions and the dead rules of a set of policies. Each finding that names a case
/// was replayed in the evaluator first.
public final class Analysis implements AutoCloseable {
    /// CONFLICT: two rules of one priority say different things of one case; NEVER: no case fits;
    /// SHADOWED: every case that fits is decided by an earlier rule of the same policy; OPAQUE: the
    /// rule cannot be analysed; UNCONFIRMED: the solver's case did not replay, or it gave up.
    public enum Kind {
        CONFLICT,
        NEVER,
        SHADOWED,
        OPAQUE,
        UNCONFIRMED
    }

    /// @param other the second rule of a conflict; otherwise empty
    /// @param example a case that shows it
    public record Found(
            Kind kind, String rule, String other, Optional<Facts> example, String sentence) {}

    private record Entry(Policy policy, Policy.Rule rule, BoolExpr selector) {}

    private static final int MILLIS_PER_CHECK = 2_000;

    private final Policies policies;
    private final Instant at;
    private final Context z3 = new Context();
    private final Translation translation = new Translation(z3);
    private final Solver solver = z3.mkSolver();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();

    private Analysis(Policies policies, Instant at) {
        this.policies = policies;
        this.at = at;
        var parameters = z3.mkParams();
        parameters.add("timeout", MILLIS_PER_CHECK);
        solver.setParameters(parameters);
    }

    /// Everything found about the policies in force at that time.
    public static List<Found> of(Policies policies, Instant at) {
        try (var analysis = new Analysis(policies, at)) {
            analysis.run();
            return List.copyOf(analysis.found);
        }
    }

    @Override
    public void close() {
        z3.close();
    }

    private void run() {
        for (var policy : policies.all()) {
            if (policy.isInForce(at)) {
                enter(policy);
            }
        }
        translation.axioms().forEach(this::add);
        var alive = new ArrayList<Entry>();
        for (var entry : entries) {
            if (isAlive(entry)) {
                alive.add(entry);
            }
        }
        conflicts(alive);
    }

    // The solver's parameter is an array of a generic type, which is never written to.
    @SuppressWarnings("unchecked")
    private void add(BoolExpr formula) {
        solver.add(formula);
    }

    private void enter(Policy policy) {
        var scope = translation.of(scope(policy.scope()));
        var ignored = enter(policy, policy.body(), scope);
    }

    /// Enters the rules of a block that is reached where the formula holds.
    ///
    /// @return where the block settles
    private BoolExpr enter(Policy policy, Block<Condition, Policy.Rule> block, BoolExpr reached) {
        var settled = new ArrayList<BoolExpr>();
        for (var branch : block.branches()) {
            var here = block.first() ? z3.mkAnd(reached, none(settled)) : reached;
            var fits = translation.of(branch.condition().node());
            branch.says().ifPresent(rule -> enter(policy, rule, here, fits));
            var inner = branch.inner().map(nested -> enter(policy, nested, z3.mkAnd(here, fits)));
            settled.add(branch.always() && inner.isPresent() ? inner.get() : fits);
        }
        return block.first() ? any(settled) : z3.mkTrue();
    }

    private BoolExpr any(List<BoolExpr> formulas) {
        return z3.mkOr(formulas.toArray(BoolExpr[]::new));
    }

    private BoolExpr none(List<BoolExpr> formulas) {
        return z3.mkNot(any(formulas));
    }

    private void enter(Policy policy, Policy.Rule rule, BoolExpr reached, BoolExpr fits) {
        opaque(rule.condition().node())
                .ifPresent(reason ->
                        found.add(
                                new Found(
                                        Kind.OPAQUE,
                                        rule.id(),
                                        "",
                                        Optional.empty(),
                                        "`" + rule.id() + "` cannot be analysed: it " + reason)));
        var selector = z3.mkBoolConst("r:" + rule.id());
        var possible = z3.mkBoolConst("p:" + rule.id());
        var alone =
                z3.mkAnd(
                        translation.of(scope(policy.scope())),
                        translation.of(rule.condition().node()));
        add(z3.mkEq(selector, z3.mkAnd(reached, fits)));
        add(z3.mkEq(possible, alone));
        entries.add(new Entry(policy, rule, selector));
    }

    private static Node scope(Policy.Scope scope) {
        var parts = new ArrayList<Node>();
        among(parts, Attribute.SERVICE, scope.services());
        among(parts, Attribute.TEAM, scope.teams());
        among(parts, Attribute.CATEGORY, scope.categories());
        if (!scope.tags().isEmpty()) {
            parts.add(
                    new Node.Or(
                            scope.tags().stream()
                                    .sorted()
                                    .<Node>map(t -> new Node.Has(Attribute.TAGS, t))
                                    .toList()));
        }
        return new Node.And(parts);
    }

    private static void among(List<Node> parts, Attribute attribute, Set<String> names) {
        if (!names.isEmpty()) {
            parts.add(new Node.Among(attribute, names));
        }
    }

    private static Optional<String> opaque(Node node) {
        return switch (node) {
            case Node.Opaque(_, _, var reason) -> Optional.of(reason);
            case Node.And(var parts) -> first(parts);
            case Node.Or(var parts) -> first(parts);
            case Node.Not(var inner) -> opaque(inner);
            case Node.Always _, Node.Compare _, Node.Among _, Node.Has _, Node.Flag _ ->
                    Optional.empty();
            case Node.Search _ -> Optional.empty();
        };
    }

    private static Optional<String> first(List<Node> parts) {
        return parts.stream().map(Analysis::opaque).flatMap(Optional::stream).findFirst();
    }

    private boolean isAlive(Entry entry) {
        var id = entry.rule.id();
        return switch (solver.check(entry.selector)) {
            case SATISFIABLE -> true;
            case UNKNOWN -> {
                unconfirmed(id, "");
                yield false;
            }
            case UNSATISFIABLE -> {
                var never = solver.check(z3.mkBoolConst("p:" + id)) == Status.UNSATISFIABLE;
                found.add(
                        new Found(
                                never ? Kind.NEVER : Kind.SHADOWED,
                                id,
                                "",
                                Optional.empty(),
                                never
                                        ? "`" + id + "` never fires: no case meets its condition"
                                        : "`"
                                                + id
                                                + "` is shadowed: earlier rules of its policy take"
                                                + " every case that it fits"));
                yield false;
            }
        };
    }

    private void unconfirmed(String rule, String other) {
        found.add(
                new Found(
                        Kind.UNCONFIRMED,
                        rule,
                        other,
                        Optional.empty(),
                        "nothing certain can be said of `"
                                + rule
                                + (other.isEmpty() ? "`" : "` and `" + other + "`")));
    }

    /// One model settles every partner that fires in it; one refutation settles all the others.
    private void conflicts(List<Entry> alive) {
        for (var i = 0; i < alive.size(); i++) {
            var one = alive.get(i);
            var partners = new ArrayList<Entry>();
            for (var other : alive.subList(i + 1, alive.size())) {
                if (contradict(one, other)) {
                    partners.add(other);
                }
            }
            settle(one, partners);
        }
    }

    private static boolean contradict(Entry one, Entry other) {
        return one.policy.priority() == other.policy.priority()
                && one.policy.action().counts()
                && other.policy.action().counts()
                && one.policy.says(one.rule) != other.policy.says(other.rule);
    }

    private void settle(Entry one, List<Entry> partners) {
        while (!partners.isEmpty()) {
            var any = z3.mkOr(partners.stream().map(Entry::selector).toArray(BoolExpr[]::new));
            solver.push();
            add(one.selector);
            add(any);
            var status = solver.check();
            if (status != Status.SATISFIABLE) {
                solver.pop();
                if (status == Status.UNKNOWN) {
                    partners.forEach(p -> unconfirmed(one.rule.id(), p.rule.id()));
                }
                return;
            }
            var model = solver.getModel();
            var example = translation.witness(model);
            var together =
                    partners.stream().filter(p -> model.eval(p.selector, true).isTrue()).toList();
            solver.pop();
            var said = new HashSet<String>();
            policies.judge(example, at).matched().forEach(m -> said.add(m.rule()));
            for (var other : together) {
                report(one, other, example, said);
            }
            partners.removeAll(together);
        }
    }

    private void report(Entry one, Entry other, Facts example, Set<String> said) {
        if (!said.contains(one.rule.id()) || !said.contains(other.rule.id())) {
            unconfirmed(one.rule.id(), other.rule.id());
            return;
        }
        found.add(
                new Found(
                        Kind.CONFLICT,
                        one.rule.id(),
                        other.rule.id(),
                        Optional.of(example),
                        "`"
                                + one.rule.id()
                                + "` says "
                                + word(one)
                                + " and `"
                                + other.rule.id()
                                + "` says "
                                + word(other)
                                + " of the same case, at the same priority "
                                + one.policy.priority()));
    }

    private static String word(Entry entry) {
        return entry.policy.says(entry.rule).name().toLowerCase(java.util.Locale.ROOT);
    }
}
