package dev.countersign.desk;

import dev.countersign.desk.Insight.Cell;
import dev.countersign.desk.Insight.Decisions;
import dev.countersign.desk.Insight.Passed;
import dev.countersign.desk.Insight.Taken;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts over desk_case and desk_decision. Exceptions only, unless it says otherwise.
final class InsightStore {
    private final WordStore words = new WordStore();

    /// How many were raised in each category on each UTC day.
    Map<String, Map<Long, Integer>> perDay(Tx tx, Instant from, Instant to) {
        var out = new TreeMap<String, Map<Long, Integer>>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT category, opened_at / 86400000 AS day, COUNT(*) AS n FROM desk_case
                        WHERE kind = 'exception' AND opened_at >= :from AND opened_at < :to
                        GROUP BY category, opened_at / 86400000
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        out.computeIfAbsent(rs.getString("category"), _ -> new TreeMap<>())
                                .put(rs.getLong("day"), rs.getInt("n")))
                .list();
        return out;
    }

    Map<String, Integer> filedUnder(Tx tx, String taxonomy) {
        var out = new TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT category, COUNT(*) AS n FROM desk_case
                        WHERE taxonomy = :taxonomy AND kind = 'exception' GROUP BY category
                        """)
                .bind("taxonomy", taxonomy)
                .map((rs, _) -> out.put(rs.getString("category"), rs.getInt("n")))
                .list();
        return out;
    }

    /// Decisions of one person, or of everybody where none is named.
    Decisions decisions(Tx tx, @Nullable String person, Instant from, Instant to) {
        var counts = new TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT d.kind, COUNT(*) AS n FROM desk_decision d JOIN desk_case c
                          ON c.id = d.case_id
                        WHERE c.kind = 'exception' AND d.decided_at >= :from AND d.decided_at < :to
                          %s
                        GROUP BY d.kind
                        """
                                .formatted(person == null ? "" : "AND d.approver = :person"))
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bindMap(person == null ? Map.of() : Map.of("person", person))
                .map((rs, _) -> counts.put(rs.getString("kind"), rs.getInt("n")))
                .list();
        return new Decisions(
                counts.getOrDefault("approved", 0),
                counts.getOrDefault("edited_and_approved", 0),
                counts.getOrDefault("denied", 0),
                counts.getOrDefault("escalated", 0),
                counts.getOrDefault("overturned", 0));
    }

    List<Passed> passed(Tx tx, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT c.category, d.escalated_to, COUNT(*) AS n FROM desk_decision d
                          JOIN desk_case c ON c.id = d.case_id
                        WHERE c.kind = 'exception' AND d.kind = 'escalated'
                          AND d.decided_at >= :from AND d.decided_at < :to
                        GROUP BY c.category, d.escalated_to ORDER BY n DESC, c.category
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Passed(
                                rs.getString("category"),
                                rs.getString("escalated_to"),
                                rs.getInt("n")))
                .list();
    }

    /// The rules and services with the most exceptions.
    List<Cell> hotSpots(Tx tx, Instant from, Instant to, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT rule, service, COUNT(*) AS n FROM desk_case
                        WHERE kind = 'exception' AND rule <> '' AND opened_at >= :from AND opened_at < :to
                        GROUP BY rule, service ORDER BY n DESC, rule, service LIMIT :most
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("most", most)
                .map((rs, _) ->
                        new Cell(rs.getString("rule"), rs.getString("service"), rs.getInt("n")))
                .list();
    }

    Insight.Became became(Tx tx, Instant from, Instant to, Instant now) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COUNT(*) AS opened,
                          COALESCE(SUM(CASE WHEN state <> 'open' OR due_at <= :now THEN 1 ELSE 0 END), 0)
                            AS judged,
                          COALESCE(SUM(CASE WHEN breached_at IS NOT NULL OR settled_at > due_at
                            OR (state = 'open' AND due_at <= :now) THEN 1 ELSE 0 END), 0) AS late,
                          COALESCE(SUM(CASE WHEN state <> 'open' THEN 1 ELSE 0 END), 0) AS settled,
                          COALESCE(SUM(CASE WHEN state <> 'open' AND EXISTS (SELECT 1
                            FROM desk_decision o WHERE o.case_id = desk_case.id
                              AND o.kind = 'overturned') THEN 1 ELSE 0 END), 0) AS overturned
                        FROM desk_case WHERE opened_at >= :from AND opened_at < :to
                        """)
                .bind("now", now.toEpochMilli())
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Insight.Became(
                                rs.getInt("opened"),
                                rs.getInt("judged"),
                                rs.getInt("late"),
                                rs.getInt("settled"),
                                rs.getInt("overturned")))
                .one();
    }

    OptionalInt openAt(Tx tx, Instant at) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COUNT(*) AS opened,
                          COALESCE(SUM(CASE WHEN settled_at IS NULL OR settled_at > :at THEN 1 ELSE 0 END),
                            0) AS still_open
                        FROM desk_case WHERE opened_at <= :at
                        """)
                .bind("at", at.toEpochMilli())
                .map((rs, _) ->
                        rs.getInt("opened") == 0
                                ? OptionalInt.empty()
                                : OptionalInt.of(rs.getInt("still_open")))
                .one();
    }

    List<Insight.Tally> corrected(Tx tx, Instant from, Instant to) {
        return tally(
                tx,
                """
                SELECT raised_by AS person, '' AS subject, 0 AS category, COUNT(*) AS n,
                  SUM(CASE WHEN EXISTS (SELECT 1 FROM desk_decision d WHERE d.case_id = desk_case.id
                    AND d.kind IN ('edited_and_approved', 'denied', 'overturned')) THEN 1 ELSE 0 END)
                    AS hits
                FROM desk_case
                WHERE kind IN ('held_answer', 'blocked_answer') AND state <> 'open'
                  AND settled_at >= :from AND settled_at < :to
                GROUP BY raised_by ORDER BY raised_by
                """,
                from,
                to);
    }

    List<Insight.Tally> approved(Tx tx, Instant from, Instant to) {
        return tally(
                tx,
                """
                SELECT d.approver AS person,
                  CASE WHEN c.kind = 'exception' THEN c.category ELSE c.tool END AS subject,
                  CASE WHEN c.kind = 'exception' THEN 1 ELSE 0 END AS category,
                  COUNT(*) AS n, SUM(CASE WHEN d.kind = 'denied' THEN 0 ELSE 1 END) AS hits
                FROM desk_decision d JOIN desk_case c ON c.id = d.case_id
                WHERE d.kind IN ('approved', 'edited_and_approved', 'denied')
                  AND c.kind IN ('held_answer', 'blocked_answer', 'refused_action', 'exception')
                  AND d.approver NOT LIKE 'system:%' AND d.decided_at >= :from AND d.decided_at < :to
                GROUP BY d.approver, CASE WHEN c.kind = 'exception' THEN c.category ELSE c.tool END,
                  CASE WHEN c.kind = 'exception' THEN 1 ELSE 0 END
                ORDER BY 2, 1
                """,
                from,
                to);
    }

    private static List<Insight.Tally> tally(Tx tx, String sql, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(sql)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Insight.Tally(
                                rs.getString("person"),
                                rs.getString("subject"),
                                rs.getInt("category") == 1,
                                rs.getInt("hits"),
                                rs.getInt("n")))
                .list();
    }

    int passedTo(Tx tx, Collection<String> roles, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COUNT(DISTINCT case_id) FROM desk_decision
                        WHERE kind = 'escalated' AND escalated_to IN (<roles>)
                          AND decided_at >= :from AND decided_at < :to
                        """)
                .bindList("roles", List.copyOf(roles))
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    /// Of each category, rule and service: those where every one settled was approved as proposed.
    List<Insight.Routine> routine(Tx tx, Instant from, Instant to, int least) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT c.category, c.rule, c.service, COUNT(DISTINCT c.id) AS n,
                          COUNT(DISTINCT d.approver) AS people
                        FROM desk_case c JOIN desk_decision d ON d.case_id = c.id
                        WHERE c.kind = 'exception' AND c.state <> 'open' AND c.rule <> ''
                          AND d.kind <> 'categorised' AND d.kind <> 'amended'
                          AND c.opened_at >= :from AND c.opened_at < :to
                        GROUP BY c.category, c.rule, c.service
                        HAVING COUNT(DISTINCT c.id) >= :least AND COUNT(DISTINCT d.approver) >= 2
                          AND SUM(CASE WHEN d.kind = 'approved' THEN 0 ELSE 1 END) = 0
                        ORDER BY n DESC, c.category, c.rule, c.service LIMIT 20
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("least", least)
                .map((rs, _) ->
                        Insight.Routine.of(
                                rs.getString("category"),
                                rs.getString("rule"),
                                rs.getString("service"),
                                rs.getInt("n"),
                                rs.getInt("people")))
                .list();
    }

    /// Decisions with their cases, the newest first.
    ///
    /// @param filter one of the conditions that [Insight] and [DecisionQuery] write; never
    ///   anybody's text
    List<Taken> taken(Tx tx, String filter, Map<String, ?> args, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT d.id AS decision, d.decided_at, d.kind, d.approver, d.justification,
                          d.escalated_to, desk_case.id, desk_case.title, desk_case.category,
                          desk_case.service, desk_case.rule
                        FROM desk_decision d JOIN desk_case ON desk_case.id = d.case_id
                        WHERE %s ORDER BY d.decided_at DESC, d.id DESC LIMIT :most
                        """
                                .formatted(filter))
                .bindMap(args)
                .bind("most", most)
                .map((rs, _) ->
                        new Taken(
                                rs.getString("decision"),
                                Instant.ofEpochMilli(rs.getLong("decided_at")),
                                rs.getString("id"),
                                rs.getString("title"),
                                rs.getString("category"),
                                rs.getString("service"),
                                rs.getString("rule"),
                                Decided.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                                rs.getString("approver"),
                                rs.getString("escalated_to") == null
                                        ? ""
                                        : rs.getString("escalated_to"),
                                rs.getString("justification")))
                .list();
    }

    List<Taken> taken(Tx tx, DecisionQuery q) {
        var clauses = q.clauses(word -> words.isRare(tx, word));
        return taken(tx, clauses.condition(), clauses.args(), q.limit());
    }

    /// How many there are, up to a limit.
    int count(Tx tx, DecisionQuery q, int most) {
        var clauses = q.clauses(word -> words.isRare(tx, word));
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM (SELECT 1 FROM desk_decision d
                          JOIN desk_case ON desk_case.id = d.case_id WHERE %s LIMIT :most) AS few
                        """
                                .formatted(clauses.condition()))
                .bindMap(clauses.args())
                .bind("most", most)
                .mapTo(Integer.class)
                .one();
    }
}
