package dev.countersign.policy.analysis;

import dev.countersign.policy.Facts;
import java.time.Instant;
import java.util.Optional;

/// Something found about a set of policies.
///
/// @param rule the rule, policy or exemption it is about; empty where it is about the whole set
/// @param other the second rule of a conflict; otherwise empty
/// @param example a case that shows it, replayed in the evaluator
/// @param when the instant from which it holds, where it is about time
/// @param sentence in words
public record Found(
        Kind kind,
        String rule,
        String other,
        Optional<Facts> example,
        Optional<Instant> when,
        String sentence) {
    public enum Kind {
        /// Two rules of one priority say different things of one case.
        CONFLICT(true),
        /// No case meets the rule's condition.
        NEVER(true),
        /// Every case that meets it is taken by earlier rules of the same policy.
        SHADOWED(true),
        /// Without the rule every case would be decided as it is with it.
        REDUNDANT(true),
        /// Cases in a policy's scope of which no rule says anything: a person decides them.
        GAP(false),
        /// An exemption or a policy ends soon, and cases are then decided otherwise.
        EXPIRING(false),
        /// Something that must always hold does not.
        REFUTED(true),
        /// Something that must always hold does.
        PROVED(false),
        /// Two versions decide a case differently.
        CHANGED(true),
        /// Two versions are proved to decide every case the same.
        UNCHANGED(false),
        /// The solver cannot read the rule; whatever is said of it holds nevertheless.
        OPAQUE(false),
        /// The solver's case did not replay, or it gave up on one question.
        UNCONFIRMED(false),
        /// More of a kind was found than is shown.
        MORE(false),
        /// The whole analysis was stopped; what it had not yet looked at is unknown.
        STOPPED(true);

        private final boolean defect;

        Kind(boolean defect) {
            this.defect = defect;
        }

        /// Whether something is to be mended; otherwise it is to be known.
        public boolean isDefect() {
            return defect;
        }
    }

    static Found of(Kind kind, String rule, String other, Facts example, String sentence) {
        return new Found(kind, rule, other, Optional.of(example), Optional.empty(), sentence);
    }

    static Found of(Kind kind, String rule, String sentence) {
        return new Found(kind, rule, "", Optional.empty(), Optional.empty(), sentence);
    }

    static Found unconfirmed(String rule, String other) {
        return new Found(
                Kind.UNCONFIRMED,
                rule,
                other,
                Optional.empty(),
                Optional.empty(),
                "nothing certain can be said of `"
                        + rule
                        + (other.isEmpty() ? "`" : "` and `" + other + "`"));
    }
}
