package dev.countersign.connect;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table connect_direct: messages to one person, and how far they are.
final class DirectStore {
    /// @param state `waiting`, `sending`, `sent`, `nobody` where no chat knows the person,
    ///   `refused` where it can never arrive, `replaced` by a later one, `gone` with the person
    /// @param room the chat that it is being sent in, or was
    /// @param member the person there
    record Row(
            String id,
            String person,
            String body,
            String state,
            Optional<String> room,
            Optional<String> member,
            Optional<String> why,
            Optional<String> sendId,
            int attempts,
            Optional<Instant> claimedAt,
            Optional<Instant> sentAt) {}

    boolean insert(Tx tx, String id, String person, String body, Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO connect_direct (id, person_id, body, state, due_at, created_at)
                                VALUES (:id, :person, :body, 'waiting', :now, :now)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("person", person)
                        .bind("body", body)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Those that somebody has not got.
    List<Row> missed(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM connect_direct WHERE person_id = :person
                          AND state IN ('waiting', 'nobody') ORDER BY created_at, id
                        """)
                .bind("person", person)
                .map((rs, _) -> row(rs))
                .list();
    }

    Optional<Row> newest(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM connect_direct WHERE person_id = :person
                        ORDER BY created_at DESC, id DESC LIMIT 1
                        """)
                .bind("person", person)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    List<Row> waiting(Tx tx, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM connect_direct WHERE state = 'waiting' AND due_at <= :now
                        ORDER BY due_at, id LIMIT :limit
                        """)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Sent for so long that whoever sent it is gone.
    List<Row> pending(Tx tx, Instant claimedBefore, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM connect_direct WHERE state = 'sending'
                          AND claimed_at <= :before AND due_at <= :now ORDER BY claimed_at LIMIT :limit
                        """)
                .bind("before", claimedBefore.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Those that somebody should know of, the oldest first.
    List<Row> undelivered(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM connect_direct
                        WHERE state IN ('waiting', 'sending', 'nobody', 'refused')
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Only one node sends it.
    boolean claim(Tx tx, String id, String room, String member, String sendId, Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE connect_direct SET state = 'sending', room = :room, member = :member,
                                  send_id = :send, claimed_at = :now, attempts = attempts + 1
                                WHERE id = :id AND state = 'waiting'
                                """)
                        .bind("id", id)
                        .bind("room", room)
                        .bind("member", member)
                        .bind("send", sendId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /// What it said is kept no longer than it has to be.
    void sent(Tx tx, String sendId, Instant now) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_direct SET state = 'sent', sent_at = :now, why = NULL, body = ''
                        WHERE send_id = :send AND state = 'sending'
                        """)
                .bind("send", sendId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    void again(Tx tx, String id, String why, Instant due) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_direct SET state = 'waiting', why = :why, due_at = :due
                        WHERE id = :id AND state IN ('waiting', 'sending')
                        """)
                .bind("id", id)
                .bind("why", why)
                .bind("due", due.toEpochMilli())
                .execute();
    }

    void lookLater(Tx tx, String id, String why, Instant due) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE connect_direct SET why = :why, due_at = :due WHERE id = :id AND state ="
                                + " 'sending'")
                .bind("id", id)
                .bind("why", why)
                .bind("due", due.toEpochMilli())
                .execute();
    }

    void end(Tx tx, String id, String state, String why) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_direct SET state = :state, why = :why
                        WHERE id = :id AND state IN ('waiting', 'sending', 'nobody')
                        """)
                .bind("id", id)
                .bind("state", state)
                .bind("why", why)
                .execute();
    }

    void forget(Tx tx, String person) {
        tx.jdbi()
                .createUpdate("DELETE FROM connect_direct WHERE person_id = :person")
                .bind("person", person)
                .execute();
    }

    void forget(Tx tx, String person, Instant before) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM connect_direct WHERE person_id = :person AND created_at < :before")
                .bind("person", person)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString("id"),
                rs.getString("person_id"),
                rs.getString("body"),
                rs.getString("state"),
                Optional.ofNullable(rs.getString("room")),
                Optional.ofNullable(rs.getString("member")),
                Optional.ofNullable(rs.getString("why")),
                Optional.ofNullable(rs.getString("send_id")),
                rs.getInt("attempts"),
                time(rs, "claimed_at"),
                time(rs, "sent_at"));
    }

    private static Optional<Instant> time(ResultSet rs, String column) throws SQLException {
        var value = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }
}
