package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicyVerdict;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What two versions of a set of policies decide differently: a case for each way in which an
/// outcome changes, or the proof that none does.
public final class Difference {
    private record Way(Outcome was, Outcome is) {}

    private Difference() {}

    /// CHANGED once for each way, UNCHANGED where everything is proved to stay, UNCONFIRMED where
    /// that is not certain.
    public static List<Found> of(Policies old, Policies changed, Instant at) {
        var found = new ArrayList<Found>();
        try (var solving = new Solving()) {
            var before = Formulas.of(solving, "old ", old, at).decided().cameOut(solving.z3);
            var after = Formulas.of(solving, "new ", changed, at).decided().cameOut(solving.z3);
            var ways = new LinkedHashMap<Way, BoolExpr>();
            for (var was : Outcome.values()) {
                for (var is : Outcome.values()) {
                    if (was != is) {
                        ways.put(
                                new Way(was, is),
                                solving.named(
                                        was + " to " + is,
                                        solving.and(before.of(was), after.of(is))));
                    }
                }
            }
            solving.ready();
            var all = solving.any(List.copyOf(ways.values()));
            // Most changes change little: one question is often enough.
            switch (solving.check(all)) {
                case UNSATISFIABLE -> found.add(unchanged());
                case UNKNOWN -> found.add(unknown("whether any case changes"));
                case SATISFIABLE ->
                        ways.forEach((w, f) -> way(solving, w, f, old, changed, at, found));
            }
        }
        return List.copyOf(found);
    }

    private static Found unchanged() {
        return Found.of(
                Kind.UNCHANGED, "", "every case is decided as before: this is proved, not tried");
    }

    private static Found unknown(String what) {
        return Found.of(Kind.UNCONFIRMED, "", what + " is not certain");
    }

    private static void way(
            Solving solving,
            Way way,
            BoolExpr formula,
            Policies old,
            Policies changed,
            Instant at,
            List<Found> found) {
        var status = solving.check(formula);
        var name = word(way.was) + " to " + word(way.is);
        if (status == Status.UNKNOWN) {
            found.add(unknown("whether a case changes from " + name));
        }
        if (status != Status.SATISFIABLE) {
            return;
        }
        found.add(
                Examples.shrunk(
                                solving.example(),
                                f ->
                                        old.outcomeOf(f, at) == way.was
                                                && changed.outcomeOf(f, at) == way.is)
                        .map(e -> changed(way, e, old, changed, at))
                        .orElseGet(() -> unknown("whether a case changes from " + name)));
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
        policies.all().forEach(p -> out.put(p.id(), p.version()));
        return out;
    }
}
