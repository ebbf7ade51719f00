package dev.countersign.sop;

import java.time.Instant;
import java.util.Optional;

/// What is said of one step.
///
/// @param step from 1
/// @param quote the words of the record that the tool gives for it; may be empty
/// @param verbatim whether the record has these very words
/// @param confirmed a person's word, which counts; empty until somebody has given it
/// @param defect id of the defect that came of it; empty where none did
public record Finding(
        int step,
        Said proposed,
        String quote,
        boolean verbatim,
        Optional<Confirmed> confirmed,
        String defect) {
    public enum Said {
        FOLLOWED,
        NOT_FOLLOWED,
        CANNOT_TELL,
        /// The tool said nothing that can be read.
        SILENT;

        public String inWords() {
            return switch (this) {
                case FOLLOWED -> "followed";
                case NOT_FOLLOWED -> "not followed";
                case CANNOT_TELL -> "cannot tell";
                case SILENT -> "the tool said nothing of it";
            };
        }

        /// How its mark is coloured; the word beside it says the same.
        public String colour() {
            return switch (this) {
                case FOLLOWED -> "green";
                case NOT_FOLLOWED -> "red";
                case CANNOT_TELL, SILENT -> "amber";
            };
        }
    }

    /// @param words why, where the person says something else than the tool
    public record Confirmed(Said said, String words, String by, Instant at) {}

    /// Whether somebody has to say why, should they say the same as the tool: what has no words of
    /// the record behind it is not taken over by a click.
    public boolean wantsWords(Said said) {
        return said != proposed || said == Said.FOLLOWED && !verbatim;
    }
}
