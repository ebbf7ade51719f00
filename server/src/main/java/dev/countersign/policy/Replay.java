package dev.countersign.policy;

import dev.countersign.policy.Policy.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who would be treated differently: recorded decisions judged again, one by one, so that a million
/// need no memory. Not for several threads.
public final class Replay {
    private static final int SHOWN = 20;

    private final Policies policies;
    private final SortedMap<String, Long> byTeam = new TreeMap<>();
    private final SortedMap<String, Long> byCategory = new TreeMap<>();
    private final SortedMap<String, Long> byWay = new TreeMap<>();
    private final List<Changed> first = new ArrayList<>();
    private long decisions;
    private long changed;

    public Replay(Policies policies) {
        this.policies = policies;
    }

    /// One decision that would come out otherwise.
    public record Changed(String id, Facts facts, Outcome was, Outcome is) {}

    /// @param byTeam how many would change, by the team concerned; `byCategory` likewise
    /// @param byWay how many would change, by `escalate to deny` and the like
    /// @param first the first that would change, at most 20
    public record Result(
            long decisions,
            long changed,
            SortedMap<String, Long> byTeam,
            SortedMap<String, Long> byCategory,
            SortedMap<String, Long> byWay,
            List<Changed> first) {
        public Result {
            first = List.copyOf(first);
        }
    }

    /// @param was what was decided
    /// @param at when the policies are asked
    public void add(String id, Facts facts, Outcome was, Instant at) {
        decisions++;
        var is = policies.outcomeOf(facts, at);
        if (is == was) {
            return;
        }
        changed++;
        byTeam.merge(facts.name(Attribute.TEAM), 1L, Long::sum);
        byCategory.merge(facts.name(Attribute.CATEGORY), 1L, Long::sum);
        byWay.merge(word(was) + " to " + word(is), 1L, Long::sum);
        if (first.size() < SHOWN) {
            first.add(new Changed(id, facts, was, is));
        }
    }

    public Result result() {
        return new Result(decisions, changed, byTeam, byCategory, byWay, first);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
