package dev.countersign.escalation;

import java.time.Instant;
import java.util.List;

/// What a path says is to be done now. `because` is a sentence for the record.
public sealed interface NextStep {
    String because();

    /// Tell these people, store `then`, and ask again at `askAgain`.
    ///
    /// @param through the name on the path behind which they stand
    record Reach(
            List<String> people,
            Whom through,
            Escalation.Progress then,
            Instant askAgain,
            String because)
            implements NextStep {
        public Reach {
            people = List.copyOf(people);
        }
    }

    /// Nothing now; ask again at `until`.
    record Wait(Instant until, String because) implements NextStep {}

    /// The path ends in denial.
    record Deny(String because) implements NextStep {}

    /// The path ends where it is; nothing more comes.
    record Stay(String because) implements NextStep {}
}
