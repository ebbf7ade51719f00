package dev.countersign.playbook;

import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The tables playbook_version, playbook_activation and playbook_active.
final class PlaybookStore {
    record Row(String id, String document, String organisation, Instant at, String by) {}

    void insert(Tx tx, String id, String version, Row row) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO playbook_version (id, version, document, organisation, loaded_at, loaded_by)
                        VALUES (:id, :version, :document, :organisation, :at, :by)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("version", version)
                .bind("document", row.document())
                .bind("organisation", row.organisation())
                .bind("at", row.at().toEpochMilli())
                .bind("by", row.by())
                .execute();
    }

    Optional<Row> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM playbook_version WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    /// Empty also where several begin so.
    Optional<Row> beginning(Tx tx, String prefix) {
        var found =
                tx.jdbi()
                        .createQuery(
                                "SELECT * FROM playbook_version WHERE substr(id, 1, :length) ="
                                        + " :prefix LIMIT 2")
                        .bind("length", prefix.length())
                        .bind("prefix", prefix)
                        .map((rs, _) -> row(rs))
                        .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    List<Row> all(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM playbook_version ORDER BY loaded_at DESC")
                .map((rs, _) -> row(rs))
                .list();
    }

    private static Row row(java.sql.ResultSet rs) throws SQLException {
        return new Row(
                rs.getString("id"),
                rs.getString("document"),
                rs.getString("organisation"),
                Instant.ofEpochMilli(rs.getLong("loaded_at")),
                rs.getString("loaded_by"));
    }

    void activate(Tx tx, Activation activation) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO playbook_activation (id, playbook_id, accepted, activated_at, activated_by)
                        VALUES (:id, :playbook, :accepted, :at, :by)
                        """)
                .bind("id", activation.id())
                .bind("playbook", activation.playbookId())
                .bind("accepted", String.join("\n", activation.accepted()))
                .bind("at", activation.at().toEpochMilli())
                .bind("by", activation.by())
                .execute();
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO playbook_active (singleton, playbook_id) VALUES (1, :playbook)
                        ON CONFLICT (singleton) DO UPDATE SET playbook_id = excluded.playbook_id
                        """)
                .bind("playbook", activation.playbookId())
                .execute();
    }

    List<Activation> activations(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT * FROM playbook_activation ORDER BY activated_at DESC")
                .map((rs, _) ->
                        new Activation(
                                rs.getString("id"),
                                rs.getString("playbook_id"),
                                Arrays.stream(rs.getString("accepted").split("\n"))
                                        .filter(s -> !s.isEmpty())
                                        .toList(),
                                Instant.ofEpochMilli(rs.getLong("activated_at")),
                                rs.getString("activated_by")))
                .list();
    }

    Optional<String> activeId(Tx tx) throws SQLException {
        var statement = tx.prepared("SELECT playbook_id FROM playbook_active WHERE singleton = 1");
        try (var rs = statement.executeQuery()) {
            return rs.next() ? Optional.of(rs.getString(1)) : Optional.empty();
        }
    }
}
