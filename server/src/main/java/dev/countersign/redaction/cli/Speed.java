package dev.countersign.redaction.cli;

import dev.countersign.redaction.Finder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Measures a finder: the clock here is the thing measured, not a decision's input.
final class Speed {
    private static final long WARM_UP = 1_000_000_000L;
    private static final long ROUND = 200_000_000L;

    private Speed() {}

    /// @return millions of UTF-8 bytes a second
    static double measure(Finder finder, List<String> texts) {
        var bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
        round(finder, texts, WARM_UP);
        var best = 0.0;
        for (var i = 0; i < 5; i++) {
            best = Math.max(best, bytes * 1000.0 / round(finder, texts, ROUND));
        }
        return Math.round(best * 100) / 100.0;
    }

    /// @return nanoseconds for one pass over the texts
    private static double round(Finder finder, List<String> texts, long atLeast) {
        var start = System.nanoTime();
        var passes = 0;
        var spans = 0L;
        do {
            for (var text : texts) {
                spans += finder.find(text).size();
            }
            passes++;
        } while (System.nanoTime() - start < atLeast);
        return spans < 0 ? 0 : (double) (System.nanoTime() - start) / passes;
    }
}
