package dev.countersign.training;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table lab_try; its answers are in [AnswerStore].
final class TryStore {
    List<LabTry> tries(Tx tx, String work) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_try WHERE work_id = :work ORDER BY number")
                .bind("work", work)
                .map((rs, _) -> one(rs))
                .list();
    }

    Optional<LabTry> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_try WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> one(rs))
                .findOne();
    }

    private static LabTry one(ResultSet rs) throws SQLException {
        var ended = rs.getLong("ended_at");
        var isOpen = rs.wasNull();
        return new LabTry(
                rs.getString("id"),
                rs.getString("work_id"),
                rs.getString("digest"),
                rs.getInt("number"),
                rs.getLong("seed"),
                Instant.ofEpochMilli(rs.getLong("started_at")),
                isOpen ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                rs.getInt("right_answers"),
                rs.getInt("asked"));
    }

    void begin(Tx tx, LabTry t) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_try (id, work_id, digest, number, seed, started_at)
                        VALUES (:id, :work, :digest, :number, :seed, :at)
                        """)
                .bind("id", t.id())
                .bind("work", t.work())
                .bind("digest", t.digest())
                .bind("number", t.number())
                .bind("seed", t.seed())
                .bind("at", t.startedAt().toEpochMilli())
                .execute();
    }

    void end(Tx tx, String id, int right, int asked, Instant at) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE lab_try SET ended_at = :at, right_answers = :right, asked = :asked WHERE"
                                + " id = :id")
                .bind("id", id)
                .bind("right", right)
                .bind("asked", asked)
                .bind("at", at.toEpochMilli())
                .execute();
    }
}
