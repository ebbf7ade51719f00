package dev.countersign.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.practice.Attempt.Look;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables practice_case and practice_comment, in the practice store.
final class PracticeStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param decision the learner's first one
    /// @param inChat whether its form was opened in a chat before that
    record Row(
            String caseId,
            String person,
            int number,
            MockException mock,
            Instant givenAt,
            Optional<String> decision,
            boolean inChat) {}

    static String json(MockException mock) {
        try {
            return JSON.writeValueAsString(mock);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("these are plain records", e);
        }
    }

    private static MockException mock(String json) {
        try {
            return JSON.readValue(json, MockException.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a practice case was changed by hand", e);
        }
    }

    void insert(Tx tx, Row row) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO practice_case (case_id, person, number, mock, given_at)
                        VALUES (:case, :person, :number, :mock, :at)
                        """)
                .bind("case", row.caseId())
                .bind("person", row.person())
                .bind("number", row.number())
                .bind("mock", json(row.mock()))
                .bind("at", row.givenAt().toEpochMilli())
                .execute();
    }

    /// Oldest first.
    List<Row> of(Tx tx, String person) {
        return tx.jdbi()
                .createQuery("SELECT * FROM practice_case WHERE person = :person ORDER BY number")
                .bind("person", person)
                .map((rs, _) -> row(rs))
                .list();
    }

    Optional<Row> find(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery("SELECT * FROM practice_case WHERE case_id = :id")
                .bind("id", caseId)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    /// Everybody who began.
    List<String> learners(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT DISTINCT person FROM practice_case ORDER BY person")
                .mapTo(String.class)
                .list();
    }

    private static Row row(java.sql.ResultSet rs) throws java.sql.SQLException {
        return new Row(
                rs.getString("case_id"),
                rs.getString("person"),
                rs.getInt("number"),
                mock(rs.getString("mock")),
                Instant.ofEpochMilli(rs.getLong("given_at")),
                Optional.ofNullable(rs.getString("decision_id")),
                rs.getObject("chat_at") != null);
    }

    /// Its form was opened in a chat; what is decided already stays as it was.
    void opened(Tx tx, String caseId, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE practice_case SET chat_at = :at
                        WHERE case_id = :case AND decision_id IS NULL AND chat_at IS NULL
                        """)
                .bind("case", caseId)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /// Keeps the first decision; later ones change nothing.
    void decided(Tx tx, String caseId, String decision) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE practice_case SET decision_id = :decision
                        WHERE case_id = :case AND decision_id IS NULL
                        """)
                .bind("case", caseId)
                .bind("decision", decision)
                .execute();
    }

    void comment(Tx tx, String id, String caseId, Look look) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO practice_comment (id, case_id, mentor, words, made_at)
                        VALUES (:id, :case, :mentor, :words, :at)
                        """)
                .bind("id", id)
                .bind("case", caseId)
                .bind("mentor", look.mentor())
                .bind("words", look.words())
                .bind("at", look.at().toEpochMilli())
                .execute();
    }

    List<Look> looks(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM practice_comment WHERE case_id = :id ORDER BY made_at, id")
                .bind("id", caseId)
                .map((rs, _) ->
                        new Look(
                                rs.getString("mentor"),
                                rs.getString("words"),
                                Instant.ofEpochMilli(rs.getLong("made_at"))))
                .list();
    }
}
