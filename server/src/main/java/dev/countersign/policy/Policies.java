package dev.countersign.policy;

import dev.countersign.kernel.Digests;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import dev.countersign.policy.cel.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
        var out = new ArrayList<Policy>();
        add(out, "", facts, at);
        add(out, "s:" + facts.name(Attribute.SERVICE), facts, at);
        add(out, "t:" + facts.name(Attribute.TEAM), facts, at);
        add(out, "c:" + facts.name(Attribute.CATEGORY), facts, at);
        var before = out.size();
        for (var tag : facts.names(Attribute.TAGS)) {
            add(out, "g:" + tag, facts, at);
        }
        // Only by its tags can a policy be found twice.
        return out.size() < before + 2 ? out : distinct(out);
    }

    private static List<Policy> distinct(List<Policy> found) {
        var ids = new HashSet<String>();
        return found.stream().filter(p -> ids.add(p.id())).toList();
    }

    private void add(List<Policy> out, String key, Facts facts, Instant at) {
        for (var policy : index.getOrDefault(key, List.of())) {
            if (policy.isInForce(at) && policy.scope().covers(facts)) {
                out.add(policy);
            }
        }
    }

    /// The verdict on a case at a time, explained.
    public PolicyVerdict judge(Facts facts, Instant at) {
        var scope = inScope(facts, at);
        var searches = new HashMap<Node.Search, Boolean>();
        var said = spoken(scope, facts, at, searches);
        var decides = decides(said);
        var outcome = decides.map(Said::says).orElse(Outcome.ESCALATE);
        var matched = new ArrayList<PolicyVerdict.Matched>(said.size());
        var others = new ArrayList<PolicyVerdict.Matched>(said.size());
        for (var one : said) {
            var decisive =
                    one.counts
                            && one.says == outcome
                            && decides.isPresent()
                            && one.policy.priority() == decides.get().policy.priority();
            (decisive ? matched : others).add(one.matched(decisive));
        }
        matched.addAll(others);
        var minimal = Sufficient.facts(this, scope, facts, at, outcome, searches);
        return new PolicyVerdict(
                outcome,
                decides.isPresent(),
                matched,
                Explanation.of(decides, outcome, minimal),
                minimal,
                digest);
    }

    /// The rules that speak, without the reasons.
    public Set<String> speaking(Facts facts, Instant at) {
        return spoken(inScope(facts, at), facts, at, new HashMap<>()).stream()
                .filter(s -> !s.failed)
                .map(s -> s.rule.id())
                .collect(Collectors.toSet());
    }

    /// The outcome alone, for replaying many decisions.
    public Outcome outcomeOf(Facts facts, Instant at) {
        return decides(spoken(inScope(facts, at), facts, at, new HashMap<>()))
                .map(Said::says)
                .orElse(Outcome.ESCALATE);
    }

    /// Whether the case would come out otherwise, or be spoken of by nobody, if the rule had not
    /// been written.
    public boolean matters(Policy policy, Policy.Rule rule, Facts facts, Instant at) {
        var scope = inScope(facts, at);
        var fewer = policy.without(rule);
        var without = scope.stream().map(p -> p.id().equals(policy.id()) ? fewer : p).toList();
        var searches = new HashMap<Node.Search, Boolean>();
        return !decides(spoken(scope, facts, at, searches))
                .map(Said::says)
                .equals(decides(spoken(without, facts, at, searches)).map(Said::says));
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

    /// The first of those that decide.
    private static Optional<Said> decides(List<Said> said) {
        Said best = null;
        for (var one : said) {
            if (!one.counts) {
                continue;
            }
            var higher =
                    best == null
                            ? 1
                            : Integer.compare(one.policy.priority(), best.policy.priority());
            if (best == null || higher > 0 || higher == 0 && one.says.compareTo(best.says) > 0) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    /// What each policy says, exemptions applied on the same path.
    List<Said> spoken(
            List<Policy> scope, Facts facts, Instant at, Map<Node.Search, Boolean> searches) {
        var out = new ArrayList<Said>();
        for (var policy : scope) {
            var counts = policy.action().counts();
            var ignored =
                    policy.body()
                            .walk(
                                    branch -> {
                                        var truth = branch.condition().of(facts, searches);
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
        if (!exemptions.containsKey(policy.id())) {
            return List.of();
        }
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
            for (var rule : policy.rules()) {
                out.addAll(rule.condition().reads());
            }
            if (exemptions.containsKey(policy.id())) {
                activeFor(policy, at).forEach(e -> out.addAll(e.condition().reads()));
            }
        }
        return out;
    }
}
