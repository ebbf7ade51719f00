package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table desk_proposal.
final class ProposalStore {
    private static final String SEPARATOR = "\n";

    void insert(Tx tx, Proposal p) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_proposal (id, case_id, version, learner, chosen, text, to_role,
                          justification, conditions, because, mentors, proposed_at, state)
                        VALUES (:id, :case, :version, :learner, :chosen, :text, :to, :why, :conditions,
                          :because, :mentors, :at, 'waits')
                        """)
                .bind("id", p.id())
                .bind("case", p.caseId())
                .bind("version", p.seenVersion())
                .bind("learner", p.learner())
                .bind("chosen", p.decision().chosen())
                .bind("text", p.decision().text())
                .bind("to", p.decision().to())
                .bind("why", p.decision().justification())
                .bind("conditions", CaseRow.json(p.decision().conditions()))
                .bind("because", String.join(SEPARATOR, p.because()))
                .bind("mentors", String.join(SEPARATOR, p.mentors()))
                .bind("at", p.proposedAt().toEpochMilli())
                .execute();
    }

    /// False where it had ended before.
    boolean end(
            Tx tx, String id, Proposal.State state, Optional<String> by, String words, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE desk_proposal SET state = :state, mentor = :by, words ="
                                        + " :words, ended_at = :at WHERE id = :id AND state ="
                                        + " 'waits'")
                        .bind("id", id)
                        .bind("state", state.name().toLowerCase(Locale.ROOT))
                        .bind("by", by.orElse(null))
                        .bind("words", words)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<Proposal> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM desk_proposal WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> proposal(rs))
                .findOne();
    }

    /// The oldest first.
    List<Proposal> waiting(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM desk_proposal WHERE state = 'waits' ORDER BY proposed_at, id"
                                + " LIMIT 500")
                .map((rs, _) -> proposal(rs))
                .list();
    }

    /// The newest first.
    List<Proposal> of(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM desk_proposal WHERE case_id = :case ORDER BY proposed_at"
                                + " DESC, id DESC")
                .bind("case", caseId)
                .map((rs, _) -> proposal(rs))
                .list();
    }

    private static Proposal proposal(ResultSet rs) throws SQLException {
        var ended = rs.getLong("ended_at");
        return new Proposal(
                rs.getString("id"),
                rs.getString("case_id"),
                rs.getInt("version"),
                rs.getString("learner"),
                new WrittenDecision(
                        rs.getString("chosen"),
                        rs.getString("text"),
                        rs.getString("to_role"),
                        rs.getString("justification"),
                        CaseRow.texts(rs.getString("conditions"))),
                lines(rs.getString("because")),
                lines(rs.getString("mentors")),
                Instant.ofEpochMilli(rs.getLong("proposed_at")),
                Proposal.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(rs.getString("mentor")),
                Optional.ofNullable(rs.getString("words")),
                ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }
}
