package dev.countersign.lrs;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table lrs_key.
final class KeyStore {
    private static final String COLUMNS =
            "id, label, secret_hash, may_read, may_write, made_by, made_at, revoked_at";

    record Row(LrsKey key, String secretHash) {}

    void insert(Tx tx, LrsKey key, String secretHash) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_key (id, label, secret_hash, may_read, may_write, made_by, made_at)
                        VALUES (:id, :label, :hash, :read, :write, :by, :at)
                        """)
                .bind("id", key.id())
                .bind("label", key.label())
                .bind("hash", secretHash)
                .bind("read", key.mayRead() ? 1 : 0)
                .bind("write", key.mayWrite() ? 1 : 0)
                .bind("by", key.madeBy())
                .bind("at", key.madeAt().toEpochMilli())
                .execute();
    }

    Optional<Row> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT " + COLUMNS + " FROM lrs_key WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    List<LrsKey> all(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT " + COLUMNS + " FROM lrs_key ORDER BY made_at DESC, id")
                .map((rs, _) -> row(rs).key())
                .list();
    }

    boolean revoke(Tx tx, String id, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE lrs_key SET revoked_at = :at"
                                        + " WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    private static Row row(ResultSet rs) throws SQLException {
        var revoked = rs.getLong("revoked_at");
        Optional<Instant> ended =
                rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked));
        return new Row(
                new LrsKey(
                        rs.getString("id"),
                        rs.getString("label"),
                        rs.getInt("may_read") == 1,
                        rs.getInt("may_write") == 1,
                        rs.getString("made_by"),
                        Instant.ofEpochMilli(rs.getLong("made_at")),
                        ended),
                rs.getString("secret_hash"));
    }
}
