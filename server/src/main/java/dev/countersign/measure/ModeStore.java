package dev.countersign.measure;

import dev.countersign.storage.Tx;
import java.time.Instant;

/// The tables measure_mode and measure_look.
final class ModeStore {
    boolean isSeen(Tx tx, String mode) {
        return tx.jdbi()
                .createQuery("SELECT seen FROM measure_mode WHERE id = :id")
                .bind("id", mode)
                .map((rs, _) -> rs.getInt(1) == 1)
                .findOne()
                .orElse(false);
    }

    void seen(Tx tx, String mode, boolean seen, Instant since) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO measure_mode (id, seen, since) VALUES (:id, :seen, :since)
                        ON CONFLICT (id) DO UPDATE SET seen = :seen, since = :since
                        """)
                .bind("id", mode)
                .bind("seen", seen ? 1 : 0)
                .bind("since", since.toEpochMilli())
                .execute();
    }

    void due(Tx tx, Instant at) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO measure_look (id, due_at) VALUES ('modes', :at) ON CONFLICT (id)"
                                + " DO NOTHING")
                .bind("at", at.toEpochMilli())
                .execute();
    }

    boolean isDue(Tx tx) {
        return tx.jdbi().createQuery("SELECT 1 FROM measure_look").mapTo(Integer.class).stream()
                .findAny()
                .isPresent();
    }

    void looked(Tx tx) {
        tx.jdbi().createUpdate("DELETE FROM measure_look").execute();
    }
}
