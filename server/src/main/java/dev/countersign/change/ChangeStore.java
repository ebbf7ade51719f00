package dev.countersign.change;

import dev.countersign.change.ChangeRequest.Kind;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table change_request.
final class ChangeStore {
    void insert(Tx tx, ChangeRequest c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO change_request (id, kind, subject, version, base, accepted, proposer,
                          why, words, state, case_id, proposed_at)
                        VALUES (:id, :kind, :subject, :version, :base, :accepted, :proposer, :why,
                          :words, 'waiting', :case, :at)
                        """)
                .bind("id", c.id())
                .bind("kind", c.kind().name().toLowerCase(Locale.ROOT))
                .bind("subject", c.subject())
                .bind("version", c.version())
                .bind("base", c.base())
                .bind("accepted", String.join("\n", c.accepted()))
                .bind("proposer", c.proposer())
                .bind("why", c.why())
                .bind("words", String.join("\n", c.words()))
                .bind("case", c.caseId())
                .bind("at", c.proposedAt().toEpochMilli())
                .execute();
    }

    Optional<ChangeRequest> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM change_request WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> change(rs))
                .findOne();
    }

    /// One that waits or is watched for the same thing.
    Optional<ChangeRequest> pending(Tx tx, Kind kind, String subject, int version) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM change_request WHERE kind = :kind AND subject = :subject
                          AND version = :version AND state IN ('waiting', 'shadow')
                        """)
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("subject", subject)
                .bind("version", version)
                .map((rs, _) -> change(rs))
                .findFirst();
    }

    List<ChangeRequest> newest(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM change_request ORDER BY proposed_at DESC, id DESC LIMIT"
                                + " :limit")
                .bind("limit", limit)
                .map((rs, _) -> change(rs))
                .list();
    }

    /// Newest first.
    List<ChangeRequest> stopped(Tx tx, Instant since) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM change_request WHERE state = 'stopped' AND settled_at >= :since
                        ORDER BY settled_at DESC, id LIMIT 20
                        """)
                .bind("since", since.toEpochMilli())
                .map((rs, _) -> change(rs))
                .list();
    }

    void settle(Tx tx, String id, State to, Instant at) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE change_request SET state = :to, settled_at = :at WHERE id = :id")
                .bind("id", id)
                .bind("to", to.name().toLowerCase(Locale.ROOT))
                .bind("at", isSettled(to) ? at.toEpochMilli() : null)
                .execute();
    }

    private static boolean isSettled(State state) {
        return switch (state) {
            case WAITING, SHADOW -> false;
            case IN_FORCE, DENIED, STOPPED -> true;
        };
    }

    private static ChangeRequest change(ResultSet rs) throws SQLException {
        var settled = rs.getLong("settled_at");
        var none = rs.wasNull();
        return new ChangeRequest(
                rs.getString("id"),
                Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                rs.getString("subject"),
                rs.getInt("version"),
                rs.getString("base"),
                lines(rs.getString("accepted")),
                rs.getString("proposer"),
                rs.getString("why"),
                lines(rs.getString("words")),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("case_id"),
                Instant.ofEpochMilli(rs.getLong("proposed_at")),
                none ? Optional.empty() : Optional.of(Instant.ofEpochMilli(settled)));
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }
}
