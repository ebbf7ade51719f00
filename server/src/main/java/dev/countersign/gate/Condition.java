package dev.countersign.gate;

import java.math.BigDecimal;

/// One thing a gate asks for.
///
/// @param type `quiz` (newest score, 0 to 1) or `shadow_mode` (number of reviewed samples)
/// @param atLeast the amount needed
public record Condition(String type, BigDecimal atLeast) {
    String sentence() {
        return switch (type) {
            case "quiz" -> "a quiz score of at least " + atLeast.toPlainString();
            case "shadow_mode" -> atLeast.toPlainString() + " reviewed shadow samples";
            default -> "`" + type + "` of at least " + atLeast.toPlainString();
        };
    }
}
