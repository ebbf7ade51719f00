package dev.countersign.desk;

import dev.countersign.desk.rules.Power;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Which powers somebody has by delegation. Pure. A chain has at most [#DEPTH] links, passes nobody
/// twice, and holds only while whoever lent the role still has it.
final class Delegated {
    static final int DEPTH = 2;

    private final Collection<Delegation> all;
    private final Function<String, Set<String>> rolesOf;
    private final Instant now;

    /// @param rolesOf a person's own roles; empty for somebody who is gone
    Delegated(Collection<Delegation> all, Function<String, Set<String>> rolesOf, Instant now) {
        this.all = all;
        this.rolesOf = rolesOf;
        this.now = now;
    }

    List<Power> powers(String person) {
        var out = new ArrayList<Power>();
        new TreeSet<>(rolesOf.apply(person)).forEach(role -> out.add(Power.own(role)));
        follow(person, List.of(person), out);
        return out;
    }

    /// @param chain from the person who would act to the one whose lender is looked for
    private void follow(String borrower, List<String> chain, List<Power> out) {
        if (chain.size() > DEPTH) {
            return;
        }
        for (var d : all) {
            if (!d.to().equals(borrower) || !d.holdsAt(now) || chain.contains(d.from())) {
                continue;
            }
            var longer = new ArrayList<>(chain);
            longer.add(d.from());
            if (rolesOf.apply(d.from()).contains(d.role())) {
                out.add(new Power(d.role(), longer.subList(1, longer.size())));
            }
            // Whoever borrowed a role may be away as well: the same role, lent on.
            var further = new ArrayList<Power>();
            follow(d.from(), longer, further);
            further.stream().filter(p -> p.role().equals(d.role())).forEach(out::add);
        }
    }
}
