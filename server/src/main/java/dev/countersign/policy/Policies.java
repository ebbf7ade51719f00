package dev.countersign.policy;

import dev.countersign.kernel.Digests;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The policies and exemptions in force together: the one place where a case is judged. Pure;
/// threads may share it.
///
/// The highest priority that speaks decides; among its rules the strictest: deny before escalate
/// before approve. Where nobody speaks, and where a rule fails, a person decides.
public final class Policies {
    private final List<Policy> policies;
    private final Map<String, List<Exemption>> exemptions;
    private final Map<String, List<Policy>> index;
    private final String digest;

    private Policies(List<Policy> policies, List<Exemption> exemptions, String digest) {
        this.policies = List.copyOf(policies);
        this.exemptions = exemptions.stream().collect(Collectors.groupingBy(Exemption::policy));
        this.digest = digest;
        this.index = new HashMap<>();
        for (var policy : policies) {
            keys(policy.scope())
                    .forEach(k -> index.computeIfAbsent(k, _ -> new ArrayList<>()).add(policy));
        }
    }

    /// @param sources the files' texts: they give the bundle its digest
    public static Policies of(
            List<Policy> policies, List<Exemption> exemptions, Collection<String> sources) {
        var digest =
                Digests.hex(
                        sources.stream()
                                .map(Digests::hex)
                                .sorted()
                                .collect(Collectors.joining("\n")));
        return new Policies(policies, exemptions, digest);
    }

    /// These policies with another in place of the one that has its name.
    public Policies with(Policy changed) {
        return new Policies(
                policies.stream().map(p -> p.id().equals(changed.id()) ? changed : p).toList(),
                exemptions(),
                digest + "+" + changed.id());
    }

    public List<Policy> all() {
        return policies;
    }

    public List<Exemption> exemptions() {
        return exemptions.values().stream().flatMap(List::stream).toList();
    }

    public String digest() {
        return digest;
    }

    // One scope is indexed under its most telling part.
    private static Set<String> keys(Policy.Scope scope) {
        if (!scope.services().isEmpty()) {
            return prefixed("s:", scope.services());
        }
        if (!scope.teams().isEmpty()) {
            return prefixed("t:", scope.teams());
        }
        if (!scope.tags().isEmpty()) {
            return prefixed("g:", scope.tags());
        }
        return scope.categories().isEmpty() ? Set.of("") : prefixed("c:", scope.categories());
    }

    private static Set<String> prefixed(String prefix, Set<String> names) {
        return names.stream().map(prefix::concat).collect(Collectors.toSet());
    }

    /// The policies in force at that time whose scope covers the case.
    public List<Policy> inScope(Facts facts, Instant at) {
        var out = new LinkedHashSet<Policy>();
        add(out, "", facts, at);
        add(out, "s:" + facts.name(Attribute.SERVICE), facts, at);
        add(out, "t:" + facts.name(Attribute.TEAM), facts, at);
        facts.names(Attribute.TAGS).forEach(tag -> add(out, "g:" + tag, facts, at));
        add(out, "c:" + facts.name(Attribute.CATEGORY), facts, at);
        return List.copyOf(out);
    }

    private void add(Set<Policy> out, String key, Facts facts, Instant at) {
        for (var policy : index.getOrDefault(key, List.of())) {
            if (policy.isInForce(at) && policy.scope().covers(facts)) {
                out.add(policy);
            }
        }
    }

    /// The verdict on a case at a time, explained.
    public PolicyVerdict judge(Facts facts, Instant at) {
        var scope = inScope(facts, at);
        var said = spoken(scope, facts, at);
        var top = said.stream().filter(Said::counts).mapToInt(s -> s.policy.priority()).max();
        var outcome = outcome(said);
        var matched =
                said.stream()
                        .map(s ->
                                s.matched(
                                        s.counts
                                                && s.policy.priority() == top.orElse(0)
                                                && s.says == outcome))
                        .sorted((a, b) -> Boolean.compare(b.decisive(), a.decisive()))
                        .toList();
        var minimal = Sufficient.facts(this, scope, facts, at, outcome);
        return new PolicyVerdict(
                outcome,
                top.isPresent(),
                matched,
                Explanation.of(said, matched, outcome, minimal),
                minimal,
                digest);
    }

    /// The rules that speak, without the reasons.
    public Set<String> speaking(Facts facts, Instant at) {
        return spoken(inScope(facts, at), facts, at).stream()
                .filter(s -> !s.failed)
                .map(s -> s.rule.id())
                .collect(Collectors.toSet());
    }

    /// The outcome alone, for replaying many decisions.
    public Outcome outcomeOf(Facts facts, Instant at) {
        return outcome(spoken(inScope(facts, at), facts, at));
    }

    record Said(
            Policy policy,
            Policy.Rule rule,
            Outcome says,
            boolean counts,
            Optional<Exemption> exemption,
            boolean failed) {
        PolicyVerdict.Matched matched(boolean decisive) {
            return new PolicyVerdict.Matched(
                    rule.id(),
                    policy.version(),
                    says,
                    decisive,
                    counts,
                    exemption.map(Exemption::id).orElse(""),
                    failed);
        }
    }

    static Outcome outcome(List<Said> said) {
        Outcome best = null;
        var priority = Integer.MIN_VALUE;
        for (var one : said) {
            if (!one.counts) {
                continue;
            }
            if (one.policy.priority() > priority || best == null) {
                best = one.says;
                priority = one.policy.priority();
            } else if (one.policy.priority() == priority && one.says.compareTo(best) > 0) {
                best = one.says;
            }
        }
        return best == null ? Outcome.ESCALATE : best;
    }

    /// What each policy says, exemptions applied on the same path.
    List<Said> spoken(List<Policy> scope, Facts facts, Instant at) {
        var out = new ArrayList<Said>();
        for (var policy : scope) {
            var counts = policy.action().counts();
            var ignored =
                    policy.body()
                            .walk(
                                    branch -> {
                                        var truth = branch.condition().of(facts);
                                        if (truth == Truth.UNKNOWN) {
                                            out.add(failed(policy, branch));
                                        }
                                        return truth;
                                    },
                                    rule -> {
                                        var exemption = exemption(policy, facts, at);
                                        var says = says(policy, rule, exemption);
                                        out.add(
                                                new Said(
                                                        policy, rule, says, counts, exemption,
                                                        false));
                                    });
        }
        return out;
    }

    private static Said failed(Policy policy, Block.Branch<Condition, Policy.Rule> branch) {
        var rule = branch.says().orElseGet(() -> branch.inner().orElseThrow().all().getFirst());
        return new Said(
                policy, rule, Outcome.ESCALATE, policy.action().counts(), Optional.empty(), true);
    }

    List<Exemption> activeFor(Policy policy, Instant at) {
        return exemptions.getOrDefault(policy.id(), List.of()).stream()
                .filter(e -> e.isActive(at))
                .toList();
    }

    private Optional<Exemption> exemption(Policy policy, Facts facts, Instant at) {
        if (!exemptions.containsKey(policy.id())) {
            return Optional.empty();
        }
        for (var exemption : activeFor(policy, at)) {
            if (fits(exemption, facts)) {
                return Optional.of(exemption);
            }
        }
        return Optional.empty();
    }

    /// An exemption that cannot be evaluated exempts nobody.
    private static boolean fits(Exemption exemption, Facts facts) {
        try {
            return exemption.condition().holds(facts);
        } catch (Condition.Failed e) {
            return false;
        }
    }

    static Outcome says(Policy policy, Policy.Rule rule, Optional<Exemption> exemption) {
        return exemption.isPresent() ? policy.saysExempt(rule) : policy.says(rule);
    }

    /// Every attribute that the conditions in scope read.
    EnumSet<Attribute> read(List<Policy> scope, Instant at) {
        var out = EnumSet.noneOf(Attribute.class);
        for (var policy : scope) {
            policy.rules().forEach(r -> out.addAll(r.condition().reads()));
            if (exemptions.containsKey(policy.id())) {
                activeFor(policy, at).forEach(e -> out.addAll(e.condition().reads()));
            }
        }
        return out;
    }
}
