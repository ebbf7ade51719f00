package dev.countersign.connect;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table connect_message: what a room is told, and how far that is.
final class OutboxStore {
    enum Kind {
        CARD,
        BURST,
        NOTE
    }

    /// One message to be sent.
    ///
    /// @param under where its card is, for a note
    /// @param attempts so far
    record Row(
            String id,
            Kind kind,
            String caseId,
            String body,
            int attempts,
            Optional<Place> place,
            Optional<Place> under) {}

    /// What may have arrived.
    record Pending(String sendId, Instant claimedAt, Optional<Place> under) {}

    void insertCard(Tx tx, String room, String caseId, String label, int urgency, Instant now) {
        insert(tx, room + "/" + caseId, room, Kind.CARD, caseId, "", label, urgency, "", now);
    }

    void insertBurst(Tx tx, String id, String room, Instant now) {
        insert(tx, id, room, Kind.BURST, "", "", "", 0, "", now);
    }

    void insertNote(Tx tx, String room, String caseId, String entryId, String body, Instant now) {
        var card = room + "/" + caseId;
        insert(tx, card + "/" + entryId, room, Kind.NOTE, caseId, card, "", 0, body, now);
    }

    private static void insert(
            Tx tx,
            String id,
            String room,
            Kind kind,
            String caseId,
            String card,
            String label,
            int urgency,
            String body,
            Instant now) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO connect_message (id, room, kind, case_id, card, label, urgency, body,
                          state, is_open, stale, due_at, attempts, created_at)
                        VALUES (:id, :room, :kind, :case, :card, :label, :urgency, :body,
                          'waiting', 1, 0, :now, 0, :now)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("room", room)
                .bind("kind", kind.name().toLowerCase(java.util.Locale.ROOT))
                .bind("case", caseId)
                .bind("card", card)
                .bind("label", label)
                .bind("urgency", urgency)
                .bind("body", body)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    boolean hasCard(Tx tx, String room, String caseId) {
        return tx.jdbi()
                .createQuery("SELECT 1 FROM connect_message WHERE id = :id AND state <> 'gone'")
                .bind("id", room + "/" + caseId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// The case changed: whatever shows it is out of date.
    void changed(Tx tx, String room, String caseId, boolean open) {
        var id = room + "/" + caseId;
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_message SET is_open = :open,
                          stale = CASE WHEN burst IS NULL AND state <> 'waiting' THEN 1 ELSE stale END
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("open", open ? 1 : 0)
                .execute();
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_message SET stale = 1
                        WHERE id = (SELECT burst FROM connect_message WHERE id = :id)
                        """)
                .bind("id", id)
                .execute();
    }

    int countWaitingCards(Tx tx, String room, Instant now) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT count(*) FROM connect_message
                        WHERE room = :room AND state = 'waiting' AND kind = 'card' AND due_at <= :now
                        """)
                .bind("room", room)
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    /// The most urgent first.
    List<Row> waitingCards(Tx tx, String room, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT m.*, NULL AS under_channel, NULL AS under_message FROM connect_message m
                        WHERE room = :room AND state = 'waiting' AND kind = 'card' AND due_at <= :now
                        ORDER BY urgency, id LIMIT :limit
                        """)
                .bind("room", room)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Notes whose card is there, in the order in which things happened.
    List<Row> waitingNotes(Tx tx, String room, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT n.*, coalesce(c.channel, b.channel) AS under_channel,
                          coalesce(c.message, b.message) AS under_message
                        FROM connect_message n JOIN connect_message c ON c.id = n.card
                        LEFT JOIN connect_message b ON b.id = c.burst
                        WHERE n.room = :room AND n.state = 'waiting' AND n.kind = 'note'
                          AND n.due_at <= :now AND (c.message IS NOT NULL OR b.message IS NOT NULL)
                        ORDER BY n.created_at, n.id LIMIT :limit
                        """)
                .bind("room", room)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Bursts that wait, or that began after `since`; the newest first.
    Optional<Row> burst(Tx tx, String room, Instant since) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT m.*, NULL AS under_channel, NULL AS under_message FROM connect_message m
                        WHERE room = :room AND kind = 'burst'
                          AND (state <> 'sent' OR created_at > :since)
                        ORDER BY created_at DESC, id DESC LIMIT 1
                        """)
                .bind("room", room)
                .bind("since", since.toEpochMilli())
                .map((rs, _) -> row(rs))
                .findOne();
    }

    List<Row> waitingBursts(Tx tx, String room, Instant now) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT m.*, NULL AS under_channel, NULL AS under_message FROM connect_message m
                        WHERE room = :room AND kind = 'burst' AND state = 'waiting' AND due_at <= :now
                        ORDER BY id
                        """)
                .bind("room", room)
                .bind("now", now.toEpochMilli())
                .map((rs, _) -> row(rs))
                .list();
    }

    /// A card that its burst counts from now on.
    boolean join(Tx tx, String id, String burst, Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE connect_message SET state = 'sent', burst = :burst, sent_at = :now
                                WHERE id = :id AND state = 'waiting'
                                """)
                        .bind("id", id)
                        .bind("burst", burst)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /// How many cards a burst counts by label: all, and those that are open.
    Map<String, int[]> counted(Tx tx, String burst) {
        var out = new LinkedHashMap<String, int[]>();
        tx.jdbi()
                .createQuery(
                        """
                        SELECT label, count(*) AS n, sum(is_open) AS o FROM connect_message
                        WHERE burst = :burst GROUP BY label ORDER BY 2 DESC, 1
                        """)
                .bind("burst", burst)
                .map((rs, _) -> {
                    out.put(rs.getString(1), new int[] {rs.getInt(2), rs.getInt(3)});
                    return 0;
                })
                .list();
        return out;
    }

    int sentSince(Tx tx, String room, Instant since) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT count(*) FROM connect_message
                        WHERE room = :room AND kind = 'card' AND sent_at > :since AND burst IS NULL
                        """)
                .bind("room", room)
                .bind("since", since.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    /// Only one node sends it.
    boolean claim(Tx tx, String id, String sendId, Instant now) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE connect_message SET state = 'sending', send_id = :send,
                                  claimed_at = :now, attempts = attempts + 1
                                WHERE id = :id AND state = 'waiting'
                                """)
                        .bind("id", id)
                        .bind("send", sendId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    void sent(Tx tx, String sendId, Place at, Instant now) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_message SET state = 'sent', channel = :channel,
                          message = :message, sent_at = :now
                        WHERE send_id = :send AND state = 'sending'
                        """)
                .bind("send", sendId)
                .bind("channel", at.channel())
                .bind("message", at.message())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    void again(Tx tx, String sendId, Instant dueAt) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_message SET state = 'waiting', due_at = :due
                        WHERE send_id = :send AND state = 'sending'
                        """)
                .bind("send", sendId)
                .bind("due", dueAt.toEpochMilli())
                .execute();
    }

    /// It stopped mattering before it was told, or can never be told.
    void gone(Tx tx, String id) {
        tx.jdbi()
                .createUpdate("UPDATE connect_message SET state = 'gone', stale = 0 WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /// Sent for so long that whoever sent it is gone.
    List<Pending> pending(Tx tx, String room, Instant claimedBefore, Instant now) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT m.send_id, min(m.claimed_at), min(coalesce(c.channel, b.channel)),
                          min(coalesce(c.message, b.message))
                        FROM connect_message m LEFT JOIN connect_message c ON c.id = m.card
                        LEFT JOIN connect_message b ON b.id = c.burst
                        WHERE m.room = :room AND m.state = 'sending' AND m.claimed_at <= :before
                          AND m.due_at <= :now
                        GROUP BY m.send_id ORDER BY 2 LIMIT 50
                        """)
                .bind("room", room)
                .bind("before", claimedBefore.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .map((rs, _) ->
                        new Pending(
                                rs.getString(1),
                                Instant.ofEpochMilli(rs.getLong(2)),
                                place(rs.getString(3), rs.getString(4))))
                .list();
    }

    void lookLater(Tx tx, String sendId, Instant next) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE connect_message SET due_at = :next
                        WHERE send_id = :send AND state = 'sending'
                        """)
                .bind("send", sendId)
                .bind("next", next.toEpochMilli())
                .execute();
    }

    List<Row> stale(Tx tx, String room, Instant now, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT m.*, NULL AS under_channel, NULL AS under_message FROM connect_message m
                        WHERE room = :room AND stale = 1 AND state = 'sent' AND message IS NOT NULL
                          AND due_at <= :now
                        ORDER BY due_at, id LIMIT :limit
                        """)
                .bind("room", room)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// @param next not updated again before
    boolean refresh(Tx tx, String id, Instant next) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE connect_message SET stale = 0, due_at = :next
                                WHERE id = :id AND stale = 1
                                """)
                        .bind("id", id)
                        .bind("next", next.toEpochMilli())
                        .execute()
                == 1;
    }

    void staleAgain(Tx tx, String id, Instant next) {
        tx.jdbi()
                .createUpdate("UPDATE connect_message SET stale = 1, due_at = :next WHERE id = :id")
                .bind("id", id)
                .bind("next", next.toEpochMilli())
                .execute();
    }

    /// A channel's id that the room answered with before.
    Optional<String> channel(Tx tx, String room) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT channel FROM connect_message
                        WHERE room = :room AND channel IS NOT NULL LIMIT 1
                        """)
                .bind("room", room)
                .mapTo(String.class)
                .findOne();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString("id"),
                Kind.valueOf(rs.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                rs.getString("case_id"),
                rs.getString("body"),
                rs.getInt("attempts"),
                place(rs.getString("channel"), rs.getString("message")),
                place(rs.getString("under_channel"), rs.getString("under_message")));
    }

    private static Optional<Place> place(
            @org.jspecify.annotations.Nullable String channel,
            @org.jspecify.annotations.Nullable String message) {
        return channel == null || message == null
                ? Optional.empty()
                : Optional.of(new Place(channel, message));
    }
}
