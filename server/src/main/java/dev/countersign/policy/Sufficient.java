package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which facts suffice for an outcome. Each fact is dropped in turn and the decision made again
/// without it; where the outcome still follows, the fact is left out.
final class Sufficient {
    private final Policies policies;
    private final List<Policy> scope;
    private final Facts facts;
    private final Instant at;

    private Sufficient(Policies policies, List<Policy> scope, Facts facts, Instant at) {
        this.policies = policies;
        this.scope = scope;
        this.facts = facts;
        this.at = at;
    }

    static Map<Attribute, Object> facts(
            Policies policies, List<Policy> scope, Facts facts, Instant at, Outcome outcome) {
        var search = new Sufficient(policies, scope, facts, at);
        var known = policies.read(scope, at);
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
        return new Sufficient(policies, scope, facts, at).follows(known, outcome);
    }

    /// Whether this outcome follows from the known facts alone, whatever the others are.
    private boolean follows(Set<Attribute> known, Outcome outcome) {
        // The best rule that surely speaks, and every outcome that a rule which perhaps speaks
        // could still bring about at the same or a higher priority.
        var surePriority = Integer.MIN_VALUE;
        var sure = Outcome.APPROVE;
        var spoken = false;
        for (var policy : scope) {
            if (!policy.action().counts()) {
                continue;
            }
            var said = said(policy, known);
            if (said.least.isEmpty()) {
                continue;
            }
            var least = said.least.get();
            if (policy.priority() > surePriority) {
                surePriority = policy.priority();
                sure = least;
            } else if (policy.priority() == surePriority && least.compareTo(sure) > 0) {
                sure = least;
            }
            spoken = true;
        }
        for (var policy : scope) {
            if (!policy.action().counts() || spoken && policy.priority() < surePriority) {
                continue;
            }
            for (var possible : said(policy, known).possible) {
                var harmless =
                        possible == outcome
                                || spoken
                                        && policy.priority() == surePriority
                                        && sure == outcome
                                        && possible.compareTo(outcome) < 0;
                if (!harmless) {
                    return false;
                }
            }
        }
        return spoken ? sure == outcome : outcome == Outcome.ESCALATE;
    }

    /// What a block may say.
    ///
    /// @param least where it surely speaks, nothing milder than this; empty where it may be silent
    /// @param settles whether it ends the `match` around it
    /// @param silent whether it may do so without a word
    private record Saying(
            Set<Outcome> possible, Optional<Outcome> least, Truth settles, boolean silent) {}

    private Saying said(Policy policy, Set<Attribute> known) {
        return said(policy, policy.body(), known);
    }

    private Saying said(Policy policy, Block<Condition, Policy.Rule> block, Set<Attribute> known) {
        var possible = EnumSet.noneOf(Outcome.class);
        Optional<Outcome> strictest = Optional.empty();
        var settles = block.first() ? Truth.NO : Truth.YES;
        var silent = false;
        for (var branch : block.branches()) {
            var truth = branch.condition().follows(facts, known);
            if (truth == Truth.NO) {
                continue;
            }
            var says = branch(policy, branch, known);
            possible.addAll(says.possible);
            if (truth == Truth.UNKNOWN && branch.condition().reads().isEmpty()) {
                possible.add(Outcome.ESCALATE);
            }
            if (!block.first()) {
                // Of several that surely speak, the strictest surely decides.
                if (truth == Truth.YES && says.least.isPresent()) {
                    strictest = stricter(strictest, says.least.get());
                }
                continue;
            }
            silent |= says.silent;
            if (truth == Truth.YES && says.settles == Truth.YES) {
                Optional<Outcome> least =
                        silent ? Optional.empty() : Optional.of(Collections.min(possible));
                return new Saying(possible, least, Truth.YES, silent);
            }
            settles = says.settles == Truth.NO ? settles : Truth.UNKNOWN;
        }
        return new Saying(
                possible, strictest, settles, block.first() ? silent : strictest.isEmpty());
    }

    private static Optional<Outcome> stricter(Optional<Outcome> one, Outcome other) {
        return one.filter(o -> o.compareTo(other) >= 0).or(() -> Optional.of(other));
    }

    private Saying branch(
            Policy policy, Block.Branch<Condition, Policy.Rule> branch, Set<Attribute> known) {
        if (branch.says().isPresent()) {
            var says = says(policy, branch.says().get(), known);
            return new Saying(says, Optional.of(Collections.min(says)), Truth.YES, false);
        }
        var inner = said(policy, branch.inner().orElseThrow(), known);
        return branch.always()
                ? inner
                : new Saying(inner.possible, inner.least, Truth.YES, inner.least.isEmpty());
    }

    private EnumSet<Outcome> says(Policy policy, Policy.Rule rule, Set<Attribute> known) {
        var out = EnumSet.of(policy.says(rule));
        for (var exemption : policies.activeFor(policy, at)) {
            var truth = exemption.condition().follows(facts, known);
            var milder = Policies.says(policy, rule, Optional.of(exemption));
            if (truth == Truth.YES) {
                return EnumSet.of(milder);
            }
            if (truth == Truth.UNKNOWN) {
                out.add(milder);
            }
        }
        return out;
    }
}
