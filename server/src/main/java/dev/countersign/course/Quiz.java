package dev.countersign.course;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Questions drawn from banks, and what passes.
///
/// @param mix per cent of the items by difficulty; empty where it does not matter
/// @param minutes for one attempt; empty without limit
/// @param pass share of the weights, 0 to 1
/// @param opens the tools for whose gates its score is evidence
public record Quiz(
        String id,
        String title,
        List<String> banks,
        int items,
        Map<Item.Difficulty, Integer> mix,
        OptionalInt minutes,
        int attempts,
        Counts counts,
        double pass,
        boolean openBook,
        boolean shuffle,
        Feedback feedback,
        List<String> opens) {
    public Quiz {
        opens = List.copyOf(opens);
        banks = List.copyOf(banks);
        mix = Map.copyOf(mix);
    }

    /// Which attempt counts.
    public enum Counts {
        /// The quiz does not say: what the organisation has set.
        AS_SET,
        BEST,
        LAST,
        FIRST
    }

    public enum Feedback {
        AFTER_ITEM,
        AFTER_ATTEMPT,
        AFTER_PASS
    }
}
