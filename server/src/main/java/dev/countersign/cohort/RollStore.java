package dev.countersign.cohort;

import dev.countersign.cohort.Attendance.Mark;
import dev.countersign.cohort.Attendance.State;
import dev.countersign.cohort.Roll.Marked;
import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The table cohort_attendance.
final class RollStore {
    private static final String REASON = "reason";

    private final Vault vault;

    RollStore(Vault vault) {
        this.vault = vault;
    }

    private static byte[] context(String session, String person, int number) {
        return ("attendance " + session + " " + person + " " + number)
                .getBytes(StandardCharsets.UTF_8);
    }

    void insert(Tx tx, String session, String person, Marked m) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO cohort_attendance (session_id, person_id, number, state, late_minutes,
                          sealed, marked_by, marked_at)
                        VALUES (:session, :person, :number, :state, :late, :sealed, :by, :at)
                        """)
                .bind("session", session)
                .bind("person", person)
                .bind("number", m.number())
                .bind("state", m.mark().state().name().toLowerCase(Locale.ROOT))
                .bind("late", m.mark().lateMinutes())
                .bind(
                        "sealed",
                        m.reason().isEmpty()
                                ? null
                                : vault.sealTexts(
                                        tx,
                                        person,
                                        Map.of(REASON, m.reason()),
                                        context(session, person, m.number())))
                .bind("by", m.by())
                .bind("at", m.at().toEpochMilli())
                .execute();
    }

    /// The newest first, with reasons.
    List<Marked> history(Tx tx, String session, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM cohort_attendance WHERE session_id = :session
                          AND person_id = :person ORDER BY number DESC
                        """)
                .bind("session", session)
                .bind("person", person)
                .map((rs, _) -> {
                    var number = rs.getInt("number");
                    var sealed = rs.getBytes("sealed");
                    return new Marked(
                            number,
                            mark(rs),
                            sealed == null
                                    ? ""
                                    : reason(tx, person, sealed, context(session, person, number)),
                            rs.getString("marked_by"),
                            Instant.ofEpochMilli(rs.getLong("marked_at")));
                })
                .list();
    }

    private String reason(Tx tx, String person, byte[] sealed, byte[] context) throws SQLException {
        return vault.openTexts(tx, person, sealed, context)
                .map(t -> t.getOrDefault(REASON, ""))
                .orElse("erased");
    }

    /// What counts, of everybody, by session and person; without reasons.
    ///
    /// @param person empty for everybody
    Map<String, Map<String, Mark>> marks(Tx tx, String cohort, String person) {
        var out = new HashMap<String, Map<String, Mark>>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT a.session_id, a.person_id, a.state, a.late_minutes
                        FROM cohort_attendance a JOIN cohort_session s ON s.id = a.session_id
                        WHERE s.cohort_id = :cohort AND (:person = '' OR a.person_id = :person)
                        ORDER BY a.session_id, a.person_id, a.number
                        """)
                .bind("cohort", cohort)
                .bind("person", person)
                .map((rs, _) -> {
                    // The newest comes last and stays.
                    out.computeIfAbsent(rs.getString("session_id"), _ -> new HashMap<>())
                            .put(rs.getString("person_id"), mark(rs));
                    return true;
                })
                .list();
        return out;
    }

    private static Mark mark(ResultSet rs) throws SQLException {
        return new Mark(
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getInt("late_minutes"));
    }
}
