package dev.countersign.playbook;

import dev.countersign.playbook.Playbook.Microtool;
import dev.countersign.playbook.Playbook.RiskThresholds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What happens to an answer of a microtool, by its confidence alone.
public final class Bands {
    /// @param from the lowest confidence in the band
    /// @param to the first confidence above it; 1 belongs to the last band
    /// @param meaning lower case, no full stop
    public record Band(BigDecimal from, BigDecimal to, String meaning) {}

    private Bands() {}

    /// The bands from 0 to 1, without holes, in order; neighbours differ in meaning.
    ///
    /// @param belowThreshold `hold`, `block` or `release`: what happens from the block limit up to
    ///   the tool's own threshold
    /// @throws IllegalArgumentException for another word
    public static List<Band> of(Microtool tool, RiskThresholds risk, String belowThreshold) {
        var below =
                switch (belowThreshold) {
                    case "hold" -> "held for the approver, marked as low confidence";
                    case "block" ->
                            "blocked: below the tool's own threshold "
                                    + number(tool.confidenceThreshold());
                    case "release" -> "";
                    default ->
                            throw new IllegalArgumentException(
                                    "`" + belowThreshold + "` is not `hold`, `block` or `release`");
                };
        var rule = tool.approvalRule().flatMap(RuleLimit::of);
        var cuts = new TreeSet<BigDecimal>();
        cuts.add(BigDecimal.ZERO);
        cuts.add(risk.blockOnConfidenceLt());
        cuts.add(tool.confidenceThreshold());
        rule.ifPresent(r -> cuts.add(r.confidence()));
        var bands = new ArrayList<Band>();
        for (var from : cuts) {
            if (from.compareTo(BigDecimal.ONE) >= 0) {
                continue;
            }
            var next = cuts.higher(from);
            var to = next == null ? BigDecimal.ONE : next;
            String meaning;
            if (from.compareTo(risk.blockOnConfidenceLt()) < 0) {
                meaning = "blocked: the answer is withheld and an exception opened";
            } else if (from.compareTo(tool.confidenceThreshold()) < 0 && !below.isEmpty()) {
                meaning = below;
            } else if (rule.isPresent() && from.compareTo(rule.get().confidence()) < 0) {
                meaning = "held for the approver, as the approval rule asks";
            } else {
                meaning = "released, unless a term or another rule holds it";
                if (rule.isPresent()
                        && rule.get().orEqual()
                        && from.compareTo(rule.get().confidence()) == 0) {
                    meaning += "; exactly " + number(from) + " is still held";
                }
            }
            join(bands, new Band(from, to, meaning));
        }
        return List.copyOf(bands);
    }

    private static void join(List<Band> bands, Band band) {
        if (!bands.isEmpty() && bands.getLast().meaning().equals(band.meaning())) {
            var before = bands.removeLast();
            bands.add(new Band(before.from(), band.to(), band.meaning()));
        } else {
            bands.add(band);
        }
    }

    /// At least two decimals: `0.7` reads as `0.70`.
    static String number(BigDecimal confidence) {
        return confidence
                .setScale(Math.max(2, confidence.stripTrailingZeros().scale()))
                .toPlainString();
    }
}
