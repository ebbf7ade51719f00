package dev.countersign.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.desk.ExceptionCase.State;
import dev.countersign.kernel.Reason;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables desk_case, desk_decision and desk_grant.
final class DeskStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    void insert(Tx tx, String id, NewCase c, Instant at, Instant due) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_case (id, kind, state, version, title, raised_by, raised_role,
                          approver_role, call_id, tool, request_shown, answer_proposed, reasons,
                          request_digest, answer_digest, playbook_version, prompt, model, region,
                          confidence, opened_at, due_at, clearance_ms, category, subtype, severity,
                          service, environment, team, tags, rule, evidence, source, source_id,
                          taxonomy)
                        VALUES (:id, :kind, 'open', 1, :title, :raisedBy, :raisedRole,
                          :approverRole, :callId, :tool, :request, :answer, :reasons,
                          :requestDigest, :answerDigest, :playbook, :prompt, :model, :region,
                          :confidence, :at, :due, :clearance, :category, :subtype, :severity,
                          :service, :environment, :team, :tags, :rule, :evidence, :source, :sourceId,
                          :taxonomy)
                        """)
                .bindMap(facts(c))
                .bind("id", id)
                .bind("kind", c.kind().name().toLowerCase(Locale.ROOT))
                .bind("title", c.title())
                .bind("raisedBy", c.raisedBy())
                .bind("raisedRole", c.raisedRole())
                .bind("approverRole", c.approverRole())
                .bind("callId", c.callId())
                .bind("tool", c.tool())
                .bind("request", c.requestShown())
                .bind("answer", c.answerProposed())
                .bind("reasons", json(c.reasons()))
                .bind("requestDigest", c.requestDigest())
                .bind("answerDigest", c.answerDigest())
                .bind("playbook", c.playbookVersion())
                .bind("prompt", c.prompt())
                .bind("model", c.model())
                .bind("region", c.region())
                .bind("confidence", c.confidence().orElse(null))
                .bind("at", at.toEpochMilli())
                .bind("due", due.toEpochMilli())
                .bind("clearance", c.clearance().toMillis())
                .execute();
    }

    private static Map<String, @Nullable Object> facts(NewCase c) {
        var out = new HashMap<String, @Nullable Object>();
        var f = c.facts();
        out.put("category", f.map(CaseFacts::category).orElse(""));
        out.put("subtype", f.map(CaseFacts::subtype).orElse(""));
        out.put("severity", f.map(x -> x.severity().name()).orElse(""));
        out.put("service", f.map(CaseFacts::service).orElse(""));
        out.put("environment", f.map(CaseFacts::environment).orElse(""));
        out.put("team", f.map(CaseFacts::team).orElse(""));
        out.put("tags", f.map(x -> String.join("\n", x.tags())).orElse(""));
        out.put("rule", f.map(CaseFacts::rule).orElse(""));
        out.put("evidence", f.map(CaseFacts::evidence).orElse(""));
        out.put("source", f.map(CaseFacts::source).orElse(null));
        out.put("sourceId", f.map(CaseFacts::sourceId).orElse(null));
        out.put("taxonomy", f.map(CaseFacts::taxonomy).orElse(""));
        return out;
    }

    private static Optional<CaseFacts> facts(ResultSet rs) throws SQLException {
        var source = rs.getString("source");
        if (source == null) {
            return Optional.empty();
        }
        return Optional.of(
                new CaseFacts(
                        rs.getString("category"),
                        rs.getString("subtype"),
                        CaseFacts.Severity.valueOf(rs.getString("severity")),
                        rs.getString("service"),
                        rs.getString("environment"),
                        rs.getString("team"),
                        rs.getString("tags").lines().toList(),
                        rs.getString("rule"),
                        rs.getString("evidence"),
                        source,
                        rs.getString("source_id"),
                        rs.getString("taxonomy")));
    }

    Optional<ExceptionCase> ofSource(Tx tx, String source, String sourceId) {
        return list(
                        tx,
                        "WHERE source = :source AND source_id = :sourceId",
                        Map.of("source", source, "sourceId", sourceId),
                        1)
                .stream()
                .findFirst();
    }

    Optional<ExceptionCase> find(Tx tx, String id) {
        var found = list(tx, "WHERE id = :id", Map.of("id", id), 1);
        return found.stream().findFirst();
    }

    Optional<ExceptionCase> ofCall(Tx tx, String callId) {
        return list(tx, "WHERE call_id = :call", Map.of("call", callId), 1).stream().findFirst();
    }

    List<ExceptionCase> query(Tx tx, CaseQuery q) {
        var clauses = new CaseClauses(q);
        clauses.after(q.after().flatMap(id -> find(tx, id)));
        return list(
                tx,
                clauses.conditions() + clauses.order() + " LIMIT :limit",
                clauses.args(),
                q.limit());
    }

    /// How many match; the query's page does not matter.
    int count(Tx tx, CaseQuery q) {
        var clauses = new CaseClauses(q);
        return tx.jdbi()
                .createQuery("SELECT COUNT(*) FROM desk_case " + clauses.conditions())
                .bindMap(clauses.args())
                .mapTo(Integer.class)
                .one();
    }

    int count(Tx tx, State state, Iterable<String> roles, String notRaisedBy) {
        var total = 0;
        for (var role : roles) {
            total +=
                    tx.jdbi()
                            .createQuery(
                                    """
                                    SELECT COUNT(*) FROM desk_case
                                    WHERE state = :state AND approver_role = :role AND raised_by <> :not
                                    """)
                            .bind("state", state.name().toLowerCase(Locale.ROOT))
                            .bind("role", role)
                            .bind("not", notRaisedBy)
                            .mapTo(Integer.class)
                            .one();
        }
        return total;
    }

    private List<ExceptionCase> list(Tx tx, String tail, Map<String, ?> args, int limit) {
        var sql = "SELECT * FROM desk_case " + tail;
        if (!tail.contains("LIMIT")) {
            sql += " LIMIT :limit";
        }
        var cases =
                tx.jdbi()
                        .createQuery(sql)
                        .bindMap(args)
                        .bind("limit", limit)
                        .map((rs, _) -> exceptionCase(rs))
                        .list();
        var out = new ArrayList<ExceptionCase>(cases.size());
        for (var c : cases) {
            var decisions = decisions(tx, c.id());
            out.add(
                    decisions.isEmpty()
                            ? c
                            : new ExceptionCase(
                                    c.id(),
                                    c.opened(),
                                    c.state(),
                                    c.version(),
                                    c.approverRole(),
                                    c.takenBy(),
                                    c.answerFinal(),
                                    c.openedAt(),
                                    c.dueAt(),
                                    c.breachedAt(),
                                    c.settledAt(),
                                    decisions));
        }
        return out;
    }

    private static List<Decided> decisions(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM desk_decision WHERE case_id = :id ORDER BY decided_at, id")
                .bind("id", caseId)
                .map((rs, _) ->
                        new Decided(
                                rs.getString("id"),
                                Decided.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                                rs.getString("approver"),
                                rs.getString("justification"),
                                Optional.ofNullable(rs.getString("answer")),
                                Optional.ofNullable(rs.getString("escalated_to")),
                                rs.getString("playbook_version"),
                                Instant.ofEpochMilli(rs.getLong("decided_at"))))
                .list();
    }

    void insertDecision(Tx tx, String caseId, Decided d, String shownDigest) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_decision (id, case_id, kind, approver, justification, answer,
                          escalated_to, shown_digest, playbook_version, decided_at)
                        VALUES (:id, :case, :kind, :approver, :why, :answer, :to, :shown, :playbook, :at)
                        """)
                .bind("id", d.id())
                .bind("case", caseId)
                .bind("kind", d.kind().name().toLowerCase(Locale.ROOT))
                .bind("approver", d.approver())
                .bind("why", d.justification())
                .bind("answer", d.answer().orElse(null))
                .bind("to", d.escalatedTo().orElse(null))
                .bind("shown", shownDigest)
                .bind("playbook", d.playbookVersion())
                .bind("at", d.at().toEpochMilli())
                .execute();
    }

    /// Moves an open case on; false where somebody else was quicker.
    boolean settle(Tx tx, ExceptionCase seen, State to, @Nullable String answerFinal, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE desk_case SET state = :to, version = version + 1,
                                  answer_final = :answer, settled_at = :at
                                WHERE id = :id AND state = 'open' AND version = :version
                                """)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("to", to.name().toLowerCase(Locale.ROOT))
                        .bind("answer", answerFinal)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    boolean escalate(Tx tx, ExceptionCase seen, String toRole) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE desk_case SET approver_role = :role, version = version + 1,
                                  taken_by = NULL
                                WHERE id = :id AND state = 'open' AND version = :version
                                """)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("role", toRole)
                        .execute()
                == 1;
    }

    /// An approved case becomes denied; a denied or expired one opens again, due at `due`.
    boolean overturn(Tx tx, ExceptionCase seen, Instant due) {
        var reopens = seen.state() != State.APPROVED;
        return tx.jdbi()
                        .createUpdate(
                                reopens
                                        ? """
                                        UPDATE desk_case SET state = 'open', version = version + 1,
                                          settled_at = NULL, breached_at = NULL, due_at = :due, taken_by = NULL
                                        WHERE id = :id AND version = :version AND state <> 'open'
                                        """
                                        : """
                                        UPDATE desk_case SET state = 'denied', version = version + 1
                                        WHERE id = :id AND version = :version AND state <> 'open' AND :due > 0
                                        """)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("due", due.toEpochMilli())
                        .execute()
                == 1;
    }

    boolean take(Tx tx, String id, @Nullable String by) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE desk_case SET taken_by = :by WHERE id = :id AND state ="
                                        + " 'open'")
                        .bind("id", id)
                        .bind("by", by)
                        .execute()
                == 1;
    }

    void breached(Tx tx, String id, Instant at) {
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET breached_at = :at WHERE id = :id")
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    void insertGrant(Tx tx, ExceptionCase c, Instant expires) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_grant (case_id, call_id, request_digest, answer_digest, expires_at)
                        VALUES (:case, :call, :request, :answer, :expires)
                        ON CONFLICT (case_id) DO UPDATE SET expires_at = excluded.expires_at, used_at = NULL
                        """)
                .bind("case", c.id())
                .bind("call", c.opened().callId())
                .bind("request", c.opened().requestDigest())
                .bind("answer", c.opened().answerDigest())
                .bind("expires", expires.toEpochMilli())
                .execute();
    }

    boolean useGrant(Tx tx, String caseId, String requestDigest, String answerDigest, Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE desk_grant SET used_at = :now
                                WHERE case_id = :case AND used_at IS NULL AND expires_at > :now
                                  AND request_digest = :request AND answer_digest = :answer
                                """)
                        .bind("case", caseId)
                        .bind("request", requestDigest)
                        .bind("answer", answerDigest)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    void revokeGrant(Tx tx, String caseId) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE desk_grant SET expires_at = 0 WHERE case_id = :case AND used_at IS"
                                + " NULL")
                .bind("case", caseId)
                .execute();
    }

    /// Cases from before the column was there have their first due time.
    private static Duration clearance(ResultSet rs, Instant opened, Instant due)
            throws SQLException {
        var millis = rs.getLong("clearance_ms");
        return millis == 0 ? Duration.between(opened, due) : Duration.ofMillis(millis);
    }

    private static ExceptionCase exceptionCase(ResultSet rs) throws SQLException {
        var opened = Instant.ofEpochMilli(rs.getLong("opened_at"));
        var due = Instant.ofEpochMilli(rs.getLong("due_at"));
        return new ExceptionCase(
                rs.getString("id"),
                new NewCase(
                        NewCase.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                        rs.getString("title"),
                        rs.getString("raised_by"),
                        rs.getString("raised_role"),
                        rs.getString("approver_role"),
                        rs.getString("call_id"),
                        rs.getString("tool"),
                        rs.getString("request_shown"),
                        rs.getString("answer_proposed"),
                        reasons(rs.getString("reasons")),
                        rs.getString("request_digest"),
                        rs.getString("answer_digest"),
                        rs.getString("playbook_version"),
                        rs.getString("prompt"),
                        rs.getString("model"),
                        rs.getString("region"),
                        Optional.ofNullable(rs.getString("confidence")),
                        clearance(rs, opened, due),
                        facts(rs)),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getInt("version"),
                rs.getString("approver_role"),
                Optional.ofNullable(rs.getString("taken_by")),
                Optional.ofNullable(rs.getString("answer_final")),
                opened,
                due,
                instant(rs, "breached_at"),
                instant(rs, "settled_at"),
                List.of());
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String json(List<Reason> reasons) {
        try {
            return JSON.writeValueAsString(reasons);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons are plain records", e);
        }
    }

    private static List<Reason> reasons(String json) {
        try {
            return JSON.readValue(json, REASONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons were written by this class", e);
        }
    }
}
