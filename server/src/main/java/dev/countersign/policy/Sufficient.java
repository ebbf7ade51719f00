package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.CaseReading;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which facts suffice for an outcome. Each fact is dropped in turn and the decision made again
/// without it; where the outcome still follows, the fact is left out. Outcomes are sets of bits
/// here: this is done for every verdict.
// Positions are bits of one verdict and never stored.
@SuppressWarnings("EnumOrdinal")
final class Sufficient {
    private static final int SILENT = -1;

    private final List<Asked> asked = new ArrayList<>();
    private final CaseReading reading;
    // By position among those asked: what follows from the facts known now; null where unasked.
    private final @Nullable Saying[] says;
    private int needed;

    /// @param exemptions the active ones
    /// @param reads every attribute that it or they read
    private record Asked(Policy policy, List<Exemption> exemptions, EnumSet<Attribute> reads) {}

    private Sufficient(List<Policies.Standing> scope, Instant at, CaseReading reading) {
        for (var one : scope) {
            if (one.policy().action().counts()) {
                asked.add(new Asked(one.policy(), one.active(at), one.reads()));
            }
        }
        // The highest priority first: what surely speaks silences what comes after it.
        asked.sort((a, b) -> Integer.compare(b.policy.priority(), a.policy.priority()));
        this.reading = reading;
        this.says = new Saying[asked.size()];
    }

    static Map<Attribute, Object> facts(
            List<Policies.Standing> scope,
            Facts facts,
            Instant at,
            Outcome outcome,
            CaseReading reading) {
        var search = new Sufficient(scope, at, reading);
        // What stands below the priority that decides cannot matter.
        search.needed = search.asked.size();
        var decided = search.follows(EnumSet.allOf(Attribute.class), outcome);
        var known = EnumSet.noneOf(Attribute.class);
        search.asked
                .subList(0, decided ? search.needed : search.asked.size())
                .forEach(a -> known.addAll(a.reads));
        for (var attribute : known.clone()) {
            known.remove(attribute);
            if (!search.followsWithout(attribute, known, outcome)) {
                known.add(attribute);
            }
        }
        var out = new EnumMap<Attribute, Object>(Attribute.class);
        known.forEach(a -> out.put(a, facts.get(a)));
        return out;
    }

    static boolean suffices(
            Policies policies, Facts facts, Set<Attribute> known, Instant at, Outcome outcome) {
        var scope = policies.standing(facts, at);
        return new Sufficient(scope, at, new CaseReading(facts)).follows(known, outcome);
    }

    /// As [#follows], where this attribute was known until now. Only who reads it is asked again.
    private boolean followsWithout(Attribute attribute, Set<Attribute> known, Outcome outcome) {
        var before = says.clone();
        for (var i = 0; i < says.length; i++) {
            if (asked.get(i).reads.contains(attribute)) {
                says[i] = null;
            }
        }
        var follows = follows(known, outcome);
        if (!follows) {
            System.arraycopy(before, 0, says, 0, says.length);
        }
        return follows;
    }

    /// Whether this outcome follows from the known facts alone, whatever the others are.
    private boolean follows(Set<Attribute> known, Outcome outcome) {
        // Of the priorities from the highest down to the first at which a rule surely speaks: the
        // strictest that surely speaks there, and every outcome that a rule which perhaps speaks
        // could still bring about.
        var milder = bit(outcome) - 1;
        var from = 0;
        while (from < asked.size()) {
            var to = from;
            var sure = SILENT;
            var possible = 0;
            var priority = asked.get(from).policy.priority();
            while (to < asked.size() && asked.get(to).policy.priority() == priority) {
                var said = says[to];
                if (said == null) {
                    said = said(asked.get(to), asked.get(to).policy.body(), known);
                    says[to] = said;
                }
                possible |= said.possible;
                sure = Math.max(sure, said.least);
                to++;
            }
            var harmless = bit(outcome) | (sure == outcome.ordinal() ? milder : 0);
            if ((possible & ~harmless) != 0) {
                return false;
            }
            if (sure != SILENT) {
                needed = to;
                return sure == outcome.ordinal();
            }
            from = to;
        }
        return outcome == Outcome.ESCALATE;
    }

    /// Evaluated once, however many facts are dropped.
    private Truth follows(Condition condition, Set<Attribute> known) {
        if (!known.containsAll(condition.reads())) {
            return Condition.follows(condition.node(), known, reading);
        }
        return reading.of(condition);
    }

    /// What a block may say.
    ///
    /// @param possible the outcomes, as bits
    /// @param least where it surely speaks, nothing milder than this; SILENT where it may be silent
    /// @param settles whether it ends the `match` around it
    /// @param silent whether it may do so without a word
    private record Saying(int possible, int least, Truth settles, boolean silent) {}

    private Saying said(Asked asked, Block<Condition, Policy.Rule> block, Set<Attribute> known) {
        var possible = 0;
        var strictest = SILENT;
        var settles = block.first() ? Truth.NO : Truth.YES;
        var silent = false;
        for (var branch : block.branches()) {
            var truth = follows(branch.condition(), known);
            if (truth == Truth.NO) {
                continue;
            }
            var says = branch(asked, branch, known);
            possible |= says.possible;
            if (truth == Truth.UNKNOWN && branch.condition().reads().isEmpty()) {
                possible |= bit(Outcome.ESCALATE);
            }
            if (!block.first()) {
                // Of several that surely speak, the strictest surely decides.
                if (truth == Truth.YES) {
                    strictest = Math.max(strictest, says.least);
                }
                continue;
            }
            silent |= says.silent;
            if (truth == Truth.YES && says.settles == Truth.YES) {
                return new Saying(possible, silent ? SILENT : mildest(possible), Truth.YES, silent);
            }
            settles = says.settles == Truth.NO ? settles : Truth.UNKNOWN;
        }
        return new Saying(
                possible, strictest, settles, block.first() ? silent : strictest == SILENT);
    }

    private Saying branch(
            Asked asked, Block.Branch<Condition, Policy.Rule> branch, Set<Attribute> known) {
        if (branch.says().isPresent()) {
            var says = says(asked, branch.says().get(), known);
            return new Saying(says, mildest(says), Truth.YES, false);
        }
        var inner = said(asked, branch.inner().orElseThrow(), known);
        return branch.always()
                ? inner
                : new Saying(inner.possible, inner.least, Truth.YES, inner.least == SILENT);
    }

    private int says(Asked asked, Policy.Rule rule, Set<Attribute> known) {
        var out = bit(asked.policy.says(rule));
        for (var exemption : asked.exemptions) {
            var truth = follows(exemption.condition(), known);
            var milder = bit(Policies.says(asked.policy, rule, Optional.of(exemption)));
            if (truth == Truth.YES) {
                return milder;
            }
            if (truth == Truth.UNKNOWN) {
                out |= milder;
            }
        }
        return out;
    }

    private static int bit(Outcome outcome) {
        return 1 << outcome.ordinal();
    }

    private static int mildest(int outcomes) {
        return Integer.numberOfTrailingZeros(outcomes);
    }
}
