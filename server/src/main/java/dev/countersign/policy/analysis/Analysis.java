package dev.countersign.policy.analysis;

import dev.countersign.policy.Policies;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a set of policies as a whole: contradictions, rules that never speak or change nothing,
/// gaps, and what will change by itself. Each finding that names a case was replayed in the
/// evaluator first. The server runs it in a [Worker], because a solver cannot be told to stop.
public final class Analysis {
    private Analysis() {}

    /// Everything found about the policies in force at that time.
    public static List<Found> of(Policies policies, Instant at) {
        var found = new ArrayList<Found>();
        policies.all()
                .forEach(p -> p.rules().forEach(r -> opaque(r.id(), r.condition().node(), found)));
        policies.exemptions().forEach(e -> opaque(e.id(), e.condition().node(), found));
        try (var solving = new Solving()) {
            var formulas = Formulas.of(solving, policies, at);
            var expiring = new Expiring(solving, policies, at, found);
            var endings = expiring.enter(formulas);
            var invariants = new Invariants(solving, policies, at, found);
            var claims = invariants.enter(formulas);
            solving.ready();
            var entries = formulas.members().stream().flatMap(m -> m.entries().stream()).toList();
            var dead = new DeadRules(solving, found);
            var alive = dead.alive(entries);
            new Conflicts(solving, policies, at, found).among(alive);
            new Redundant(solving, policies, at, found).ask(formulas, dead.shown());
            invariants.ask(claims);
            expiring.ask(endings);
            new Gaps(solving, policies, at, found).ask(formulas);
        }
        return List.copyOf(found);
    }

    private static void opaque(String id, Node node, List<Found> found) {
        opaque(node)
                .ifPresent(o ->
                        found.add(
                                Found.of(
                                        Kind.OPAQUE,
                                        id,
                                        "`"
                                                + id
                                                + "` cannot be analysed: `"
                                                + o.text()
                                                + "` "
                                                + o.reason())));
    }

    private static Optional<Node.Opaque> opaque(Node node) {
        return switch (node) {
            case Node.Opaque opaque -> Optional.of(opaque);
            case Node.And(var parts) -> first(parts);
            case Node.Or(var parts) -> first(parts);
            case Node.Not(var inner) -> opaque(inner);
            case Node.Always _, Node.Compare _, Node.Among _, Node.Has _, Node.Flag _ ->
                    Optional.empty();
            case Node.Search _ -> Optional.empty();
        };
    }

    private static Optional<Node.Opaque> first(List<Node> parts) {
        return parts.stream().map(Analysis::opaque).flatMap(Optional::stream).findFirst();
    }
}
