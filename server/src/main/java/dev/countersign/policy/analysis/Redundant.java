package dev.countersign.policy.analysis;

import static java.util.stream.Collectors.partitioningBy;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicyVerdict.Matched;
import dev.countersign.policy.analysis.Formulas.Entry;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules without which every case is decided as with them, and is spoken of as with them.
final class Redundant {
    private static final Set<Attribute> SCOPE =
            EnumSet.of(Attribute.SERVICE, Attribute.TEAM, Attribute.CATEGORY, Attribute.TAGS);

    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;

    Redundant(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    /// @param members whose rules are asked about
    /// @param shown the rules that can speak, each with a case that may show it
    void ask(Formulas formulas, List<Member> members, Map<String, Facts> shown) {
        for (var member : members) {
            if (!member.policy().action().counts()) {
                continue;
            }
            var near = formulas.near(member.policy().scope());
            var with = formulas.decided(near);
            var scope = member.policy().scope();
            // Those that stand beside it in all of its cases, and those only in some.
            var beside =
                    near.stream().collect(partitioningBy(m -> m.policy().scope().contains(scope)));
            var always = beside.getOrDefault(true, List.of());
            var sometimes =
                    solving.any(
                            beside.getOrDefault(false, List.of()).stream()
                                    .map(Member::scope)
                                    .toList());
            var withAlways = formulas.decided(always);
            for (var entry : member.entries()) {
                var example = shown.get(entry.rule().id());
                // Where that case already needs the rule, the solver has nothing to prove.
                if (example != null && !isNeeded(entry, example)) {
                    // Where none of the latter stands, few policies are left to reason about.
                    var without = formulas.decided(always, member, entry.without());
                    var status =
                            solving.check(
                                    entry.fires(),
                                    solving.not(sometimes),
                                    withAlways.differs(solving.z3, without));
                    if (status != Status.SATISFIABLE) {
                        var whole = formulas.decided(near, member, entry.without());
                        ask(entry, with.differs(solving.z3, whole));
                    }
                }
            }
        }
    }

    /// In the case, or in one near to it: with one fact fewer, or with hardly more than what the
    /// rule itself reads, so that few others speak.
    private boolean isNeeded(Entry entry, Facts example) {
        if (matters(entry, example)) {
            return true;
        }
        var bare = example;
        for (var attribute : told(example)) {
            var fewer = example.with(attribute, attribute.standard());
            if (matters(entry, fewer)) {
                return true;
            }
            if (!entry.rule().condition().reads().contains(attribute)
                    && !SCOPE.contains(attribute)) {
                bare = bare.with(attribute, attribute.standard());
            }
        }
        if (matters(entry, bare)) {
            return true;
        }
        for (var attribute : told(example)) {
            var more = bare.with(attribute, example.get(attribute));
            if (matters(entry, more)) {
                return true;
            }
        }
        return false;
    }

    private boolean matters(Entry entry, Facts facts) {
        return policies.matters(entry.policy(), entry.rule(), facts, at);
    }

    private static List<Attribute> told(Facts facts) {
        return Arrays.stream(Attribute.values())
                .filter(a -> !facts.get(a).equals(a.standard()))
                .toList();
    }

    private void ask(Entry entry, BoolExpr matters) {
        if (solving.check(entry.fires(), matters) == Status.UNSATISFIABLE
                && solving.check(entry.fires()) == Status.SATISFIABLE) {
            report(entry, solving.example());
        }
    }

    private void report(Entry entry, Facts example) {
        var id = entry.rule().id();
        var fewer = policies.with(entry.policy().without(entry.rule()));
        var shown =
                Examples.shrunk(
                        example,
                        f ->
                                policies.speaking(f, at).contains(id)
                                        && !fewer.speaking(f, at).isEmpty()
                                        && policies.outcomeOf(f, at) == fewer.outcomeOf(f, at));
        if (shown.isEmpty()) {
            found.add(Found.unconfirmed(id, ""));
            return;
        }
        var without = fewer.judge(shown.get(), at);
        var other =
                without.matched().stream()
                        .filter(Matched::decisive)
                        .map(Matched::rule)
                        .findFirst()
                        .orElse("");
        found.add(
                Found.of(
                        Kind.REDUNDANT,
                        id,
                        other,
                        shown.get(),
                        "`" + id + "` is redundant: without it every case is decided the same"));
    }
}
