package dev.countersign.people;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tables person, person_role, api_key and web_session.
final class PeopleStore {
    private static final String CHECK_PERSON = "SELECT epoch, active FROM person WHERE id = ?";
    private static final String CHECK_KEY =
            """
            SELECT p.epoch, p.active, k.revoked_at, k.expires_at
            FROM api_key k JOIN person p ON p.id = k.person_id
            WHERE k.id = ?
            """;

    record Row(Person person, long epoch, Optional<String> passwordHash) {}

    record KeyRow(String id, String personId, String lookup, Instant expiresAt) {}

    record SessionRow(String personId, String csrf, Instant seenAt, Instant expiresAt) {}

    void insert(Tx tx, Person person, @Nullable String passwordHash, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO person (id, name, email, time_zone, active, epoch, password_hash, created_at)
                        VALUES (:id, :name, :email, :zone, :active, 1, :hash, :at)
                        """)
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("zone", person.zone().getId())
                .bind("active", person.active() ? 1 : 0)
                .bind("hash", passwordHash)
                .bind("at", at.toEpochMilli())
                .execute();
        replaceRoles(tx, person);
    }

    void update(Tx tx, Person person) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE person SET name = :name, email = :email, time_zone = :zone,
                          active = :active, epoch = epoch + 1 WHERE id = :id
                        """)
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("zone", person.zone().getId())
                .bind("active", person.active() ? 1 : 0)
                .execute();
        replaceRoles(tx, person);
    }

    void erase(Tx tx, String id, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE person SET name = 'Erased person', email = :email, active = 0,
                          password_hash = NULL, epoch = epoch + 1 WHERE id = :id
                        """)
                .bind("id", id)
                .bind("email", id + Person.ERASED)
                .execute();
        tx.jdbi()
                .createUpdate("DELETE FROM person_role WHERE person_id = :id")
                .bind("id", id)
                .execute();
        tx.jdbi()
                .createUpdate("DELETE FROM web_session WHERE person_id = :id")
                .bind("id", id)
                .execute();
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE api_key SET revoked_at = :at, revoked_by = 'system:erasure'
                        WHERE person_id = :id AND revoked_at IS NULL
                        """)
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    private static void replaceRoles(Tx tx, Person person) {
        tx.jdbi()
                .createUpdate("DELETE FROM person_role WHERE person_id = :id")
                .bind("id", person.id())
                .execute();
        for (var role : person.roles()) {
            tx.jdbi()
                    .createUpdate("INSERT INTO person_role (person_id, role) VALUES (:id, :role)")
                    .bind("id", person.id())
                    .bind("role", role)
                    .execute();
        }
    }

    void setPassword(Tx tx, String personId, String hash) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE person SET password_hash = :hash, epoch = epoch + 1 WHERE id = :id")
                .bind("id", personId)
                .bind("hash", hash)
                .execute();
    }

    List<Row> all(Tx tx) {
        Map<String, Set<String>> roles = new HashMap<>();
        tx.jdbi()
                .createQuery("SELECT person_id, role FROM person_role")
                .map((rs, _) ->
                        roles.computeIfAbsent(rs.getString(1), _ -> new HashSet<>())
                                .add(rs.getString(2)))
                .list();
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT id, name, email, time_zone, active, epoch, password_hash
                        FROM person ORDER BY name, id
                        """)
                .map((rs, _) ->
                        new Row(
                                new Person(
                                        rs.getString("id"),
                                        rs.getString("name"),
                                        rs.getString("email"),
                                        ZoneId.of(rs.getString("time_zone")),
                                        rs.getInt("active") == 1,
                                        roles.getOrDefault(rs.getString("id"), Set.of())),
                                rs.getLong("epoch"),
                                Optional.ofNullable(rs.getString("password_hash"))))
                .list();
    }

    /// Empty where the identity no longer holds: gone, inactive, changed, or its key ended. Of
    /// somebody active; empty for everybody else.
    Set<String> rolesOf(Tx tx, String personId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT r.role FROM person_role r JOIN person p ON p.id = r.person_id"
                                + " WHERE p.id = :id AND p.active = 1")
                .bind("id", personId)
                .mapTo(String.class)
                .set();
    }

    boolean isActive(Tx tx, String personId) {
        return tx.jdbi()
                        .createQuery("SELECT COUNT(*) FROM person WHERE id = :id AND active = 1")
                        .bind("id", personId)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    boolean stillHolds(Tx tx, Identity identity, Instant now) throws SQLException {
        var key = identity.keyId();
        var statement = tx.prepared(key.isPresent() ? CHECK_KEY : CHECK_PERSON);
        statement.setString(1, key.orElse(identity.id()));
        try (var rs = statement.executeQuery()) {
            if (!rs.next() || rs.getLong(1) != identity.epoch() || rs.getInt(2) != 1) {
                return false;
            }
            if (key.isEmpty()) {
                return true;
            }
            rs.getLong(3);
            return rs.wasNull() && now.toEpochMilli() < rs.getLong(4);
        }
    }

    void insertKey(
            Tx tx,
            String id,
            String personId,
            String label,
            String lookup,
            String hint,
            Instant at,
            String by,
            Instant expiresAt) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO api_key (id, person_id, label, lookup, hint, created_at, created_by, expires_at)
                        VALUES (:id, :person, :label, :lookup, :hint, :at, :by, :expires)
                        """)
                .bind("id", id)
                .bind("person", personId)
                .bind("label", label)
                .bind("lookup", lookup)
                .bind("hint", hint)
                .bind("at", at.toEpochMilli())
                .bind("by", by)
                .bind("expires", expiresAt.toEpochMilli())
                .execute();
    }

    boolean revokeKey(Tx tx, String id, Instant at, String by) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE api_key SET revoked_at = :at, revoked_by = :by
                                WHERE id = :id AND revoked_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .bind("by", by)
                        .execute()
                == 1;
    }

    List<KeyRow> usableKeys(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        "SELECT id, person_id, lookup, expires_at FROM api_key WHERE revoked_at IS"
                                + " NULL")
                .map((rs, _) ->
                        new KeyRow(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getString(3),
                                Instant.ofEpochMilli(rs.getLong(4))))
                .list();
    }

    List<KeyInfo> keysOf(Tx tx, String personId) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT id, person_id, label, hint, created_at, expires_at, revoked_at, last_used_at
                        FROM api_key WHERE person_id = :person ORDER BY created_at DESC
                        """)
                .bind("person", personId)
                .map((rs, _) -> {
                    return new KeyInfo(
                            rs.getString("id"),
                            rs.getString("person_id"),
                            rs.getString("label"),
                            rs.getString("hint"),
                            Instant.ofEpochMilli(rs.getLong("created_at")),
                            Instant.ofEpochMilli(rs.getLong("expires_at")),
                            instant(rs, "revoked_at"),
                            instant(rs, "last_used_at"));
                })
                .list();
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    void used(Tx tx, String keyId, Instant at) throws SQLException {
        var update = tx.prepared("UPDATE api_key SET last_used_at = ? WHERE id = ?");
        update.setLong(1, at.toEpochMilli());
        update.setString(2, keyId);
        update.executeUpdate();
    }

    void insertSession(
            Tx tx, String lookup, String personId, String csrf, Instant at, Instant expires) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO web_session (lookup, person_id, csrf, created_at, seen_at, expires_at)
                        VALUES (:lookup, :person, :csrf, :at, :at, :expires)
                        """)
                .bind("lookup", lookup)
                .bind("person", personId)
                .bind("csrf", csrf)
                .bind("at", at.toEpochMilli())
                .bind("expires", expires.toEpochMilli())
                .execute();
    }

    Optional<SessionRow> session(Tx tx, String lookup) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT person_id, csrf, seen_at, expires_at FROM web_session
                        WHERE lookup = :lookup
                        """)
                .bind("lookup", lookup)
                .map((rs, _) ->
                        new SessionRow(
                                rs.getString(1),
                                rs.getString(2),
                                Instant.ofEpochMilli(rs.getLong(3)),
                                Instant.ofEpochMilli(rs.getLong(4))))
                .findOne();
    }

    void touchSession(Tx tx, String lookup, Instant at) {
        tx.jdbi()
                .createUpdate("UPDATE web_session SET seen_at = :at WHERE lookup = :lookup")
                .bind("lookup", lookup)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    void deleteSession(Tx tx, String lookup) {
        tx.jdbi()
                .createUpdate("DELETE FROM web_session WHERE lookup = :lookup")
                .bind("lookup", lookup)
                .execute();
    }

    /// The oldest sessions beyond the limit are ended (A4: three at a time); never the newest one,
    /// also where several began in the same millisecond.
    void keepNewest(Tx tx, String personId, String newest, int keep) {
        tx.jdbi()
                .createUpdate(
                        """
                        DELETE FROM web_session WHERE person_id = :person AND lookup <> :newest
                          AND lookup NOT IN (
                            SELECT lookup FROM web_session WHERE person_id = :person AND lookup <> :newest
                            ORDER BY created_at DESC, lookup LIMIT :others)
                        """)
                .bind("person", personId)
                .bind("newest", newest)
                .bind("others", keep - 1)
                .execute();
    }
}
