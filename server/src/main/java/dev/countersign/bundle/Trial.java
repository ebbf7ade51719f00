package dev.countersign.bundle;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Recorded verdicts under other policies: who would have been treated differently. Pure.
///
/// @param judged how many were tried
/// @param changed how many come out otherwise
/// @param kinds for example `escalate → deny`, with how many
/// @param examples the first few that come out otherwise
public record Trial(
        int judged,
        int changed,
        Map<String, Integer> kinds,
        Map<String, Integer> byTeam,
        Map<String, Integer> byCategory,
        List<Example> examples) {
    private static final int SHOWN = 10;

    public record Example(Judged was, Outcome would) {}

    /// Each verdict is tried at the time at which it was given.
    public static Trial of(Policies candidate, List<Judged> recorded) {
        var kinds = new TreeMap<String, Integer>();
        var byTeam = new TreeMap<String, Integer>();
        var byCategory = new TreeMap<String, Integer>();
        var examples = new ArrayList<Example>();
        var changed = 0;
        for (var one : recorded) {
            var would = candidate.outcomeOf(one.facts(), one.at());
            if (would == one.outcome()) {
                continue;
            }
            changed++;
            kinds.merge(word(one.outcome()) + " → " + word(would), 1, Integer::sum);
            byTeam.merge(named(one.facts().name(Attribute.TEAM)), 1, Integer::sum);
            byCategory.merge(named(one.facts().name(Attribute.CATEGORY)), 1, Integer::sum);
            if (examples.size() < SHOWN) {
                examples.add(new Example(one, would));
            }
        }
        return new Trial(recorded.size(), changed, kinds, byTeam, byCategory, examples);
    }

    private static String named(String name) {
        return name.isEmpty() ? "none named" : name;
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    public String inWords() {
        if (judged == 0) {
            return "no exception was judged yet, so nothing can be tried on the past";
        }
        return changed == 0
                ? "none of the " + judged + " recorded exceptions would have come out otherwise"
                : changed
                        + " of the "
                        + judged
                        + " recorded exceptions would have come out otherwise: "
                        + kinds
                        + ", by team "
                        + byTeam;
    }
}
