package dev.countersign.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A KPI as it stands beside completion: what may be said of it, and no more.
///
/// @param id as the playbook names it
/// @param unit empty for a plain number
public record Beside(String id, String title, String unit, Standing standing) {
    public sealed interface Standing {}

    /// The playbook names it and nobody defined it.
    public record Undefined() implements Standing {}

    /// Nobody measured it before, so that no value now says anything about training.
    public record NoBaseline(Optional<Value> now) implements Standing {}

    /// It was measured before and never since.
    public record NoReading(Value before) implements Standing {}

    /// The newest reading begins before anybody completed.
    public record Early(Value before, Value now, Optional<LocalDate> completed)
            implements Standing {}

    /// @param change what it moved by, in the KPI's unit
    /// @param percent of what it was before; absent where that was 0
    public record Compared(
            Value before, Value now, BigDecimal change, Optional<BigDecimal> percent, Moved moved)
            implements Standing {}

    /// Which way it went.
    public enum Moved {
        BETTER,
        WORSE,
        SAME,
        /// Shares whose difference may be chance: the 95 % interval of it holds 0.
        UNCLEAR
    }

    /// One sentence, lower case and without a full stop.
    public String sentence() {
        return switch (standing) {
            case Undefined _ -> "not defined, so nothing is claimed";
            case NoBaseline(var now) ->
                    now.map(v -> "now " + in(v) + ", and nobody measured it before")
                            .orElse("neither measured before nor since");
            case NoReading(var before) -> "was " + in(before) + ", and nobody measured it since";
            case Early(var before, var now, _) ->
                    "was %s, then %s, before anybody had completed".formatted(in(before), in(now));
            case Compared c ->
                    "was %s, is %s: %s"
                            .formatted(
                                    in(c.before()),
                                    in(c.now()),
                                    switch (c.moved()) {
                                        case BETTER -> "better";
                                        case WORSE -> "worse";
                                        case SAME -> "unchanged";
                                        case UNCLEAR -> "the difference may be chance";
                                    });
        };
    }

    private String in(Value v) {
        return unit.isEmpty() ? v.number() : v.number() + " " + unit;
    }

    public Optional<Value> before() {
        return switch (standing) {
            case Undefined _, NoBaseline _ -> Optional.empty();
            case NoReading(var before) -> Optional.of(before);
            case Early(var before, _, _) -> Optional.of(before);
            case Compared c -> Optional.of(c.before());
        };
    }

    public Optional<Value> now() {
        return switch (standing) {
            case Undefined _, NoReading _ -> Optional.empty();
            case NoBaseline(var now) -> now;
            case Early(_, var now, _) -> Optional.of(now);
            case Compared c -> Optional.of(c.now());
        };
    }

    /// One word for files and programs.
    public String word() {
        return switch (standing) {
            case Undefined _ -> "undefined";
            case NoBaseline _ -> "no_baseline";
            case NoReading _ -> "no_reading";
            case Early _ -> "too_early";
            case Compared c -> c.moved().name().toLowerCase(Locale.ROOT);
        };
    }

    /// For programs.
    public Map<String, Object> facts() {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", id);
        out.put("title", title);
        out.put("unit", unit);
        out.put("standing", word());
        out.put("sentence", sentence());
        before().ifPresent(v -> out.put("before", v.facts()));
        now().ifPresent(v -> out.put("now", v.facts()));
        if (standing instanceof Compared c) {
            out.put("change", c.change());
            c.percent().ifPresent(p -> out.put("change_percent", p));
        }
        return out;
    }
}
