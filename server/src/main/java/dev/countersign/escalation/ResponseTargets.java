package dev.countersign.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How soon a case gets its first answer, and when its people are reminded.
///
/// @param otherwise where a severity has none of its own
/// @param reminders per cent of the target's time, rising, each from 1 to 99
public record ResponseTargets(
        Map<String, Target> bySeverity, Target otherwise, List<Integer> reminders) {
    /// Two hours, and half an hour for P1, in business time; reminded at half and at four fifths.
    public static final ResponseTargets DEFAULT =
            new ResponseTargets(
                    Map.of("P1", Target.business(Duration.ofMinutes(30))),
                    Target.business(Duration.ofHours(2)),
                    List.of(50, 80));

    public ResponseTargets {
        bySeverity = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(bySeverity));
        reminders = reminders.stream().sorted().distinct().toList();
        if (reminders.stream().anyMatch(r -> r < 1 || r > 99)) {
            throw new IllegalArgumentException("reminders at " + reminders);
        }
    }

    /// @param severity P1 to P4
    public Target of(String severity) {
        return bySeverity.getOrDefault(severity, otherwise);
    }

    /// Reminders whose point is passed. None once the clock has stopped, or the target is missed:
    /// then the breach speaks.
    public List<Integer> passed(ClockReading reading) {
        return reading.state() instanceof ClockReading.Running
                ? reminders.stream()
                        .filter(r -> reading.used().compareTo(point(reading.target(), r)) >= 0)
                        .toList()
                : List.of();
    }

    /// When the next reminder's point is reached if nothing more happens.
    ///
    /// @param now at which `reading` was taken
    public Optional<Instant> next(BusinessCalendar calendar, ClockReading reading, Instant now) {
        if (!(reading.state() instanceof ClockReading.Running)) {
            return Optional.empty();
        }
        return reminders.stream()
                .map(r -> point(reading.target(), r).minus(reading.used()))
                .filter(Duration::isPositive)
                .findFirst()
                .flatMap(left -> reading.target().after(calendar, now, left));
    }

    private static Duration point(Target target, int percent) {
        return Duration.ofMillis(target.length().toMillis() * percent / 100);
    }
}
