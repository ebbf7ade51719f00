package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;

/// The table desk_view.
final class ViewStore {
    static final int MOST = 20;

    List<SavedView> of(Tx tx, String personId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT name, query FROM desk_view WHERE person_id = :person ORDER BY name"
                                + " LIMIT :most")
                .bind("person", personId)
                .bind("most", MOST)
                .map((rs, _) -> new SavedView(rs.getString(1), rs.getString(2)))
                .list();
    }

    void save(Tx tx, String personId, SavedView view, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_view (person_id, name, query, saved_at)
                        VALUES (:person, :name, :query, :at)
                        ON CONFLICT (person_id, name) DO UPDATE SET query = excluded.query,
                          saved_at = excluded.saved_at
                        """)
                .bind("person", personId)
                .bind("name", view.name())
                .bind("query", view.query())
                .bind("at", at.toEpochMilli())
                .execute();
    }

    void forget(Tx tx, String personId, String name) {
        tx.jdbi()
                .createUpdate("DELETE FROM desk_view WHERE person_id = :person AND name = :name")
                .bind("person", personId)
                .bind("name", name)
                .execute();
    }
}
