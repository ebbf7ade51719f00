package dev.countersign.quality;

import dev.countersign.kernel.Refusal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An answer that was wrong, or a step of a procedure that was not followed.
///
/// @param sourceId the sample's or the call's id, or the check's with its step
/// @param call the governed call whose answer it is
/// @param tool the microtool, or the prompt where no microtool guards it
/// @param worker whose call or work it was
/// @param noticed what the reviewer marked, in words; empty where nobody marked anything
/// @param type id of a class of defects; empty until somebody has classified it
/// @param words what is wrong, masked
/// @param cause id of its root cause; empty where none is drawn
/// @param version rises with every change; an act names the one it was taken on
public record Defect(
        String id,
        Source source,
        String sourceId,
        String call,
        String tool,
        String worker,
        String noticed,
        String type,
        Optional<Severity> severity,
        String words,
        State state,
        String cause,
        String raisedBy,
        Instant raisedAt,
        int version) {
    public enum Source {
        SHADOW,
        AUDIT,
        HAND,
        CHECK;

        public String inWords() {
            return switch (this) {
                case SHADOW -> "review in shadow mode";
                case AUDIT -> "audit of a released answer";
                case HAND -> "raised by hand";
                case CHECK -> "check of a procedure";
            };
        }
    }

    public enum Severity {
        CRITICAL,
        MAJOR,
        MINOR;

        /// @throws dev.countersign.kernel.ProblemException 422 where none has this word
        public static Severity named(String word) {
            return java.util.Arrays.stream(values())
                    .filter(s -> s.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            Refusal.of(
                                    422,
                                    "severity",
                                    "it is not said how severe it is",
                                    "choose critical, major or minor"));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum State {
        /// Somebody found it; nobody has classified it.
        NEW,
        CLASSIFIED,
        /// Its root cause is signed, and the corrective action under way.
        SIGNED,
        /// The action was verified.
        CLOSED,
        /// The action did not work.
        REOPENED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// How the mark of a state is coloured; the word beside it says the same.
        public String colour() {
            return switch (this) {
                case NEW, REOPENED -> "red";
                case CLASSIFIED, SIGNED -> "amber";
                case CLOSED -> "green";
            };
        }
    }

    /// Whether a root cause may be drawn for it.
    public boolean wantsCause() {
        return cause.isEmpty() && (state == State.CLASSIFIED || state == State.REOPENED);
    }
}
