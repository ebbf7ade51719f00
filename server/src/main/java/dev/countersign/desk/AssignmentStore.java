package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table desk_assignment, and who has a case now.
final class AssignmentStore {
    /// How an assignment ended.
    enum Ending {
        DONE,
        PASSED_ON,
        BY_OTHER,
        REASSIGNED
    }

    void assign(Tx tx, String caseId, String person, String by, Difficulty d, Instant at) {
        end(tx, caseId, Ending.REASSIGNED, at);
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_assignment (case_id, number, person, assigned_by, assigned_at,
                          difficulty)
                        SELECT :case, COALESCE(MAX(number), 0) + 1, :person, :by, :at, :difficulty
                        FROM desk_assignment WHERE case_id = :case
                        """)
                .bind("case", caseId)
                .bind("person", person)
                .bind("by", by)
                .bind("at", at.toEpochMilli())
                .bind("difficulty", d.name().toLowerCase(java.util.Locale.ROOT))
                .execute();
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET assigned_to = :person WHERE id = :case")
                .bind("case", caseId)
                .bind("person", person)
                .execute();
    }

    /// Ends the open assignment of a case, if it has one.
    void end(Tx tx, String caseId, Ending ending, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE desk_assignment SET ended_at = :at, ending = :ending
                        WHERE case_id = :case AND ended_at IS NULL
                        """)
                .bind("case", caseId)
                .bind("at", at.toEpochMilli())
                .bind("ending", ending.name().toLowerCase(java.util.Locale.ROOT))
                .execute();
    }

    void forget(Tx tx, String caseId) {
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET assigned_to = NULL WHERE id = :case")
                .bind("case", caseId)
                .execute();
    }

    /// How many open cases each person has, assigned or taken.
    Map<String, Integer> loads(Tx tx) {
        var out = new TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT COALESCE(taken_by, assigned_to) AS person, COUNT(*) AS n
                        FROM desk_case WHERE state = 'open'
                          AND (taken_by IS NOT NULL OR assigned_to IS NOT NULL)
                        GROUP BY COALESCE(taken_by, assigned_to)
                        """)
                .map((rs, _) -> out.put(rs.getString("person"), rs.getInt("n")))
                .list();
        return out;
    }

    /// How many cases each person has decided.
    Map<String, Integer> decided(Tx tx) {
        var out = new TreeMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT approver, COUNT(*) AS n FROM desk_decision
                        WHERE kind IN ('approved', 'edited_and_approved', 'denied')
                        GROUP BY approver
                        """)
                .map((rs, _) -> out.put(rs.getString("approver"), rs.getInt("n")))
                .list();
        return out;
    }

    List<Assignments.Tally> tallies(Tx tx, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT a.person, COUNT(*) AS n,
                          SUM(CASE WHEN a.ending = 'done' THEN 1 ELSE 0 END) AS done,
                          SUM(CASE WHEN a.ending = 'passed_on' THEN 1 ELSE 0 END) AS passed,
                          SUM(CASE WHEN a.ending = 'by_other' THEN 1 ELSE 0 END) AS other,
                          SUM(CASE WHEN a.ending = 'reassigned' THEN 1 ELSE 0 END) AS moved,
                          SUM(CASE WHEN a.ended_at IS NULL THEN 1 ELSE 0 END) AS open,
                          SUM(CASE WHEN a.ended_at IS NULL AND c.due_at <= :to THEN 1 ELSE 0 END)
                            AS late,
                          SUM(CASE WHEN a.ending = 'done' THEN a.ended_at - a.assigned_at ELSE 0 END)
                            AS spent
                        FROM desk_assignment a JOIN desk_case c ON c.id = a.case_id
                        WHERE a.assigned_at >= :from AND a.assigned_at < :to
                        GROUP BY a.person ORDER BY a.person
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Assignments.Tally(
                                rs.getString("person"),
                                rs.getInt("n"),
                                rs.getInt("done"),
                                rs.getInt("passed"),
                                rs.getInt("other"),
                                rs.getInt("moved"),
                                rs.getInt("open"),
                                rs.getInt("late"),
                                rs.getInt("done") == 0
                                        ? -1
                                        : (int) (rs.getLong("spent") / rs.getInt("done") / 60_000)))
                .list();
    }
}
