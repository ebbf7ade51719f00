package dev.countersign.model.cli;

import java.util.Comparator;
import java.util.List;

/// How far stated confidence is from how often it was right: the expected calibration error over 15
/// bins of equal size.
final class Calibration {
    private static final int BINS = 15;

    record Said(double confidence, boolean right) {}

    private Calibration() {}

    static double error(List<Said> said) {
        var sorted = said.stream().sorted(Comparator.comparingDouble(Said::confidence)).toList();
        var sum = 0.0;
        for (var bin = 0; bin < BINS; bin++) {
            var part = sorted.subList(sorted.size() * bin / BINS, sorted.size() * (bin + 1) / BINS);
            var gap = part.stream().mapToDouble(s -> s.confidence() - (s.right() ? 1 : 0)).sum();
            sum += Math.abs(gap);
        }
        return sorted.isEmpty() ? 0 : sum / sorted.size();
    }
}
