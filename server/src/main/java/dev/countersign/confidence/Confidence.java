package dev.countersign.confidence;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How sure an answer is.
///
/// @param value 0 to 1
/// @param recipe how it was made, for the record
public record Confidence(double value, String recipe) {
    public Confidence {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("confidence `" + value + "` is not from 0 to 1");
        }
    }

    /// Four decimals, rounded down so that a value just under a threshold never reads as reaching
    /// it. Starts from the shortest decimal that names the value: `0.7` is 0.7, not 0.6999…
    public String text() {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.FLOOR).toPlainString();
    }
}
