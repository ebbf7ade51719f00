package dev.countersign.desk;

import dev.countersign.desk.ExceptionCase.State;
import dev.countersign.desk.rules.Standing;
import dev.countersign.desk.rules.Use;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables desk_case and desk_decision.
final class DeskStore {
    private final WordStore words = new WordStore();

    void insert(Tx tx, String id, NewCase c, Instant at, Instant due, Instant expires) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_case (id, kind, state, version, title, raised_by, raised_role,
                          approver_role, call_id, tool, request_shown, answer_proposed, reasons,
                          request_digest, answer_digest, playbook_version, prompt, model, region,
                          confidence, opened_at, due_at, clearance_ms, category, subtype, severity,
                          service, environment, team, tags, rule, evidence, source, source_id,
                          taxonomy, verdict, category_kind, needed, expires_at)
                        VALUES (:id, :kind, 'open', 1, :title, :raisedBy, :raisedRole,
                          :approverRole, :callId, :tool, :request, :answer, :reasons,
                          :requestDigest, :answerDigest, :playbook, :prompt, :model, :region,
                          :confidence, :at, :due, :clearance, :category, :subtype, :severity,
                          :service, :environment, :team, :tags, :rule, :evidence, :source, :sourceId,
                          :taxonomy, :verdict, :kindOf, :needed, :expires)
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
                .bind("reasons", CaseRow.json(c.reasons()))
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
                .bind("needed", CaseRow.joined(c.groups()))
                .bind("expires", expires.toEpochMilli())
                .execute();
        words.keep(tx, id, c);
    }

    int catchUp(Tx tx, int most) {
        return words.catchUp(tx, most);
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
        out.put("kindOf", f.map(CaseFacts::kind).orElse(""));
        out.put("verdict", f.map(CaseFacts::verdict).orElse(""));
        return out;
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
        var clauses = new CaseClauses(q, word -> words.isRare(tx, word));
        clauses.after(q.after().flatMap(id -> find(tx, id)));
        return list(
                tx,
                clauses.conditions() + clauses.order() + " LIMIT :limit",
                clauses.args(),
                q.limit());
    }

    /// How many match, counted up to a limit; the query's page does not matter.
    int count(Tx tx, CaseQuery q, int most) {
        var clauses = new CaseClauses(q, word -> words.isRare(tx, word));
        return tx.jdbi()
                .createQuery(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM desk_case "
                                + clauses.conditions()
                                + " LIMIT :most) AS found")
                .bindMap(clauses.args())
                .bind("most", most)
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
                                    SELECT COUNT(*) FROM (SELECT 1 FROM desk_case
                                    WHERE state = :state AND approver_role = :role
                                      AND raised_by <> :not LIMIT :most) AS found
                                    """)
                            .bind("most", Desk.COUNTED)
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
                        .map((rs, _) -> CaseRow.read(rs))
                        .list();
        return cases.stream().map(c -> c.with(decisions(tx, c.id()))).toList();
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
                                rs.getString("via").lines().toList(),
                                CaseRow.texts(rs.getString("conditions")),
                                Instant.ofEpochMilli(rs.getLong("decided_at"))))
                .list();
    }

    void insertDecision(Tx tx, String caseId, Decided d, String shownDigest) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_decision (id, case_id, kind, approver, justification, answer,
                          escalated_to, shown_digest, playbook_version, via, conditions, decided_at)
                        VALUES (:id, :case, :kind, :approver, :why, :answer, :to, :shown, :playbook,
                          :via, :conditions, :at)
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
                .bind("via", String.join("\n", d.via()))
                .bind("conditions", CaseRow.json(d.conditions()))
                .bind("at", d.at().toEpochMilli())
                .execute();
    }

    /// Writes what an act led to; false where somebody else was quicker.
    boolean move(Tx tx, ExceptionCase seen, Standing next, Moved moved) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE desk_case SET state = :state, version = :version,
                                  approver_role = :queue, needed = :needed, signatures = :signatures,
                                  past_queues = CASE WHEN :queue = approver_role THEN past_queues
                                    ELSE past_queues || :was END,
                                  editor = :editor, second_needed = :second, text_now = :text,
                                  last_by = :lastBy, last_at = :lastAt, emergency = :emergency,
                                  expires_at = :expires, grant_content = :grant,
                                  grant_expires = :grantExpires, grant_used_at = :grantUsed,
                                  answer_final = :answer, settled_at = :settled, due_at = :due,
                                  breached_at = CASE WHEN :due = due_at THEN breached_at ELSE NULL END,
                                  taken_by = CASE WHEN :queue = approver_role AND :due = due_at
                                    THEN taken_by ELSE NULL END
                                WHERE id = :id AND version = :seen
                                """)
                        .bind("id", seen.id())
                        .bind("seen", seen.version())
                        .bind("state", next.state().name().toLowerCase(Locale.ROOT))
                        .bind("version", next.version())
                        .bind("queue", next.queue())
                        .bind("was", CaseRow.joined(List.of(seen.approverRole())))
                        .bind("needed", CaseRow.joined(next.needed()))
                        .bind("signatures", CaseRow.json(CaseRow.stored(next.signatures())))
                        .bind("editor", next.editor().orElse(null))
                        .bind("second", next.secondNeeded() ? 1 : 0)
                        .bind("text", moved.textNow())
                        .bind("lastBy", next.last().map(Standing.Last::person).orElse(null))
                        .bind("lastAt", next.last().map(l -> l.at().toEpochMilli()).orElse(null))
                        .bind("emergency", next.emergency() ? 1 : 0)
                        .bind("expires", next.expires().toEpochMilli())
                        .bind("grant", next.grant().map(Use::content).orElse(null))
                        .bind(
                                "grantExpires",
                                next.grant().map(g -> g.expires().toEpochMilli()).orElse(null))
                        .bind(
                                "grantUsed",
                                next.grant().filter(Use::used).isPresent()
                                        ? moved.at().toEpochMilli()
                                        : null)
                        .bind(
                                "answer",
                                next.state() == Standing.State.APPROVED ? moved.textNow() : null)
                        .bind("settled", moved.settledAt().map(Instant::toEpochMilli).orElse(null))
                        .bind("due", moved.dueAt().toEpochMilli())
                        .execute()
                == 1;
    }

    /// What a move changes beside the standing.
    record Moved(String textNow, Optional<Instant> settledAt, Instant dueAt, Instant at) {}

    /// What the source says now. Where it still tells no category, the one that a person chose
    /// stays.
    void amend(Tx tx, String id, NewCase c) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE desk_case SET title = :title, request_shown = :request,
                          answer_proposed = :answer, reasons = :reasons,
                          request_digest = :requestDigest, answer_digest = :answerDigest,
                          category = CASE WHEN :category = '' THEN category ELSE :category END,
                          subtype = CASE WHEN :category = '' THEN subtype ELSE :subtype END,
                          category_kind = CASE WHEN :category = '' THEN category_kind
                            ELSE :kindOf END,
                          taxonomy = CASE WHEN :category = '' THEN taxonomy ELSE :taxonomy END,
                          severity = :severity,
                          service = :service, environment = :environment, team = :team, tags = :tags,
                          rule = :rule, evidence = :evidence, verdict = :verdict
                        WHERE id = :id
                        """)
                .bindMap(facts(c))
                .bind("id", id)
                .bind("title", c.title())
                .bind("request", c.requestShown())
                .bind("answer", c.answerProposed())
                .bind("reasons", CaseRow.json(c.reasons()))
                .bind("requestDigest", c.requestDigest())
                .bind("answerDigest", c.answerDigest())
                .execute();
        words.keep(tx, id, c);
    }

    /// False where a category is set already, or the case is no exception or not open.
    boolean categorise(Tx tx, ExceptionCase seen, Category under, List<String> groups) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE desk_case SET category = :category, subtype = :subtype,
                                  taxonomy = :taxonomy, category_kind = :kind, verdict = :verdict, reasons = :reasons,
                                  past_queues = CASE WHEN :queue = approver_role THEN past_queues
                                    ELSE past_queues || :was END,
                                  taken_by = CASE WHEN :queue = approver_role THEN taken_by
                                    ELSE NULL END,
                                  approver_role = :queue, needed = :needed, version = version + 1
                                WHERE id = :id AND version = :seen AND state = 'open'
                                  AND category = '' AND source IS NOT NULL
                                """)
                        .bind("id", seen.id())
                        .bind("seen", seen.version())
                        .bind("queue", groups.getFirst())
                        .bind("was", CaseRow.joined(List.of(seen.approverRole())))
                        .bind("needed", CaseRow.joined(groups))
                        .bind("verdict", under.verdict())
                        .bind("reasons", CaseRow.json(under.reasons()))
                        .bind("category", under.name())
                        .bind("subtype", under.subtype())
                        .bind("taxonomy", under.taxonomy())
                        .bind("kind", under.kind())
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
}
