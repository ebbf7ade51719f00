package dev.countersign.policy;

import dev.countersign.kernel.Digests;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.CaseReading;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
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
    private final List<Standing> everywhere = new ArrayList<>();
    private final Map<Attribute, Map<String, List<Standing>>> index =
            new EnumMap<>(Attribute.class);
    private final String digest;

    /// @param exemptions from this policy, active or not
    /// @param reads every attribute that its conditions read, and theirs
    record Standing(Policy policy, List<Exemption> exemptions, EnumSet<Attribute> reads) {
        static Standing of(Policy policy, List<Exemption> exemptions) {
            var reads = EnumSet.noneOf(Attribute.class);
            policy.rules().forEach(r -> reads.addAll(r.condition().reads()));
            exemptions.forEach(e -> reads.addAll(e.condition().reads()));
            return new Standing(policy, exemptions, reads);
        }

        List<Exemption> active(Instant at) {
            return exemptions.isEmpty()
                    ? exemptions
                    : exemptions.stream().filter(e -> e.isActive(at)).toList();
        }

        private Optional<Exemption> exemption(Facts facts, Instant at) {
            for (var exemption : exemptions) {
                if (exemption.isActive(at) && fits(exemption, facts)) {
                    return Optional.of(exemption);
                }
            }
            return Optional.empty();
        }
    }

    private Policies(List<Policy> policies, List<Exemption> exemptions, String digest) {
        this.policies = List.copyOf(policies);
        this.exemptions = exemptions.stream().collect(Collectors.groupingBy(Exemption::policy));
        this.digest = digest;
        policies.forEach(p -> enter(standing(p)));
    }

    private Standing standing(Policy policy) {
        return Standing.of(policy, exemptions.getOrDefault(policy.id(), List.of()));
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

    /// The version of a policy that is in force at that time; where none is, the one that ended
    /// last, or else the one that begins first.
    public Optional<Policy> version(String id, Instant at) {
        var all =
                policies.stream()
                        .filter(p -> p.id().equals(id))
                        .sorted(Comparator.comparing(p -> p.from().orElse(Instant.MIN)))
                        .toList();
        var begun = all.stream().filter(p -> p.from().filter(at::isBefore).isEmpty()).toList();
        return all.stream()
                .filter(p -> p.isInForce(at))
                .findFirst()
                .or(() ->
                        begun.isEmpty() ? all.stream().findFirst() : Optional.of(begun.getLast()));
    }

    /// These policies with another in place of the one that has its name and version.
    public Policies with(Policy changed) {
        return new Policies(
                policies.stream()
                        .map(p -> p.named().equals(changed.named()) ? changed : p)
                        .toList(),
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
    private void enter(Standing standing) {
        var scope = standing.policy.scope();
        if (!scope.services().isEmpty()) {
            enter(Attribute.SERVICE, scope.services(), standing);
        } else if (!scope.teams().isEmpty()) {
            enter(Attribute.TEAM, scope.teams(), standing);
        } else if (!scope.tags().isEmpty()) {
            enter(Attribute.TAGS, scope.tags(), standing);
        } else if (!scope.categories().isEmpty()) {
            enter(Attribute.CATEGORY, scope.categories(), standing);
        } else {
            everywhere.add(standing);
        }
    }

    private void enter(Attribute attribute, Set<String> names, Standing standing) {
        var byName = index.computeIfAbsent(attribute, _ -> new HashMap<>());
        names.forEach(n -> byName.computeIfAbsent(n, _ -> new ArrayList<>()).add(standing));
    }

    /// The policies in force at that time whose scope covers the case.
    public List<Policy> inScope(Facts facts, Instant at) {
        return standing(facts, at).stream().map(Standing::policy).toList();
    }

    List<Standing> standing(Facts facts, Instant at) {
        var out = new ArrayList<Standing>();
        add(out, everywhere, facts, at);
        add(out, Attribute.SERVICE, facts.name(Attribute.SERVICE), facts, at);
        add(out, Attribute.TEAM, facts.name(Attribute.TEAM), facts, at);
        add(out, Attribute.CATEGORY, facts.name(Attribute.CATEGORY), facts, at);
        var before = out.size();
        for (var tag : facts.names(Attribute.TAGS)) {
            add(out, Attribute.TAGS, tag, facts, at);
        }
        // Only by its tags can a policy be found twice.
        return out.size() < before + 2 ? out : distinct(out);
    }

    private static List<Standing> distinct(List<Standing> found) {
        var ids = new HashSet<String>();
        return found.stream().filter(s -> ids.add(s.policy.id())).toList();
    }

    private void add(
            List<Standing> out, Attribute attribute, String name, Facts facts, Instant at) {
        add(out, index.getOrDefault(attribute, Map.of()).getOrDefault(name, List.of()), facts, at);
    }

    private static void add(
            List<Standing> out, List<Standing> candidates, Facts facts, Instant at) {
        for (var one : candidates) {
            if (one.policy.isInForce(at) && one.policy.scope().covers(facts)) {
                out.add(one);
            }
        }
    }

    /// The verdict on a case at a time, explained.
    public PolicyVerdict judge(Facts facts, Instant at) {
        var scope = standing(facts, at);
        var reading = new CaseReading(facts);
        var said = spoken(scope, facts, at, reading);
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
        var minimal = Sufficient.facts(scope, facts, at, outcome, reading);
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
        return spoken(standing(facts, at), facts, at, new CaseReading(facts)).stream()
                .filter(s -> !s.failed)
                .map(s -> s.rule.id())
                .collect(Collectors.toSet());
    }

    /// The outcome alone, for replaying many decisions.
    public Outcome outcomeOf(Facts facts, Instant at) {
        return decides(spoken(standing(facts, at), facts, at, new CaseReading(facts)))
                .map(Said::says)
                .orElse(Outcome.ESCALATE);
    }

    /// Whether the case would come out otherwise, or be spoken of by nobody, if the rule had not
    /// been written.
    public boolean matters(Policy policy, Policy.Rule rule, Facts facts, Instant at) {
        var scope = standing(facts, at);
        var fewer = standing(policy.without(rule));
        var without =
                scope.stream()
                        .map(s -> s.policy.named().equals(policy.named()) ? fewer : s)
                        .toList();
        var reading = new CaseReading(facts);
        return !decides(spoken(scope, facts, at, reading))
                .map(Said::says)
                .equals(decides(spoken(without, facts, at, reading)).map(Said::says));
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
    List<Said> spoken(List<Standing> scope, Facts facts, Instant at, CaseReading reading) {
        var out = new ArrayList<Said>();
        for (var standing : scope) {
            var policy = standing.policy;
            var counts = policy.action().counts();
            var ignored =
                    policy.body()
                            .walk(
                                    branch -> {
                                        var truth = reading.of(branch.condition());
                                        if (truth == Truth.UNKNOWN) {
                                            out.add(failed(policy, branch));
                                        }
                                        return truth;
                                    },
                                    rule -> {
                                        var exemption = standing.exemption(facts, at);
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
        return standing(policy).active(at);
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
}
