package dev.countersign.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Answers wait in an urn and leave it in blocks. Pure.
///
/// INVARIANT: a block leaves only while at least as many answers stay behind. So what is left at
/// the end is never a group smaller than a block, and no two publications differ by fewer answers.
final class Urn {
    private Urn() {}

    /// @param waiting shuffled
    /// @param block leaves now; empty most of the time
    record Step<T>(List<T> waiting, List<T> block) {
        Step {
            waiting = List.copyOf(waiting);
            block = List.copyOf(block);
        }
    }

    static <T> Step<T> add(List<T> waiting, T answer, int block, RandomGenerator random) {
        var all = new ArrayList<>(waiting);
        all.add(answer);
        Collections.shuffle(all, random);
        return all.size() < 2 * block
                ? new Step<>(all, List.of())
                : new Step<>(all.subList(block, all.size()), all.subList(0, block));
    }
}
