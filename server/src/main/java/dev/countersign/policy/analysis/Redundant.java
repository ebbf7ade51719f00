package dev.countersign.policy.analysis;

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
import java.util.List;
import java.util.Map;

/// Rules without which every case is decided as with them, and is spoken of as with them.
final class Redundant {
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

    /// @param shown the rules that can speak, each with a case that may show it
    void ask(Formulas formulas, Map<String, Facts> shown) {
        for (var member : formulas.members()) {
            if (!member.policy().action().counts()) {
                continue;
            }
            var near = formulas.near(member.policy().scope());
            var with = formulas.decided(near);
            var wide = near.stream().filter(m -> m.is(member) || isWide(m)).toList();
            var narrow =
                    solving.any(
                            near.stream()
                                    .filter(m -> !m.is(member) && !isWide(m))
                                    .map(Member::scope)
                                    .toList());
            var withWide = formulas.decided(wide);
            for (var entry : member.entries()) {
                var example = shown.get(entry.rule().id());
                // Where that case already needs the rule, the solver has nothing to prove.
                if (example != null && !isNeeded(entry, example)) {
                    // Outside of every narrow scope few policies are left to reason about.
                    var withoutWide = formulas.decided(wide, member, entry.without());
                    var status =
                            solving.check(
                                    entry.fires(),
                                    solving.not(narrow),
                                    withWide.differs(solving.z3, withoutWide));
                    if (status != Status.SATISFIABLE) {
                        var without = formulas.decided(near, member, entry.without());
                        ask(entry, with.differs(solving.z3, without));
                    }
                }
            }
        }
    }

    /// In the case, or in one that differs by a fact that is not told.
    private boolean isNeeded(Entry entry, Facts example) {
        if (policies.matters(entry.policy(), entry.rule(), example, at)) {
            return true;
        }
        for (var attribute : Attribute.values()) {
            if (!example.get(attribute).equals(attribute.standard())) {
                var fewer = example.with(attribute, attribute.standard());
                if (policies.matters(entry.policy(), entry.rule(), fewer, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWide(Member member) {
        var scope = member.policy().scope();
        return scope.services().isEmpty()
                && scope.teams().isEmpty()
                && scope.tags().isEmpty()
                && scope.categories().isEmpty();
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
