package dev.countersign.credential;

import dev.countersign.credential.Credential.Kind;
import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables credential and credential_key.
final class CredentialStore {
    private static final String JWT = "jwt";

    private final Vault vault;

    CredentialStore(Vault vault) {
        this.vault = vault;
    }

    /// @return false where it is published already
    boolean publish(Tx tx, String kid, String jwk, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO credential_key (kid, jwk, created_at)
                                VALUES (:kid, :jwk, :at) ON CONFLICT DO NOTHING
                                """)
                        .bind("kid", kid)
                        .bind("jwk", jwk)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    /// Public keys, the newest first.
    List<String> keys(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT jwk FROM credential_key ORDER BY created_at DESC, kid")
                .mapTo(String.class)
                .list();
    }

    Optional<String> key(Tx tx, String kid) {
        return tx.jdbi()
                .createQuery("SELECT jwk FROM credential_key WHERE kid = :kid")
                .bind("kid", kid)
                .mapTo(String.class)
                .findOne();
    }

    int nextIndex(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT COALESCE(MAX(status_index), -1) + 1 FROM credential")
                .mapTo(Integer.class)
                .one();
    }

    void insert(Tx tx, Credential c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO credential (id, person_id, kind, name, level, status_index,
                          issued_at, valid_until)
                        VALUES (:id, :person, :kind, :name, :level, :index, :at, :until)
                        """)
                .bind("id", c.id())
                .bind("person", c.person())
                .bind("kind", c.kind().name().toLowerCase(Locale.ROOT))
                .bind("name", c.name())
                .bind("level", c.level())
                .bind("index", c.statusIndex())
                .bind("at", c.issuedAt().toEpochMilli())
                .bind("until", c.validUntil().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    void sign(Tx tx, Credential c, String jwt) throws SQLException {
        tx.jdbi()
                .createUpdate("UPDATE credential SET sealed = :sealed WHERE id = :id")
                .bind("id", c.id())
                .bind("sealed", vault.sealTexts(tx, c.person(), Map.of(JWT, jwt), context(c.id())))
                .execute();
    }

    boolean revoke(Tx tx, String id, String why, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE credential SET revoked_at = :at, revoked_why = :why
                                WHERE id = :id AND revoked_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("why", why)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    /// Indexes of what is revoked, from one to before another.
    List<Integer> revoked(Tx tx, long from, long to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT status_index FROM credential
                        WHERE revoked_at IS NOT NULL AND status_index >= :from AND status_index < :to
                        ORDER BY status_index
                        """)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Integer.class)
                .list();
    }

    Optional<Credential> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM credential WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> credential(tx, rs))
                .findOne();
    }

    /// One person's, the newest first.
    List<Credential> of(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM credential WHERE person_id = :person ORDER BY issued_at DESC, id")
                .bind("person", person)
                .map((rs, _) -> credential(tx, rs))
                .list();
    }

    private Credential credential(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var person = rs.getString("person_id");
        return new Credential(
                id,
                person,
                Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                rs.getString("name"),
                rs.getInt("level"),
                rs.getInt("status_index"),
                jwt(tx, person, id, rs.getBytes("sealed")),
                Instant.ofEpochMilli(rs.getLong("issued_at")),
                time(rs, "valid_until"),
                time(rs, "revoked_at"));
    }

    private Optional<String> jwt(Tx tx, String person, String id, byte @Nullable [] sealed)
            throws SQLException {
        try {
            return vault.openTexts(tx, person, sealed, context(id))
                    .flatMap(texts -> Optional.ofNullable(texts.get(JWT)));
        } catch (IllegalStateException otherKey) {
            // The holder was erased and something newer is sealed for them since.
            return Optional.empty();
        }
    }

    private static byte[] context(String id) {
        return ("credential " + id).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Instant> time(ResultSet rs, String column) throws SQLException {
        var value = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }
}
