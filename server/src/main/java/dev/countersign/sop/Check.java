package dev.countersign.sop;

import dev.countersign.playbook.Sop;
import java.time.Instant;
import java.util.List;

/// A record of work held against a procedure.
///
/// @param sop as it was then
/// @param source `text`, or `case` for one of our own desk
/// @param worker whose work it is
/// @param record masked
public record Check(
        String id,
        Sop sop,
        String source,
        String sourceId,
        String worker,
        String record,
        String call,
        State state,
        String askedBy,
        Instant askedAt,
        List<Finding> findings) {
    public Check {
        findings = List.copyOf(findings);
    }

    public enum State {
        /// The tool's answer waits for a person's approval.
        HELD,
        /// It was denied, or nobody approved it in time: there are no findings.
        DENIED,
        /// Findings wait for a person's word.
        ANSWERED,
        CONFIRMED;

        public String inWords() {
            return switch (this) {
                case HELD -> "answer held";
                case DENIED -> "answer denied";
                case ANSWERED -> "to confirm";
                case CONFIRMED -> "confirmed";
            };
        }

        /// How its mark is coloured; the word beside it says the same.
        public String colour() {
            return switch (this) {
                case HELD, ANSWERED -> "amber";
                case DENIED -> "red";
                case CONFIRMED -> "green";
            };
        }
    }

    /// Confirmed findings of one kind.
    public long confirmed(Finding.Said said) {
        return findings.stream()
                .filter(f -> f.confirmed().filter(c -> c.said() == said).isPresent())
                .count();
    }
}
