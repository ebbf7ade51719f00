package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which facts suffice for an outcome. Each fact is dropped in turn and the decision made again
/// without it; where the outcome still follows, the fact is left out. Outcomes are sets of bits
/// here: this is done for every verdict.
// Positions are bits of one verdict and never stored.
@SuppressWarnings("EnumOrdinal")
final class Sufficient {
    private static final int SILENT = -1;

    private final Policies policies;
    private final List<Policy> scope;
    private final Facts facts;
    private final Instant at;
    private final Map<Node.Search, Boolean> searches;
    private final IdentityHashMap<Condition, Truth> whole = new IdentityHashMap<>();
    private int needed;

    private Sufficient(
            Policies policies,
            List<Policy> scope,
            Facts facts,
            Instant at,
            Map<Node.Search, Boolean> searches) {
        this.policies = policies;
        // The highest priority first: what surely speaks silences what comes after it.
        this.scope = new ArrayList<>(scope);
        this.scope.removeIf(p -> !p.action().counts());
        this.scope.sort((a, b) -> Integer.compare(b.priority(), a.priority()));
        this.facts = facts;
        this.at = at;
        this.searches = searches;
    }

    static Map<Attribute, Object> facts(
            Policies policies,
            List<Policy> scope,
            Facts facts,
            Instant at,
            Outcome outcome,
            Map<Node.Search, Boolean> searches) {
        var search = new Sufficient(policies, scope, facts, at, searches);
        // What stands below the priority that decides cannot matter.
        search.needed = search.scope.size();
        var decided = search.follows(EnumSet.allOf(Attribute.class), outcome);
        var above = decided ? search.scope.subList(0, search.needed) : search.scope;
        var known = policies.read(above, at);
        for (var attribute : known.clone()) {
            known.remove(attribute);
            if (!search.follows(known, outcome)) {
                known.add(attribute);
            }
        }
        var out = new EnumMap<Attribute, Object>(Attribute.class);
        known.forEach(a -> out.put(a, facts.get(a)));
        return out;
    }

    static boolean suffices(
            Policies policies, Facts facts, Set<Attribute> known, Instant at, Outcome outcome) {
        var scope = policies.inScope(facts, at);
        return new Sufficient(policies, scope, facts, at, new HashMap<>()).follows(known, outcome);
    }

    /// Whether this outcome follows from the known facts alone, whatever the others are.
    private boolean follows(Set<Attribute> known, Outcome outcome) {
        // Of the priorities from the highest down to the first at which a rule surely speaks: the
        // strictest that surely speaks there, and every outcome that a rule which perhaps speaks
        // could still bring about.
        var milder = bit(outcome) - 1;
        var from = 0;
        while (from < scope.size()) {
            var to = from;
            var sure = SILENT;
            var possible = 0;
            while (to < scope.size() && scope.get(to).priority() == scope.get(from).priority()) {
                var said = said(scope.get(to), scope.get(to).body(), known);
                possible |= said.possible;
                sure = Math.max(sure, said.least);
                to++;
            }
            var harmless = bit(outcome) | (sure == outcome.ordinal() ? milder : 0);
            if ((possible & ~harmless) != 0) {
                return false;
            }
            if (sure != SILENT) {
                needed = to;
                return sure == outcome.ordinal();
            }
            from = to;
        }
        return outcome == Outcome.ESCALATE;
    }

    /// Evaluated once, however many facts are dropped.
    private Truth follows(Condition condition, Set<Attribute> known) {
        if (!known.containsAll(condition.reads())) {
            return Condition.follows(condition.node(), facts, known, searches);
        }
        var truth = whole.get(condition);
        if (truth == null) {
            truth = condition.of(facts, searches);
            whole.put(condition, truth);
        }
        return truth;
    }

    /// What a block may say.
    ///
    /// @param possible the outcomes, as bits
    /// @param least where it surely speaks, nothing milder than this; SILENT where it may be silent
    /// @param settles whether it ends the `match` around it
    /// @param silent whether it may do so without a word
    private record Saying(int possible, int least, Truth settles, boolean silent) {}

    private Saying said(Policy policy, Block<Condition, Policy.Rule> block, Set<Attribute> known) {
        var possible = 0;
        var strictest = SILENT;
        var settles = block.first() ? Truth.NO : Truth.YES;
        var silent = false;
        for (var branch : block.branches()) {
            var truth = follows(branch.condition(), known);
            if (truth == Truth.NO) {
                continue;
            }
            var says = branch(policy, branch, known);
            possible |= says.possible;
            if (truth == Truth.UNKNOWN && branch.condition().reads().isEmpty()) {
                possible |= bit(Outcome.ESCALATE);
            }
            if (!block.first()) {
                // Of several that surely speak, the strictest surely decides.
                if (truth == Truth.YES) {
                    strictest = Math.max(strictest, says.least);
                }
                continue;
            }
            silent |= says.silent;
            if (truth == Truth.YES && says.settles == Truth.YES) {
                return new Saying(possible, silent ? SILENT : mildest(possible), Truth.YES, silent);
            }
            settles = says.settles == Truth.NO ? settles : Truth.UNKNOWN;
        }
        return new Saying(
                possible, strictest, settles, block.first() ? silent : strictest == SILENT);
    }

    private Saying branch(
            Policy policy, Block.Branch<Condition, Policy.Rule> branch, Set<Attribute> known) {
        if (branch.says().isPresent()) {
            var says = says(policy, branch.says().get(), known);
            return new Saying(says, mildest(says), Truth.YES, false);
        }
        var inner = said(policy, branch.inner().orElseThrow(), known);
        return branch.always()
                ? inner
                : new Saying(inner.possible, inner.least, Truth.YES, inner.least == SILENT);
    }

    private int says(Policy policy, Policy.Rule rule, Set<Attribute> known) {
        var out = bit(policy.says(rule));
        for (var exemption : policies.activeFor(policy, at)) {
            var truth = follows(exemption.condition(), known);
            var milder = bit(Policies.says(policy, rule, Optional.of(exemption)));
            if (truth == Truth.YES) {
                return milder;
            }
            if (truth == Truth.UNKNOWN) {
                out |= milder;
            }
        }
        return out;
    }

    private static int bit(Outcome outcome) {
        return 1 << outcome.ordinal();
    }

    private static int mildest(int outcomes) {
        return Integer.numberOfTrailingZeros(outcomes);
    }
}
