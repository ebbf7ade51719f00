package dev.countersign.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a KPI was in a stretch of time.
///
/// @param value in the KPI's unit
/// @param from the first day, `to` the last one
/// @param pieces how many pieces of work it was measured on
public record Value(BigDecimal value, LocalDate from, LocalDate to, Optional<Integer> pieces) {
    /// Without zeros at the end that nobody measured.
    public String number() {
        return value.stripTrailingZeros().scale() < 0
                ? value.setScale(0).toPlainString()
                : value.stripTrailingZeros().toPlainString();
    }

    /// For programs.
    public Map<String, Object> facts() {
        var out = new LinkedHashMap<String, Object>();
        out.put("value", value);
        out.put("from", from.toString());
        out.put("to", to.toString());
        pieces.ifPresent(n -> out.put("pieces", n));
        return out;
    }
}
