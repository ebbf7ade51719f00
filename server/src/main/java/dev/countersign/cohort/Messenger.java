package dev.countersign.cohort;

import dev.countersign.storage.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A way to people outside the product, which a higher module has: chat.
public interface Messenger {
    /// @param href where in the product it leads
    record Said(String sentence, String href) {}

    /// @param due sessions and deadlines that are near
    /// @param told what else they were told since the last one
    record Daily(String person, LocalDate day, List<Said> due, List<Said> told) {
        public Daily {
            due = List.copyOf(due);
            told = List.copyOf(told);
        }
    }

    /// Takes a message over in this transaction; the same person's of the same day once.
    void tell(Tx tx, Daily daily);

    /// What became of somebody's last message, in a sentence; empty where there was none.
    Optional<String> standing(String person);
}
