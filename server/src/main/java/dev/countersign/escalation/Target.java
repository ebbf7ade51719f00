package dev.countersign.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A length of time and the clock that measures it.
///
/// @param length more than nothing and at most a year
public record Target(Duration length, Measure measure) {
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Pattern WRITTEN =
            Pattern.compile(
                    "([0-9]{1,6})\\s*(m|min|minutes?|h|hours?|d|days?)(?:\\s+(business|elapsed))?");

    public enum Measure {
        /// Only while the calendar is open.
        BUSINESS,
        /// At every hour of every day.
        ELAPSED
    }

    public Target {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a target of " + length);
        }
    }

    public static Target business(Duration length) {
        return new Target(length, Measure.BUSINESS);
    }

    public static Target elapsed(Duration length) {
        return new Target(length, Measure.ELAPSED);
    }

    /// Reads `30 min business`, `2h`, `24 h elapsed`. Empty where the text is no such thing, or out
    /// of range. Days are elapsed, since nobody agrees on how long a working day is.
    ///
    /// @param silent the measure where the text names none
    public static Optional<Target> parse(String text, Measure silent) {
        var m = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(m.group(1));
        var unit = m.group(2).charAt(0);
        var length =
                switch (unit) {
                    case 'm' -> Duration.ofMinutes(count);
                    case 'h' -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        var measure =
                m.group(3) == null ? silent : Measure.valueOf(m.group(3).toUpperCase(Locale.ROOT));
        return length.isZero()
                        || length.compareTo(LONGEST) > 0
                        || (unit == 'd' && measure == Measure.BUSINESS)
                ? Optional.empty()
                : Optional.of(new Target(length, measure));
    }

    /// How much of this target's time passes between two instants.
    Duration passed(BusinessCalendar calendar, Instant from, Instant to) {
        if (measure == Measure.BUSINESS) {
            return calendar.between(from, to);
        }
        return from.isBefore(to)
                ? Duration.ofMillis(to.toEpochMilli() - from.toEpochMilli())
                : Duration.ZERO;
    }

    /// When that much of this target's time has passed; empty where that is years away.
    Optional<Instant> after(BusinessCalendar calendar, Instant from, Duration length) {
        return measure == Measure.BUSINESS
                ? calendar.after(from, length)
                : Optional.of(from.plus(length));
    }

    public String inWords() {
        return words(length) + (measure == Measure.BUSINESS ? " of business time" : " elapsed");
    }

    /// `2 h 30 min`, as people say it.
    public static String words(Duration length) {
        var hours = length.toHours();
        var minutes = length.toMinutesPart();
        if (hours == 0) {
            return minutes + " min";
        }
        return minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
    }
}
