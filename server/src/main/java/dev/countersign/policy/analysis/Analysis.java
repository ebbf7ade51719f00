package dev.countersign.policy.analysis;

import dev.countersign.policy.Policies;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Looks at a set of policies as a whole: contradictions, rules that never speak or change nothing,
/// gaps, and what will change by itself. Each finding that names a case was replayed in the
/// evaluator first. The server runs it in a [Worker], because a solver cannot be told to stop.
public final class Analysis {
    private Analysis() {}

    /// What is found by one conversation with a solver.
    private interface Part {
        List<List<Found>> ask(Solving solving);
    }

    /// Everything found about the policies in force at that time. Takes as many processors as there
    /// are, up to four: each part has a solver of its own, and they share nothing.
    public static List<Found> of(Policies policies, Instant at) {
        var found = new ArrayList<Found>();
        policies.all()
                .forEach(p -> p.rules().forEach(r -> opaque(r.id(), r.condition().node(), found)));
        policies.exemptions().forEach(e -> opaque(e.id(), e.condition().node(), found));
        // The longest first, so that nobody waits for it alone at the end.
        var parts =
                List.<Part>of(
                        solving -> rules(solving, policies, at, 0),
                        solving -> rules(solving, policies, at, 1),
                        solving -> wholes(solving, policies, at),
                        solving -> conflicts(solving, policies, at));
        var answers = together(parts);
        // In an order that does not depend on who was done first.
        found.addAll(answers.get(0).get(0));
        found.addAll(answers.get(1).get(0));
        found.addAll(answers.get(3).get(0));
        found.addAll(answers.get(0).get(1));
        found.addAll(answers.get(1).get(1));
        found.addAll(answers.get(2).get(0));
        return List.copyOf(found);
    }

    private static List<List<List<Found>>> together(List<Part> parts) {
        var threads = Math.min(parts.size(), Runtime.getRuntime().availableProcessors());
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var asked =
                    parts.stream()
                            .map(p ->
                                    CompletableFuture.supplyAsync(
                                            () -> {
                                                try (var solving = new Solving()) {
                                                    return p.ask(solving);
                                                }
                                            },
                                            pool))
                            .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }

    /// Dead and redundant rules of one half of the policies.
    private static List<List<Found>> rules(
            Solving solving, Policies policies, Instant at, int half) {
        var formulas = Formulas.of(solving, policies, at);
        solving.ready();
        var all = formulas.members();
        var middle = all.size() / 2;
        var members = half == 0 ? all.subList(0, middle) : all.subList(middle, all.size());
        var never = new ArrayList<Found>();
        var dead = new DeadRules(solving, never);
        dead.ask(members.stream().flatMap(m -> m.entries().stream()).toList());
        var needless = new ArrayList<Found>();
        new Redundant(solving, policies, at, needless).ask(formulas, members, dead.shown());
        return List.of(never, needless);
    }

    private static List<List<Found>> conflicts(Solving solving, Policies policies, Instant at) {
        var formulas = Formulas.of(solving, policies, at);
        solving.ready();
        var found = new ArrayList<Found>();
        new Conflicts(solving, policies, at, found)
                .among(formulas.members().stream().flatMap(m -> m.entries().stream()).toList());
        return List.of(found);
    }

    /// What asks about all policies at once.
    private static List<List<Found>> wholes(Solving solving, Policies policies, Instant at) {
        var found = new ArrayList<Found>();
        var formulas = Formulas.of(solving, policies, at);
        var expiring = new Expiring(solving, policies, at, found);
        var endings = expiring.enter(formulas);
        var invariants = new Invariants(solving, policies, at, found);
        var claims = invariants.enter(formulas);
        solving.ready();
        invariants.ask(claims);
        expiring.ask(endings);
        new Gaps(solving, policies, at, found).ask(formulas);
        return List.of(found);
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
