package dev.countersign.measure;

import dev.countersign.measure.Beside.Moved;
import dev.countersign.measure.Beside.Standing;
import dev.countersign.playbook.KpiSpec;
import dev.countersign.playbook.KpiSpec.Better;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/// What may be said of a KPI from how it was and how it is. Pure.
final class Judgement {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private Judgement() {}

    /// @param completed the day on which the first one completed
    static Standing of(
            KpiSpec spec,
            Optional<Value> before,
            Optional<Value> now,
            Optional<LocalDate> completed) {
        if (before.isEmpty()) {
            return new Beside.NoBaseline(now);
        }
        var was = before.get();
        if (now.isEmpty() || !now.get().from().isAfter(was.from())) {
            return new Beside.NoReading(was);
        }
        var is = now.get();
        if (completed.isEmpty() || is.from().isBefore(completed.get())) {
            return new Beside.Early(was, is, completed);
        }
        var change = is.value().subtract(was.value());
        return new Beside.Compared(was, is, change, percent(was, change), moved(spec, was, is));
    }

    private static Optional<BigDecimal> percent(Value was, BigDecimal change) {
        return was.value().signum() == 0
                ? Optional.empty()
                : Optional.of(
                        change.multiply(HUNDRED)
                                .divide(was.value().abs(), 1, RoundingMode.HALF_UP));
    }

    private static Moved moved(KpiSpec spec, Value was, Value is) {
        var sign = is.value().compareTo(was.value());
        if (sign == 0) {
            return Moved.SAME;
        }
        if (spec.unit().equals("%") && mayBeChance(was, is)) {
            return Moved.UNCLEAR;
        }
        return sign < 0 == (spec.better() == Better.LOWER) ? Moved.BETTER : Moved.WORSE;
    }

    /// Only shares of known numbers of pieces can be told from chance.
    private static boolean mayBeChance(Value was, Value is) {
        if (was.pieces().isEmpty() || is.pieces().isEmpty()) {
            return false;
        }
        var a = was.value().doubleValue() / 100;
        var b = is.value().doubleValue() / 100;
        if (a < 0 || a > 1 || b < 0 || b > 1) {
            return false;
        }
        var d = Interval.difference(a, was.pieces().get(), b, is.pieces().get());
        return d.low() <= 0 && d.high() >= 0;
    }
}
