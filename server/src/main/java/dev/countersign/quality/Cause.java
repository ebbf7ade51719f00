package dev.countersign.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why defects came about, and the one thing that is done about it.
///
/// @param whys answers to "why?", each about the one before
/// @param owner id of the person who carries out the action
/// @param due the last day on which it may be carried out
/// @param version rises with every change; a signature names the one it is given to
public record Cause(
        String id,
        List<String> whys,
        String statement,
        String action,
        String owner,
        LocalDate due,
        State state,
        String madeBy,
        Instant madeAt,
        Optional<Signature> signed,
        Optional<Verified> verified,
        int version) {
    public Cause {
        whys = List.copyOf(whys);
    }

    public enum State {
        DRAFT,
        /// The action is under way.
        SIGNED,
        WORKS,
        /// It did not work: its defects are open again.
        FAILED;

        public String word() {
            return switch (this) {
                case WORKS -> "verified";
                case DRAFT, SIGNED, FAILED -> name().toLowerCase(Locale.ROOT);
            };
        }

        /// How the mark of a state is coloured; the word beside it says the same.
        public String colour() {
            return switch (this) {
                case FAILED -> "red";
                case DRAFT, SIGNED -> "amber";
                case WORKS -> "green";
            };
        }
    }

    public record Signature(String person, Instant at) {}

    /// @param found what shows that it works, or does not
    public record Verified(String person, Instant at, String found) {}

    /// A change that people decide, proposed because of this.
    public record Link(String change, String by, Instant at) {}

    /// As somebody typed it.
    public record Text(
            List<String> whys, String statement, String action, String owner, String due) {
        public Text {
            whys = List.copyOf(whys);
        }
    }

    /// With everything that belongs to it.
    public record Sheet(Cause cause, List<Defect> defects, List<Link> changes) {}
}
