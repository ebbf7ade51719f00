package dev.countersign.sop;

import dev.countersign.playbook.Sop;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table sop.
final class SopStore {
    /// An uploaded version.
    record Uploaded(Sop sop, String by, Instant at) {}

    void insert(Tx tx, Sop sop, String by, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO sop (id, version, body, published_by, published_at)
                        VALUES (:id, :version, :body, :by, :at)
                        """)
                .bind("id", sop.id())
                .bind("version", sop.version())
                .bind("body", SopText.write(sop))
                .bind("by", by)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    Optional<Sop> find(Tx tx, String id, String version) {
        return tx.jdbi()
                .createQuery("SELECT body FROM sop WHERE id = :id AND version = :version")
                .bind("id", id)
                .bind("version", version)
                .map((rs, _) -> SopText.read(rs.getString("body")))
                .findOne();
    }

    /// All, the newest first.
    List<Uploaded> all(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM sop ORDER BY published_at DESC, id, version DESC")
                .map((rs, _) ->
                        new Uploaded(
                                SopText.read(rs.getString("body")),
                                rs.getString("published_by"),
                                Instant.ofEpochMilli(rs.getLong("published_at"))))
                .list();
    }
}
