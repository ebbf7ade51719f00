package dev.countersign.bundle;

import dev.countersign.policy.Policy;
import dev.countersign.policy.Policy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What each version of each policy led to, so that its owner can say whether a new one helped.
/// Pure.
public final class Review {
    private static final double MONTH = 30;
    // Fewer days say nothing about a month.
    private static final double ENOUGH_DAYS = 3;

    private Review() {}

    /// @param days how long it was in force, up to now
    /// @param judged exceptions of which it spoke
    /// @param perMonth of those, for 30 days; NaN where it was in force for too short a time
    public record Row(
            String policy,
            String version,
            Instant since,
            double days,
            int judged,
            int denied,
            int escalated,
            int approved,
            double perMonth) {
        /// With one digit; a dash where nothing can be said.
        public String rate() {
            return Double.isNaN(perMonth) ? "–" : String.format(Locale.ROOT, "%.1f", perMonth);
        }
    }

    /// @param sentence whether the newest version has fewer exceptions than the one before
    public record Line(String policy, List<Row> versions, String sentence) {}

    /// When a version was in force.
    record Span(String policy, String version, Instant from, Instant to) {
        /// While its bundle was in force and it was valid; empty where that never was.
        static Optional<Span> of(Policy policy, Instant since, Instant until) {
            var from = policy.from().filter(since::isBefore).orElse(since);
            var to = policy.until().filter(u -> u.isBefore(until)).orElse(until);
            return from.isBefore(to)
                    ? Optional.of(new Span(policy.id(), policy.version(), from, to))
                    : Optional.empty();
        }
    }

    static List<Line> of(List<Span> spans, List<BundleStore.Spoken> spoken) {
        var byPolicy = new TreeMap<String, Map<String, Row>>();
        for (var span : spans) {
            var rows = byPolicy.computeIfAbsent(span.policy(), _ -> new TreeMap<>());
            var days = Duration.between(span.from(), span.to()).toMinutes() / 1_440.0;
            var old = rows.get(span.version());
            var since =
                    old == null || span.from().isBefore(old.since()) ? span.from() : old.since();
            rows.put(
                    span.version(),
                    row(span, since, days + (old == null ? 0 : old.days()), spoken));
        }
        var out = new ArrayList<Line>();
        byPolicy.forEach((policy, rows) -> {
            var ordered = rows.values().stream().sorted(Comparator.comparing(Row::since)).toList();
            out.add(new Line(policy, ordered, sentence(ordered)));
        });
        return out;
    }

    private static Row row(Span span, Instant since, double days, List<BundleStore.Spoken> spoken) {
        var denied = count(span, spoken, Outcome.DENY);
        var escalated = count(span, spoken, Outcome.ESCALATE);
        var approved = count(span, spoken, Outcome.APPROVE);
        var judged = denied + escalated + approved;
        return new Row(
                span.policy(),
                span.version(),
                since,
                days,
                judged,
                denied,
                escalated,
                approved,
                days < ENOUGH_DAYS ? Double.NaN : (denied + escalated) / days * MONTH);
    }

    private static int count(Span span, List<BundleStore.Spoken> spoken, Outcome outcome) {
        return spoken.stream()
                .filter(s ->
                        s.policy().equals(span.policy())
                                && s.version().equals(span.version())
                                && s.outcome() == outcome)
                .mapToInt(BundleStore.Spoken::count)
                .sum();
    }

    /// Fewer or more, with the two rates; a Poisson comparison says whether chance explains it.
    static String sentence(List<Row> versions) {
        if (versions.size() < 2) {
            return "there is one version, so nothing to compare yet";
        }
        var was = versions.get(versions.size() - 2);
        var is = versions.getLast();
        if (Double.isNaN(was.perMonth()) || Double.isNaN(is.perMonth())) {
            return "version `"
                    + is.version()
                    + "` or the one before was in force for less than "
                    + (int) ENOUGH_DAYS
                    + " days";
        }
        var before = was.denied() + was.escalated();
        var after = is.denied() + is.escalated();
        var lead =
                (is.perMonth() < was.perMonth()
                                ? "fewer"
                                : is.perMonth() > was.perMonth() ? "more" : "as many")
                        + " exceptions since `"
                        + is.version()
                        + "`: "
                        + is.rate()
                        + " a month, before "
                        + was.rate();
        return lead
                + (chance(before, was.days(), after, is.days()) < 0.05
                        ? ""
                        : "; so few could differ by chance alone");
    }

    /// How likely rates at least as far apart are, were they the same: conditional on the sum, the
    /// second count is binomial (Przyborowski and Wilenski 1940), here by the normal approximation
    /// with continuity correction. Two-sided.
    static double chance(int before, double daysBefore, int after, double daysAfter) {
        var n = before + after;
        if (n == 0) {
            return 1;
        }
        var p = daysAfter / (daysBefore + daysAfter);
        var z = (Math.abs(after - n * p) - 0.5) / Math.sqrt(n * p * (1 - p));
        return z <= 0 ? 1 : Math.min(1, erfc(z / Math.sqrt(2)));
    }

    /// Abramowitz and Stegun 7.1.26, error below 1.5e-7, for x not below 0.
    private static double erfc(double x) {
        var t = 1 / (1 + 0.3275911 * x);
        return t
                * (0.254829592
                        + t
                                * (-0.284496736
                                        + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-x * x);
    }
}
