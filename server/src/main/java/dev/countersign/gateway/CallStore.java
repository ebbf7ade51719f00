package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Reason;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table gateway_call.
final class CallStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};
    private static final String INSERT =
            """
            INSERT INTO gateway_call (id, person_id, role, route, prompt, prompt_version, upstream, model,
              model_version, region, no_training, playbook_version, state, request_text, request_digest,
              redactions, idempotency_key, sealed, node, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SETTLE =
            """
            UPDATE gateway_call SET state = ?, answer_text = ?, answer_digest = ?, response = ?,
              confidence = ?, recipe = ?, redactions = ?, reasons = ?, case_id = ?, sealed = COALESCE(?, sealed),
              settled_at = ?, outcome = ?
            WHERE id = ? AND state IN ('sent', 'releasing')
            """;

    void insert(Tx tx, Prepared p, byte @Nullable [] sealed, String node, Instant at)
            throws SQLException {
        var s = tx.prepared(INSERT);
        s.setString(1, p.id());
        s.setString(2, p.arrival().identity().id());
        s.setString(3, p.role());
        s.setString(4, p.arrival().route().name().toLowerCase(java.util.Locale.ROOT));
        s.setString(5, p.prompt().name());
        s.setInt(6, p.prompt().version());
        s.setString(7, p.upstreamName());
        s.setString(8, p.prompt().model());
        s.setString(9, p.prompt().modelVersion());
        s.setString(10, p.region());
        s.setInt(11, p.upstream().map(u -> u.noTraining()).orElse(true) ? 1 : 0);
        s.setString(12, p.rulebook().reference());
        s.setString(13, p.text());
        s.setString(14, p.requestDigest());
        s.setString(15, counts(p));
        s.setString(16, p.arrival().idempotencyKey().orElse(null));
        setBytes(s, 17, sealed);
        s.setString(18, node);
        s.setLong(19, at.toEpochMilli());
        s.executeUpdate();
    }

    /// False where the call had ended before, for example because the caller left.
    ///
    /// @param text the answer's response, written
    boolean settle(
            Tx tx,
            Prepared p,
            CallState state,
            @Nullable Answer answer,
            @Nullable String text,
            List<Reason> reasons,
            @Nullable String caseId,
            byte @Nullable [] sealed,
            Instant at)
            throws SQLException {
        var s = tx.prepared(SETTLE);
        s.setString(1, state.stored());
        s.setString(2, answer == null ? null : answer.text());
        s.setString(3, answer == null ? null : answer.digest());
        s.setString(4, text);
        s.setString(5, answer == null ? null : answer.confidence().map(c -> c.text()).orElse(null));
        s.setString(
                6, answer == null ? null : answer.confidence().map(c -> c.recipe()).orElse(null));
        s.setString(7, counts(p));
        s.setString(8, reasons.isEmpty() ? null : write(reasons));
        s.setString(9, caseId);
        setBytes(s, 10, sealed);
        s.setLong(11, at.toEpochMilli());
        s.setString(12, state.stored());
        s.setString(13, p.id());
        return s.executeUpdate() == 1;
    }

    private static void setBytes(java.sql.PreparedStatement s, int at, byte @Nullable [] bytes)
            throws SQLException {
        if (bytes == null) {
            s.setNull(at, Types.VARBINARY);
        } else {
            s.setBytes(at, bytes);
        }
    }

    /// Moves a call from one state to another; false where it is in neither of these.
    boolean move(Tx tx, String id, List<CallState> from, CallState to, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE gateway_call SET state = :to, settled_at = :at, outcome ="
                                        + " COALESCE(outcome, :to) WHERE id = :id AND state IN"
                                        + " (<from>)")
                        .bindList("from", from.stream().map(CallState::stored).toList())
                        .bind("id", id)
                        .bind("to", to.stored())
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    boolean beginRelease(Tx tx, String id) throws SQLException {
        var s =
                tx.prepared(
                        "UPDATE gateway_call SET state = 'releasing' WHERE id = ? AND state ="
                                + " 'sent'");
        s.setString(1, id);
        return s.executeUpdate() == 1;
    }

    void setResponse(Tx tx, String id, String response, String answer) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE gateway_call SET response = :response, answer_text = :answer WHERE"
                                + " id = :id")
                .bind("id", id)
                .bind("response", response)
                .bind("answer", answer)
                .execute();
    }

    Optional<CallRecord> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM gateway_call WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> record(rs))
                .findOne();
    }

    Optional<CallRecord> byIdempotencyKey(Tx tx, String personId, String key) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM gateway_call WHERE person_id = :person AND idempotency_key ="
                                + " :key")
                .bind("person", personId)
                .bind("key", key)
                .map((rs, _) -> record(rs))
                .findOne();
    }

    /// Lets a later request have the key of a call that ended without an answer.
    void giveUpKey(Tx tx, String callId) {
        tx.jdbi()
                .createUpdate("UPDATE gateway_call SET idempotency_key = NULL WHERE id = :id")
                .bind("id", callId)
                .execute();
    }

    List<CallRecord> dangling(Tx tx, String node, int limit) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM gateway_call WHERE state IN ('sent', 'releasing') AND node ="
                                + " :node LIMIT :limit")
                .bind("node", node)
                .bind("limit", limit)
                .map((rs, _) -> record(rs))
                .list();
    }

    List<CallRecord> query(Tx tx, CallQuery q) {
        var clauses = new CallClauses(q);
        clauses.after(q.after().flatMap(id -> find(tx, id)));
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM gateway_call "
                                + clauses.conditions()
                                + " ORDER BY created_at DESC, id DESC LIMIT :limit")
                .bindMap(clauses.args())
                .bind("limit", q.limit())
                .map((rs, _) -> record(rs))
                .list();
    }

    /// How many match; the query's page does not matter.
    int count(Tx tx, CallQuery q) {
        var clauses = new CallClauses(q);
        return tx.jdbi()
                .createQuery("SELECT COUNT(*) FROM gateway_call " + clauses.conditions())
                .bindMap(clauses.args())
                .mapTo(Integer.class)
                .one();
    }

    Map<String, Integer> perPerson(Tx tx, Instant from, Instant to) {
        var out = new java.util.TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        "SELECT person_id, COUNT(*) AS calls FROM gateway_call WHERE created_at >="
                                + " :from AND created_at < :to GROUP BY person_id")
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) -> out.put(rs.getString("person_id"), rs.getInt("calls")))
                .list();
        return out;
    }

    /// How many calls of this time were judged how.
    Map<CallState, Integer> outcomes(Tx tx, Instant from, Instant to) {
        var out = new java.util.EnumMap<CallState, Integer>(CallState.class);
        tx.jdbi()
                .createQuery(
                        "SELECT outcome, COUNT(*) AS calls FROM gateway_call WHERE created_at >="
                                + " :from AND created_at < :to AND outcome IS NOT NULL GROUP BY"
                                + " outcome")
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) -> Map.entry(CallState.of(rs.getString(1)), rs.getInt(2)))
                .forEach(e -> out.put(e.getKey(), e.getValue()));
        return out;
    }

    byte @Nullable [] sealed(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT sealed FROM gateway_call WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> Optional.ofNullable(rs.getBytes(1)))
                .findOne()
                .flatMap(o -> o)
                .orElse(null);
    }

    private static CallRecord record(ResultSet rs) throws SQLException {
        var settled = rs.getLong("settled_at");
        var settledAt =
                rs.wasNull()
                        ? Optional.<Instant>empty()
                        : Optional.of(Instant.ofEpochMilli(settled));
        var reasons = rs.getString("reasons");
        try {
            return new CallRecord(
                    rs.getString("id"),
                    rs.getString("person_id"),
                    rs.getString("role"),
                    rs.getString("route"),
                    rs.getString("prompt"),
                    rs.getInt("prompt_version"),
                    rs.getString("upstream"),
                    rs.getString("model"),
                    rs.getString("model_version"),
                    rs.getString("region"),
                    rs.getInt("no_training") == 1,
                    rs.getString("playbook_version"),
                    CallState.of(rs.getString("state")),
                    rs.getString("request_text"),
                    rs.getString("request_digest"),
                    Optional.ofNullable(rs.getString("answer_text")),
                    Optional.ofNullable(rs.getString("answer_digest")),
                    Optional.ofNullable(rs.getString("response")),
                    Optional.ofNullable(rs.getString("confidence")),
                    Optional.ofNullable(rs.getString("recipe")),
                    JSON.readValue(rs.getString("redactions"), COUNTS),
                    reasons == null ? List.of() : JSON.readValue(reasons, REASONS),
                    Optional.ofNullable(rs.getString("case_id")),
                    Instant.ofEpochMilli(rs.getLong("created_at")),
                    settledAt);
        } catch (JsonProcessingException e) {
            throw new SQLException("a call's record is not what this class writes", e);
        }
    }

    private static String counts(Prepared p) {
        var counts = p.masking().counts();
        return counts.isEmpty() ? "{}" : write(counts);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and counts always have a text", e);
        }
    }
}
