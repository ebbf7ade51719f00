package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Node;
import dev.countersign.policy.cel.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Cases in a policy's scope of which no rule says anything. One case is found, then every answer
/// that does not matter is left out, so that a region remains; then a case outside of it is looked
/// for.
final class Gaps {
    private static final int SHOWN = 12;
    private static final int WORDS = 12;

    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;
    private final List<BoolExpr> elsewhere = new ArrayList<>();
    private final List<Node> regions = new ArrayList<>();
    private int shown;

    Gaps(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    void ask(Formulas formulas) {
        for (var member : formulas.members()) {
            if (member.policy().action().counts() && !ask(member, formulas)) {
                found.add(
                        Found.of(
                                Kind.MORE,
                                "",
                                "there may be more gaps than the " + SHOWN + " shown"));
                return;
            }
        }
    }

    /// Whether all gaps in its scope were found.
    private boolean ask(Member member, Formulas formulas) {
        var near = formulas.near(member.policy().scope());
        var speech = solving.any(near.stream().map(m -> m.says().anything(solving.z3)).toList());
        var asked = new LinkedHashSet<Node>();
        for (var one : near) {
            one.policy().rules().forEach(r -> questions(r.condition().node(), asked));
            questions(Translation.node(one.policy().scope()), asked);
        }
        while (true) {
            var nowhere = solving.not(solving.any(elsewhere));
            var status = solving.check(member.scope(), solving.not(speech), nowhere);
            if (status == Status.UNKNOWN) {
                found.add(Found.unconfirmed(member.policy().id(), ""));
            }
            if (status != Status.SATISFIABLE) {
                return true;
            }
            if (shown++ == SHOWN) {
                return false;
            }
            region(member, speech, asked);
        }
    }

    /// The questions that a condition consists of.
    private static void questions(Node node, Set<Node> out) {
        switch (node) {
            case Node.And(var parts) -> parts.forEach(p -> questions(p, out));
            case Node.Or(var parts) -> parts.forEach(p -> questions(p, out));
            case Node.Not(var inner) -> questions(inner, out);
            case Node.Always _ -> {}
            case Node.Compare _, Node.Among _, Node.Has _, Node.Flag _ -> out.add(node);
            case Node.Search _, Node.Opaque _ -> out.add(node);
        }
    }

    private void region(Member member, BoolExpr speech, Set<Node> asked) {
        var scope = member.scope();
        var policy = member.policy();
        var example =
                Examples.shrunk(
                        solving.example(),
                        f ->
                                policies.speaking(f, at).isEmpty()
                                        && policies.inScope(f, at).contains(policy)
                                        && isElsewhere(f));
        var given = new LinkedHashMap<BoolExpr, Node>();
        // The solver chose freely how these come out; the region is as it chose.
        for (var question : asked) {
            if (question instanceof Node.Opaque) {
                var yes = solving.translation.of(question);
                var chosen = solving.isTrue(yes);
                given.put(
                        chosen ? yes : solving.not(yes),
                        chosen ? question : new Node.Not(question));
            }
        }
        if (example.isPresent()) {
            for (var answer : Answers.of(example.get(), asked)) {
                given.put(solving.translation.of(answer), answer);
            }
        }
        var needed = solving.fewest(List.copyOf(given.keySet()), speech, scope);
        if (example.isEmpty() || needed.isEmpty()) {
            found.add(Found.unconfirmed(policy.id(), ""));
            elsewhere.add(scope);
            return;
        }
        var all = new ArrayList<>(needed.get());
        all.add(scope);
        elsewhere.add(solving.and(all.toArray(BoolExpr[]::new)));
        var nodes =
                needed.get().stream()
                        .map(n -> given.getOrDefault(n, new Node.Always(true)))
                        .toList();
        var whole = new ArrayList<>(nodes);
        whole.add(Translation.node(policy.scope()));
        regions.add(new Node.And(whole));
        found.add(
                Found.of(
                        Kind.GAP,
                        policy.id(),
                        "",
                        example.get(),
                        "no policy says anything where " + words(policy, nodes)));
    }

    /// In none of the regions that were already found.
    private boolean isElsewhere(Facts facts) {
        return regions.stream().noneMatch(r -> Condition.follows(r, facts) == Condition.Truth.YES);
    }

    private static String words(Policy policy, List<Node> needed) {
        var parts =
                needed.stream()
                        .limit(WORDS)
                        .map(Words::bracketed)
                        .collect(Collectors.joining(" AND "));
        return policy.scope().inWords()
                + (parts.isEmpty() ? "" : " AND " + parts)
                + (needed.size() > WORDS ? " AND " + (needed.size() - WORDS) + " more" : "");
    }
}
