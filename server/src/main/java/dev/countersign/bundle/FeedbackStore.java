package dev.countersign.bundle;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table policy_feedback.
final class FeedbackStore {
    private static final int MOST = 500;

    void insert(Tx tx, Feedback f) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO policy_feedback (id, policy, version, author, text, case_id,
                          written_at, state)
                        VALUES (:id, :policy, :version, :author, :text, :case, :at, 'open')
                        """)
                .bind("id", f.id())
                .bind("policy", f.policy())
                .bind("version", f.version())
                .bind("author", f.author())
                .bind("text", f.text())
                .bind("case", f.caseId().orElse(null))
                .bind("at", f.at().toEpochMilli())
                .execute();
    }

    Optional<Feedback> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM policy_feedback WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> feedback(rs))
                .findOne();
    }

    /// Open first, then newest first.
    List<Feedback> all(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM policy_feedback
                        ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, written_at DESC, id
                        LIMIT :most
                        """)
                .bind("most", MOST)
                .map((rs, _) -> feedback(rs))
                .list();
    }

    /// False where it was answered before.
    boolean answer(Tx tx, String id, Feedback.State state, Feedback.Answer answer) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE policy_feedback SET state = :state, answered_version = :version,
                                  answer = :text, answered_by = :by, answered_at = :at
                                WHERE id = :id AND state = 'open'
                                """)
                        .bind("id", id)
                        .bind("state", state.name().toLowerCase(Locale.ROOT))
                        .bind("version", answer.version())
                        .bind("text", answer.text())
                        .bind("by", answer.by())
                        .bind("at", answer.at().toEpochMilli())
                        .execute()
                == 1;
    }

    private static Feedback feedback(ResultSet rs) throws SQLException {
        var by = Optional.ofNullable(rs.getString("answered_by"));
        var at = rs.getLong("answered_at");
        var version = Optional.ofNullable(rs.getString("answered_version")).orElse("");
        var text = Optional.ofNullable(rs.getString("answer")).orElse("");
        return new Feedback(
                rs.getString("id"),
                rs.getString("policy"),
                rs.getString("version"),
                rs.getString("author"),
                rs.getString("text"),
                Optional.ofNullable(rs.getString("case_id")),
                Instant.ofEpochMilli(rs.getLong("written_at")),
                Feedback.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                by.map(who -> new Feedback.Answer(version, text, who, Instant.ofEpochMilli(at))));
    }
}
