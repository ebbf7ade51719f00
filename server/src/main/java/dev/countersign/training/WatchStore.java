package dev.countersign.training;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The table training_watch.
final class WatchStore {
    Optional<Watch> find(Tx tx, String person, String pack, String video) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT at_ms, seen, completed_at FROM training_watch
                        WHERE person_id = :person AND pack = :pack AND video = :video
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("video", video)
                .map((rs, _) -> one(rs))
                .findOne();
    }

    private static Watch one(ResultSet rs) throws SQLException {
        var completed = rs.getLong("completed_at");
        return new Watch(
                rs.getLong("at_ms"),
                Spans.of(rs.getString("seen")),
                completed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(completed)));
    }

    void forget(Tx tx, String person) {
        tx.jdbi()
                .createUpdate("DELETE FROM training_watch WHERE person_id = :person")
                .bind("person", person)
                .execute();
    }

    void keep(Tx tx, String person, String pack, String video, Watch watch, Instant now) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_watch
                          (person_id, pack, video, at_ms, seen, completed_at, saved_at)
                        VALUES (:person, :pack, :video, :at, :seen, :completed, :now)
                        ON CONFLICT (person_id, pack, video) DO UPDATE SET at_ms = excluded.at_ms,
                          seen = excluded.seen, completed_at = excluded.completed_at,
                          saved_at = excluded.saved_at
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("video", video)
                .bind("at", watch.at())
                .bind("seen", watch.seen().text())
                .bind("completed", watch.completedAt().map(Instant::toEpochMilli).orElse(0L))
                .bind("now", now.toEpochMilli())
                .execute();
    }
}
