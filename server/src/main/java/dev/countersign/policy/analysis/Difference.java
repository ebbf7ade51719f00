package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicyVerdict;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What two versions of a set of policies decide differently: a case for each way in which an
/// outcome changes, or the proof that none does.
public final class Difference {
    private record Way(Outcome was, Outcome is) {}

    private Difference() {}

    /// CHANGED once for each way, UNCHANGED where everything is proved to stay, UNCONFIRMED where
    /// that is not certain.
    public static List<Found> of(Policies old, Policies changed, Instant at) {
        try (var solving = new Solving()) {
            var before = Formulas.of(solving, old, at);
            var after = Formulas.of(solving, changed, at);
            solving.ready();
            var found = new LinkedHashMap<Way, Found>();
            for (var member : edited(before, after, old, changed, at)) {
                var scope = member.policy().scope();
                var was = before.decided(before.near(scope)).cameOut(solving.z3);
                var is = after.decided(after.near(scope)).cameOut(solving.z3);
                var differs = solving.and(member.scope(), was.differs(solving.z3, is));
                if (solving.check(differs) == Status.UNSATISFIABLE) {
                    continue;
                }
                for (var way : ways()) {
                    if (!found.containsKey(way) || found.get(way).kind() != Kind.CHANGED) {
                        var formula = solving.and(was.of(way.was), is.of(way.is), member.scope());
                        way(solving, way, formula, old, changed, at)
                                .ifPresent(f -> found.put(way, f));
                    }
                }
            }
            return found.isEmpty() ? List.of(unchanged()) : List.copyOf(found.values());
        }
    }

    private static List<Way> ways() {
        var out = new ArrayList<Way>();
        for (var was : Outcome.values()) {
            for (var is : Outcome.values()) {
                if (was != is) {
                    out.add(new Way(was, is));
                }
            }
        }
        return out;
    }

    /// The policies that do not stand word for word in the other version, too. A case in the scope
    /// of none of them is decided as before.
    private static List<Member> edited(
            Formulas before, Formulas after, Policies old, Policies changed, Instant at) {
        var was = texts(before, old, at);
        var is = texts(after, changed, at);
        var out = new ArrayList<Member>();
        for (var member : before.members()) {
            if (!is.containsValue(was.getOrDefault(member.policy().id(), List.of()))) {
                out.add(member);
            }
        }
        for (var member : after.members()) {
            if (!was.containsValue(is.getOrDefault(member.policy().id(), List.of()))) {
                out.add(member);
            }
        }
        return out;
    }

    private static Map<String, List<Object>> texts(
            Formulas formulas, Policies policies, Instant at) {
        var out = new LinkedHashMap<String, List<Object>>();
        for (var member : formulas.members()) {
            var policy = member.policy();
            var exempt =
                    policies.exemptions().stream()
                            .filter(e -> e.policy().equals(policy.id()) && e.isActive(at))
                            .map(e -> e.condition().text())
                            .sorted()
                            .toList();
            out.put(
                    policy.id(),
                    List.of(
                            policy.scope(),
                            policy.priority(),
                            policy.action(),
                            policy.exceptions().kind(),
                            written(policy.body()),
                            exempt));
        }
        return out;
    }

    private static List<Object> written(Block<Condition, Policy.Rule> block) {
        return List.of(
                block.first(),
                block.branches().stream()
                        .map(b ->
                                List.of(
                                        b.condition().text(),
                                        b.says().map(Policy.Rule::outcome),
                                        b.inner().map(Difference::written)))
                        .toList());
    }

    private static Found unchanged() {
        return Found.of(
                Kind.UNCHANGED, "", "every case is decided as before: this is proved, not tried");
    }

    private static Found unknown(String what) {
        return Found.of(Kind.UNCONFIRMED, "", what + " is not certain");
    }

    private static Optional<Found> way(
            Solving solving,
            Way way,
            BoolExpr formula,
            Policies old,
            Policies changed,
            Instant at) {
        var name = "whether a case changes from " + word(way.was) + " to " + word(way.is);
        return switch (solving.check(formula)) {
            case UNSATISFIABLE -> Optional.empty();
            case UNKNOWN -> Optional.of(unknown(name));
            case SATISFIABLE ->
                    Optional.of(
                            Examples.shrunk(
                                            solving.example(),
                                            f ->
                                                    old.outcomeOf(f, at) == way.was
                                                            && changed.outcomeOf(f, at) == way.is)
                                    .map(e -> changed(way, e, old, changed, at))
                                    .orElseGet(() -> unknown(name)));
        };
    }

    private static Found changed(
            Way way, Facts example, Policies old, Policies changed, Instant at) {
        var before = decisive(old.judge(example, at));
        var after = decisive(changed.judge(example, at));
        return Found.of(
                Kind.CHANGED,
                after,
                before,
                example,
                word(way.was)
                        + " ("
                        + by(before)
                        + ") becomes "
                        + word(way.is)
                        + " ("
                        + by(after)
                        + ")");
    }

    private static String by(String rule) {
        return rule.isEmpty() ? "no policy speaks" : "`" + rule + "`";
    }

    private static String decisive(PolicyVerdict verdict) {
        return verdict.matched().stream()
                .filter(PolicyVerdict.Matched::decisive)
                .map(PolicyVerdict.Matched::rule)
                .findFirst()
                .orElse("");
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /// Policies that came, went or have another version, in words.
    public static List<String> versions(Policies old, Policies changed) {
        var out = new ArrayList<String>();
        var before = versions(old);
        var after = versions(changed);
        before.forEach((id, version) -> {
            var now = after.get(id);
            if (now == null) {
                out.add("`" + id + "` " + version + " is gone");
            } else if (!now.equals(version)) {
                out.add("`" + id + "` goes from " + version + " to " + now);
            }
        });
        after.forEach((id, version) -> {
            if (!before.containsKey(id)) {
                out.add("`" + id + "` " + version + " is new");
            }
        });
        return out;
    }

    private static Map<String, String> versions(Policies policies) {
        var out = new LinkedHashMap<String, String>();
        policies.all().forEach(p -> out.merge(p.id(), p.version(), (a, b) -> a + " and " + b));
        return out;
    }
}
