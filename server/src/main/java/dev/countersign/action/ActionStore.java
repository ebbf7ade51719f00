package dev.countersign.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.action.ActionRequest.State;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table action_request.
final class ActionStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    void insert(Tx tx, ActionRequest r, Optional<String> key, byte @Nullable [] sealed) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO action_request (id, action, person_id, role, approver_role, state,
                          about, reason, parameters, case_id, playbook_version, request_digest,
                          parameters_digest, idempotency_key, sealed, asked_at)
                        VALUES (:id, :action, :person, :role, :approver, 'waiting',
                          :about, :reason, :parameters, :case, :playbook, :requestDigest,
                          :parametersDigest, :key, :sealed, :at)
                        """)
                .bind("id", r.id())
                .bind("action", r.action())
                .bind("person", r.personId())
                .bind("role", r.role())
                .bind("approver", r.approverRole())
                .bind("about", r.about())
                .bind("reason", r.reason())
                .bind("parameters", json(r.parameters()))
                .bind("case", r.caseId())
                .bind("playbook", r.playbookVersion())
                .bind("requestDigest", r.requestDigest())
                .bind("parametersDigest", r.parametersDigest())
                .bind("key", key.orElse(null))
                .bind("sealed", sealed)
                .bind("at", r.askedAt().toEpochMilli())
                .execute();
    }

    Optional<ActionRequest> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM action_request WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> request(rs))
                .findOne();
    }

    Optional<ActionRequest> byKey(Tx tx, String person, String key) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM action_request WHERE person_id = :person AND"
                                + " idempotency_key = :key")
                .bind("person", person)
                .bind("key", key)
                .map((rs, _) -> request(rs))
                .findOne();
    }

    /// Newest first.
    List<ActionRequest> of(Tx tx, String person, int limit) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM action_request WHERE person_id = :person ORDER BY asked_at"
                                + " DESC, id DESC LIMIT :limit")
                .bind("person", person)
                .bind("limit", limit)
                .map((rs, _) -> request(rs))
                .list();
    }

    byte @Nullable [] sealed(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT sealed FROM action_request WHERE id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne()
                .orElse(null);
    }

    void settle(Tx tx, String id, State to, @Nullable Map<String, String> approved, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE action_request SET state = :to, approved = :approved, settled_at = :at
                        WHERE id = :id AND state = 'waiting'
                        """)
                .bind("id", id)
                .bind("to", stored(to))
                .bind("approved", approved == null ? null : json(approved))
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /// After a reversal; what was carried out stays carried out.
    void reverse(Tx tx, String id, State to) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE action_request SET state = :to, approved = NULL, settled_at = NULL
                        WHERE id = :id AND state <> 'carried_out'
                        """)
                .bind("id", id)
                .bind("to", stored(to))
                .execute();
    }

    boolean carriedOut(Tx tx, String id, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE action_request SET state = 'carried_out', carried_out_at = :at
                                WHERE id = :id AND state = 'approved'
                                """)
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    private static String stored(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ActionRequest request(ResultSet rs) throws SQLException {
        return new ActionRequest(
                rs.getString("id"),
                rs.getString("action"),
                rs.getString("person_id"),
                rs.getString("role"),
                rs.getString("approver_role"),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("about"),
                rs.getString("reason"),
                texts(rs.getString("parameters")),
                Optional.ofNullable(rs.getString("approved")).map(ActionStore::texts),
                rs.getString("case_id"),
                rs.getString("playbook_version"),
                rs.getString("request_digest"),
                rs.getString("parameters_digest"),
                Instant.ofEpochMilli(rs.getLong("asked_at")),
                instant(rs, "settled_at"),
                instant(rs, "carried_out_at"));
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String json(Map<String, String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts always has a text", e);
        }
    }

    private static Map<String, String> texts(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters were written by this class", e);
        }
    }
}
