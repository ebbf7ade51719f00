package dev.countersign.training;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The table prior_learning.
final class PriorStore {
    private final Vault vault;

    PriorStore(Vault vault) {
        this.vault = vault;
    }

    void insert(Tx tx, Prior p) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO prior_learning (id, person_id, subject, sealed, granted_by,
                          granted_at, revoked_by)
                        VALUES (:id, :person, :subject, :sealed, :by, :at, '')
                        """)
                .bind("id", p.id())
                .bind("person", p.person())
                .bind("subject", p.subject())
                .bind(
                        "sealed",
                        vault.sealTexts(
                                tx,
                                p.person(),
                                Map.of("evidence", p.evidence(), "link", p.link()),
                                context(p.id())))
                .bind("by", p.by())
                .bind("at", p.at().toEpochMilli())
                .execute();
    }

    /// What holds now, by subject.
    Set<String> subjects(Tx tx, String person) {
        return Set.copyOf(
                tx.jdbi()
                        .createQuery(
                                "SELECT DISTINCT subject FROM prior_learning WHERE person_id = :person"
                                        + " AND revoked_at IS NULL")
                        .bind("person", person)
                        .mapTo(String.class)
                        .list());
    }

    Optional<Prior> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM prior_learning WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> prior(tx, rs))
                .findOne();
    }

    /// The newest first.
    ///
    /// @param person empty for everybody
    List<Prior> list(Tx tx, String person, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM prior_learning WHERE :person = '' OR person_id = :person
                        ORDER BY granted_at DESC, id DESC LIMIT :most
                        """)
                .bind("person", person)
                .bind("most", most)
                .map((rs, _) -> prior(tx, rs))
                .list();
    }

    /// @return false where it was revoked before
    boolean revoke(Tx tx, String id, String by, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE prior_learning SET revoked_by = :by, revoked_at = :at WHERE id ="
                                        + " :id AND revoked_at IS NULL")
                        .bind("by", by)
                        .bind("at", at.toEpochMilli())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private Prior prior(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var person = rs.getString("person_id");
        var texts = LabStore.open(vault, tx, person, rs.getBytes("sealed"), context(id));
        var revokedAt = rs.getLong("revoked_at");
        var revoked = !rs.wasNull();
        return new Prior(
                id,
                person,
                rs.getString("subject"),
                texts.getOrDefault("evidence", ""),
                texts.getOrDefault("link", ""),
                rs.getString("granted_by"),
                Instant.ofEpochMilli(rs.getLong("granted_at")),
                revoked
                        ? Optional.of(
                                new Prior.Revoked(
                                        rs.getString("revoked_by"),
                                        Instant.ofEpochMilli(revokedAt)))
                        : Optional.empty());
    }

    private static byte[] context(String id) {
        return ("prior learning " + id).getBytes(StandardCharsets.UTF_8);
    }
}
