package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import dev.countersign.policy.Exemption;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What a set of policies says at a time, as formulas. They share their parts, so that their size
/// grows with the policies, not with the pairs of rules.
final class Formulas {
    /// @param fits where its scope and its conditions hold, whatever stands before it
    /// @param fires where it speaks
    /// @param without what its policy would say, where it fires, if it were not there
    record Entry(Policy policy, Policy.Rule rule, BoolExpr fits, BoolExpr fires, Said without) {}

    /// @param says exemptions applied
    record Member(Policy policy, BoolExpr scope, Said says, List<Entry> entries) {
        /// By name: to compare whole policies is slow.
        boolean is(Member other) {
            return policy.id().equals(other.policy.id());
        }
    }

    private final Solving solving;
    private final Context z3;
    private final Said nothing;
    private final List<Member> members = new ArrayList<>();

    private Formulas(Solving solving) {
        this.solving = solving;
        this.z3 = solving.z3;
        this.nothing = Said.nothing(z3);
    }

    static Formulas of(Solving solving, Policies policies, Instant at) {
        var out = new Formulas(solving);
        for (var policy : policies.all()) {
            if (policy.isInForce(at)) {
                var active =
                        policies.exemptions().stream()
                                .filter(e -> e.policy().equals(policy.id()) && e.isActive(at))
                                .toList();
                out.members.add(out.member(policy, active));
            }
        }
        return out;
    }

    List<Member> members() {
        return members;
    }

    /// Those that count and may have a case in common with the scope.
    List<Member> near(Policy.Scope scope) {
        return members.stream()
                .filter(m -> m.policy().action().counts() && !m.policy().scope().isApart(scope))
                .toList();
    }

    /// What they decide together: the highest priority that speaks, and of it the strictest.
    Said decided(List<Member> among) {
        return decided(among, Member::says);
    }

    /// What they decide if one of them said something else.
    Said decided(List<Member> among, Member changed, Said says) {
        return decided(among, m -> m.is(changed) ? says : m.says());
    }

    private Said decided(List<Member> among, Function<Member, Said> says) {
        var levels = new TreeMap<Integer, Said>();
        for (var member : among) {
            if (member.policy().action().counts()) {
                levels.merge(
                        member.policy().priority(),
                        says.apply(member),
                        (one, other) -> one.and(z3, other));
            }
        }
        var out = nothing;
        for (var level : levels.values()) {
            out = level.decided(z3, out);
        }
        return out;
    }

    /// What a policy would say with these exemptions.
    Said says(Policy policy, List<Exemption> exemptions) {
        return member(policy, exemptions).says();
    }

    /// A policy with these exemptions, whether it is in force or not.
    Member member(Policy policy, List<Exemption> exemptions) {
        var scope = solving.translation.of(policy.scope());
        Optional<BoolExpr> exempt =
                exemptions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                solving.any(
                                        exemptions.stream()
                                                .map(e ->
                                                        solving.translation.of(
                                                                e.condition().node()))
                                                .toList()));
        var entries = new ArrayList<Entry>();
        var walk = new Walk(policy, scope, exempt, Optional.of(entries));
        var says = walk.block(policy.body(), scope, nothing, nothing).says();
        // A `match` is walked from its end.
        var place = new HashMap<String, Integer>();
        policy.rules().forEach(r -> place.put(r.id(), place.size()));
        entries.sort(Comparator.comparing(e -> place.getOrDefault(e.rule().id(), 0)));
        return new Member(policy, scope, says.where(z3, scope, nothing), entries);
    }

    /// @param settles where it ends the `match` around it
    private record Walked(Said says, BoolExpr settles) {}

    private final class Walk {
        private final Policy policy;
        private final BoolExpr scope;
        private final Optional<BoolExpr> exempt;
        // Empty while a block is only read for what it says.
        private final Optional<List<Entry>> entries;

        Walk(
                Policy policy,
                BoolExpr scope,
                Optional<BoolExpr> exempt,
                Optional<List<Entry>> entries) {
            this.policy = policy;
            this.scope = scope;
            this.exempt = exempt;
            this.entries = entries;
        }

        /// @param reached where the block is looked at
        /// @param beside what is said beside it whatever it says
        /// @param after what is said where it does not settle
        Walked block(
                Block<Condition, Policy.Rule> block, BoolExpr reached, Said beside, Said after) {
            return block.first()
                    ? match(block, reached, beside, after)
                    : aggregate(block, reached, beside);
        }

        private Walked match(
                Block<Condition, Policy.Rule> block, BoolExpr reached, Said beside, Said after) {
            var branches = block.branches();
            var fits = branches.stream().map(this::fits).toList();
            var settles = new ArrayList<BoolExpr>();
            for (var i = 0; i < branches.size(); i++) {
                settles.add(settles(branches.get(i), fits.get(i)));
            }
            var here = new ArrayList<BoolExpr>();
            var at = reached;
            for (var settle : settles) {
                here.add(at);
                at = solving.and(at, solving.not(settle));
            }
            // From the last to the first: what each says depends on what stands after it.
            var rest = after;
            for (var i = branches.size() - 1; i >= 0; i--) {
                var branch = branches.get(i);
                var fires = solving.and(here.get(i), fits.get(i));
                if (branch.says().isPresent()) {
                    var rule = branch.says().get();
                    enter(rule, fires, beside.and(z3, rest));
                    rest = leaf(rule).where(z3, fits.get(i), rest);
                } else {
                    var then = branch.always() ? rest : nothing;
                    var inner = block(branch.inner().orElseThrow(), fires, beside, then);
                    rest = inner.says().where(z3, fits.get(i), rest);
                }
            }
            return new Walked(rest, solving.any(settles));
        }

        private BoolExpr settles(Block.Branch<Condition, Policy.Rule> branch, BoolExpr fits) {
            return branch.always() && branch.inner().isPresent()
                    ? settles(branch.inner().get())
                    : fits;
        }

        private BoolExpr settles(Block<Condition, Policy.Rule> block) {
            return block.first()
                    ? solving.any(block.branches().stream().map(b -> settles(b, fits(b))).toList())
                    : z3.mkTrue();
        }

        private Walked aggregate(
                Block<Condition, Policy.Rule> block, BoolExpr reached, Said beside) {
            var branches = block.branches();
            var said = new ArrayList<Said>();
            for (var branch : branches) {
                said.add(alone(branch).where(z3, fits(branch), nothing));
            }
            var all = nothing;
            for (var one : said) {
                all = all.and(z3, one);
            }
            var before = beside;
            for (var i = 0; i < branches.size(); i++) {
                var others = before;
                for (var j = i + 1; j < said.size(); j++) {
                    others = others.and(z3, said.get(j));
                }
                before = before.and(z3, said.get(i));
                var branch = branches.get(i);
                var fires = solving.and(reached, fits(branch));
                if (branch.says().isPresent()) {
                    enter(branch.says().get(), fires, others);
                } else {
                    var ignored = block(branch.inner().orElseThrow(), fires, others, nothing);
                }
            }
            return new Walked(all, z3.mkTrue());
        }

        /// What a branch of an aggregate says where it fits; its rules are entered elsewhere.
        private Said alone(Block.Branch<Condition, Policy.Rule> branch) {
            return branch.says().isPresent()
                    ? leaf(branch.says().get())
                    : new Walk(policy, scope, exempt, Optional.empty())
                            .block(branch.inner().orElseThrow(), z3.mkTrue(), nothing, nothing)
                            .says();
        }

        private BoolExpr fits(Block.Branch<Condition, Policy.Rule> branch) {
            return solving.translation.of(branch.condition().node());
        }

        private Said leaf(Policy.Rule rule) {
            var strict = Said.only(z3, policy.says(rule));
            return exempt.map(e -> Said.only(z3, policy.saysExempt(rule)).where(z3, e, strict))
                    .orElse(strict);
        }

        private void enter(Policy.Rule rule, BoolExpr fires, Said without) {
            if (entries.isEmpty()) {
                return;
            }
            var fits = solving.and(scope, solving.translation.of(rule.condition().node()));
            entries.get().add(new Entry(policy, rule, fits, fires, without));
        }
    }
}
