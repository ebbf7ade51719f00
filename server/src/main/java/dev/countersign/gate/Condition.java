package dev.countersign.gate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a gate asks for.
public sealed interface Condition {
    /// What it asks for, as "needs …" goes on.
    String sentence();

    /// Something recorded about the person; the newest record counts.
    ///
    /// @param type `quiz` (a score, 0 to 1), `readiness`, `sign_off`, `course` (1 for yes), or
    ///   `competency` (the level)
    /// @param of which lab, course or competency; empty where the tool says it all
    /// @param atLeast the amount needed
    /// @param validFor how long a record counts; empty: for ever
    record Recorded(String type, String of, BigDecimal atLeast, Optional<Duration> validFor)
            implements Condition {
        /// What evidence and waivers call it.
        public String key() {
            return of.isEmpty() ? type : type + ":" + of;
        }

        @Override
        public String sentence() {
            var what =
                    switch (type) {
                        case "quiz" ->
                                "a quiz score of at least "
                                        + atLeast.toPlainString()
                                        + (of.isEmpty() ? "" : " in `" + of + "`");
                        case "readiness" ->
                                of.isEmpty()
                                        ? "readiness, signed by a mentor"
                                        : "readiness in `" + of + "`, signed by a mentor";
                        case "sign_off" -> "the lab `" + of + "`, passed";
                        case "course" -> "the course `" + of + "`, completed";
                        case "competency" ->
                                "the competency `"
                                        + of
                                        + "` at level "
                                        + atLeast.toPlainString()
                                        + " or above";
                        default -> "`" + key() + "` of at least " + atLeast.toPlainString();
                    };
            return what + validFor.map(d -> ", not older than " + d.toDays() + " days").orElse("");
        }
    }

    /// So many answers of the tool as it is now, compared with a person's and reviewed.
    record Reviewed(int samples) implements Condition {
        /// Every question counts them, so they are counted up to here; a gate may not ask for more.
        public static final int MOST = 10_000;

        /// What waivers call it.
        public static final String KEY = "shadow_mode";

        @Override
        public String sentence() {
            return samples + " reviewed shadow samples";
        }
    }

    /// A certificate of the tool as it is now that promises at most this share of errors.
    ///
    /// @param delta the chance at most that the promise is wrong
    /// @param samples after how many it is judged, once; 0: after each, by a method that allows it
    record Certified(BigDecimal error, BigDecimal delta, int samples) implements Condition {
        /// What waivers call it.
        public static final String KEY = "certificate";

        @Override
        public String sentence() {
            return "a certificate for at most "
                    + percent(error)
                    + " errors, wrong with a chance of at most "
                    + percent(delta);
        }

        private static String percent(BigDecimal share) {
            return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
        }
    }

    record AllOf(List<Condition> parts) implements Condition {
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public String sentence() {
            return joined(parts, " and ");
        }
    }

    record AnyOf(List<Condition> parts) implements Condition {
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public String sentence() {
            return joined(parts, " or ");
        }
    }

    private static String joined(List<Condition> parts, String word) {
        return parts.stream().map(Condition::sentence).collect(Collectors.joining(word));
    }
}
