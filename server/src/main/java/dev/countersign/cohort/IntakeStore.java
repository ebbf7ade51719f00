package dev.countersign.cohort;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.LocalDate;

/// The table training_intake.
final class IntakeStore {
    /// @return false where it was judged before
    boolean judge(
            Tx tx,
            String role,
            String pack,
            LocalDate day,
            int completed,
            int enrolled,
            Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO training_intake (role, pack, day, completed, enrolled, judged_at)
                                VALUES (:role, :pack, :day, :completed, :enrolled, :now)
                                ON CONFLICT (role, pack, day) DO NOTHING
                                """)
                        .bind("role", role)
                        .bind("pack", pack)
                        .bind("day", day.toString())
                        .bind("completed", completed)
                        .bind("enrolled", enrolled)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }
}
