package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
            if (said.certain.isEmpty()) {
                continue;
            }
            var least = java.util.Collections.min(said.certain);
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

    /// @param certain what the policy surely says, if it surely speaks: one of these
    /// @param possible everything it may say
    private record Saying(Set<Outcome> certain, Set<Outcome> possible) {}

    private Saying said(Policy policy, Set<Attribute> known) {
        var possible = EnumSet.noneOf(Outcome.class);
        var strictest = EnumSet.noneOf(Outcome.class);
        var surely = false;
        for (var rule : policy.rules()) {
            var truth = rule.condition().follows(facts, known);
            if (truth == Truth.NO) {
                continue;
            }
            var says = says(policy, rule, known);
            if (truth == Truth.UNKNOWN && rule.condition().reads().isEmpty()) {
                says.add(Outcome.ESCALATE);
            }
            possible.addAll(says);
            if (truth == Truth.YES) {
                surely = true;
                if (policy.first()) {
                    break;
                }
                // Of several rules that surely speak, the strictest surely decides.
                var least = java.util.Collections.min(says);
                if (strictest.isEmpty()
                        || least.compareTo(java.util.Collections.min(strictest)) > 0) {
                    strictest = says;
                }
            }
        }
        if (!surely) {
            return new Saying(Set.of(), possible);
        }
        return new Saying(policy.first() ? possible : strictest, possible);
    }

    private EnumSet<Outcome> says(Policy policy, Policy.Rule rule, Set<Attribute> known) {
        var out = EnumSet.of(policy.says(rule));
        for (var exemption : policies.activeFor(policy, at)) {
            var truth = exemption.condition().follows(facts, known);
            var milder = Policies.says(policy, rule, java.util.Optional.of(exemption));
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
