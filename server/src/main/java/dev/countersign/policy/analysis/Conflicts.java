package dev.countersign.policy.analysis;

import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.analysis.Formulas.Entry;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Rules of one priority that say different things of one case. One model settles every partner
/// that fires in it; one refutation settles all the others.
final class Conflicts {
    private static final int SHOWN = 1_000;

    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;
    private int shown;

    Conflicts(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    void among(List<Entry> alive) {
        for (var i = 0; i < alive.size() && shown < SHOWN; i++) {
            var one = alive.get(i);
            var partners = new ArrayList<Entry>();
            for (var other : alive.subList(i + 1, alive.size())) {
                if (contradict(one, other)) {
                    partners.add(other);
                }
            }
            settle(one, partners);
        }
        if (shown >= SHOWN) {
            found.add(
                    Found.of(
                            Kind.MORE,
                            "",
                            "only the first " + shown + " conflicts are shown; settle them first"));
        }
    }

    private static boolean contradict(Entry one, Entry other) {
        return one.policy().priority() == other.policy().priority()
                && one.policy().action().counts()
                && other.policy().action().counts()
                && !one.policy().scope().isApart(other.policy().scope())
                && one.policy().says(one.rule()) != other.policy().says(other.rule());
    }

    private void settle(Entry one, List<Entry> partners) {
        while (!partners.isEmpty() && shown < SHOWN) {
            var status =
                    solving.check(
                            one.fires(), solving.any(partners.stream().map(Entry::fires).toList()));
            if (status != Status.SATISFIABLE) {
                if (status == Status.UNKNOWN) {
                    partners.forEach(
                            p -> found.add(Found.unconfirmed(one.rule().id(), p.rule().id())));
                }
                return;
            }
            var example = solving.example();
            var together = partners.stream().filter(p -> solving.isTrue(p.fires())).toList();
            for (var other : together) {
                var ids = Set.of(one.rule().id(), other.rule().id());
                found.add(
                        Examples.shrunk(example, f -> policies.speaking(f, at).containsAll(ids))
                                .map(e -> conflict(one, other, e))
                                .orElseGet(() ->
                                        Found.unconfirmed(one.rule().id(), other.rule().id())));
                shown++;
            }
            partners.removeAll(together);
        }
    }

    private static Found conflict(Entry one, Entry other, Facts example) {
        return Found.of(
                Kind.CONFLICT,
                one.rule().id(),
                other.rule().id(),
                example,
                "`"
                        + one.rule().id()
                        + "` says "
                        + word(one)
                        + " and `"
                        + other.rule().id()
                        + "` says "
                        + word(other)
                        + " of the same case, at the same priority "
                        + one.policy().priority());
    }

    private static String word(Entry entry) {
        return entry.policy().says(entry.rule()).name().toLowerCase(Locale.ROOT);
    }
}
