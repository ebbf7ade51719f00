package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;

/// Whether somebody whose role may decide a case has shown that they can. Asked in the transaction
/// that records the decision; implemented by whoever knows the gates.
@FunctionalInterface
public interface Guard {
    Guard OPEN = (_, _, _) -> new Permit.Alone();

    Permit of(Tx tx, ExceptionCase about, String person) throws SQLException;

    sealed interface Permit {
        record Alone() implements Permit {}

        /// @param mentors ids of those of whom one must co-sign
        /// @param missing what would let them decide alone
        record WithMentor(List<String> mentors, List<String> missing) implements Permit {
            public WithMentor {
                mentors = List.copyOf(mentors);
                missing = List.copyOf(missing);
            }
        }

        record Not(List<String> missing) implements Permit {
            public Not {
                missing = List.copyOf(missing);
            }
        }
    }
}
