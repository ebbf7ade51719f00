package dev.countersign.timer;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;

/// The table timer.
final class TimerStore {
    record Row(String kind, String subject, Instant dueAt, int attempts) {}

    void set(Tx tx, String kind, String subject, Instant dueAt) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO timer (kind, subject, due_at, attempts)
                        VALUES (:kind, :subject, :due, 0)
                        ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, attempts = 0
                        """)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("due", dueAt.toEpochMilli())
                .execute();
    }

    void setIfAbsent(Tx tx, String kind, String subject, Instant dueAt) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO timer (kind, subject, due_at, attempts)
                        VALUES (:kind, :subject, :due, 0) ON CONFLICT (kind, subject) DO NOTHING
                        """)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("due", dueAt.toEpochMilli())
                .execute();
    }

    void delete(Tx tx, String kind, String subject) {
        tx.jdbi()
                .createUpdate("DELETE FROM timer WHERE kind = :kind AND subject = :subject")
                .bind("kind", kind)
                .bind("subject", subject)
                .execute();
    }

    List<Row> due(Tx tx, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT kind, subject, due_at, attempts FROM timer
                        WHERE due_at <= :now ORDER BY due_at LIMIT :limit
                        """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) ->
                        new Row(
                                rs.getString(1),
                                rs.getString(2),
                                Instant.ofEpochMilli(rs.getLong(3)),
                                rs.getInt(4)))
                .list();
    }

    /// Only one node gets it, and only if it was not moved meanwhile.
    boolean claim(Tx tx, Row row) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                DELETE FROM timer
                                WHERE kind = :kind AND subject = :subject AND due_at = :due
                                """)
                        .bind("kind", row.kind())
                        .bind("subject", row.subject())
                        .bind("due", row.dueAt().toEpochMilli())
                        .execute()
                == 1;
    }

    /// Tries again later, at growing distances of at most an hour; for ever beyond the last one.
    void postpone(Tx tx, Row row, Instant now, int maxAttempts) {
        var attempts = Math.min(row.attempts() + 1, maxAttempts);
        var waitSeconds = Math.min(3600L, 1L << Math.min(attempts, 12));
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE timer SET due_at = :due, attempts = :attempts
                        WHERE kind = :kind AND subject = :subject AND due_at = :was
                        """)
                .bind("kind", row.kind())
                .bind("subject", row.subject())
                .bind("was", row.dueAt().toEpochMilli())
                .bind("due", now.plusSeconds(waitSeconds).toEpochMilli())
                .bind("attempts", attempts)
                .execute();
    }
}
