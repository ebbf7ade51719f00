package dev.countersign.coaching;

import dev.countersign.coaching.Concern.Event;
import dev.countersign.coaching.Concern.Field;
import dev.countersign.coaching.Concern.Status;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tables concern and concern_event.
final class ConcernStore {
    private static final String TEXT = "text";

    private final Texts texts;

    ConcernStore(Texts texts) {
        this.texts = texts;
    }

    /// Whose erasure takes the question with it.
    private static String keyholder(String id, String raisedBy) {
        return raisedBy.isEmpty() ? id : raisedBy;
    }

    void insert(Tx tx, Concern c) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO concern (id, raised_by, about, owner, status, question, raised_at,
                          version)
                        VALUES (:id, :by, :about, '', :status, :question, :at, 1)
                        """)
                .bind("id", c.id())
                .bind("by", c.raisedBy())
                .bind("about", c.about())
                .bind("status", c.status().name().toLowerCase(Locale.ROOT))
                .bind("question", question(tx, c.id(), c.raisedBy(), c.question()))
                .bind("at", c.raisedAt().toEpochMilli())
                .execute();
    }

    private byte @org.jspecify.annotations.Nullable [] question(
            Tx tx, String id, String raisedBy, String text) throws SQLException {
        return texts.seal(tx, keyholder(id, raisedBy), id + " question", Map.of(TEXT, text));
    }

    /// @return false where somebody was quicker
    boolean change(Tx tx, Concern c, int version) throws SQLException {
        var answer = new TreeMap<String, String>();
        c.answer().forEach((f, text) -> answer.put(f.name(), text));
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE concern SET raised_by = :by, about = :about, owner = :owner,
                                  status = :status, question = :question, answer = :answer,
                                  version = version + 1
                                WHERE id = :id AND version = :version
                                """)
                        .bind("by", c.raisedBy())
                        .bind("about", c.about())
                        .bind("owner", c.owner())
                        .bind("status", c.status().name().toLowerCase(Locale.ROOT))
                        .bind("question", question(tx, c.id(), c.raisedBy(), c.question()))
                        .bind("answer", texts.seal(tx, c.id(), c.id() + " answer", answer))
                        .bind("id", c.id())
                        .bind("version", version)
                        .execute()
                == 1;
    }

    /// As if it had never been proposed.
    void forget(Tx tx, String id) {
        tx.jdbi()
                .createUpdate("DELETE FROM concern_event WHERE concern_id = :id")
                .bind("id", id)
                .execute();
        tx.jdbi().createUpdate("DELETE FROM concern WHERE id = :id").bind("id", id).execute();
    }

    Optional<Concern> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM concern WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> concern(tx, rs))
                .findOne();
    }

    List<Concern> newest(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM concern ORDER BY CASE status WHEN 'settled' THEN 1 ELSE 0 END,"
                                + " raised_at DESC, id LIMIT :most")
                .bind("most", most)
                .map((rs, _) -> concern(tx, rs))
                .list();
    }

    private Concern concern(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var by = rs.getString("raised_by");
        var answer = new EnumMap<Field, String>(Field.class);
        texts.open(tx, id, id + " answer", rs.getBytes("answer"))
                .forEach((f, text) -> answer.put(Field.valueOf(f), text));
        return new Concern(
                id,
                by,
                rs.getString("about"),
                rs.getString("owner"),
                Status.valueOf(rs.getString("status").toUpperCase(Locale.ROOT)),
                texts.open(tx, keyholder(id, by), id + " question", rs.getBytes("question"))
                        .getOrDefault(TEXT, ""),
                answer,
                Instant.ofEpochMilli(rs.getLong("raised_at")),
                rs.getInt("version"));
    }

    void note(Tx tx, String id, String what, String actor, String words, Instant at)
            throws SQLException {
        var number =
                1
                        + tx.jdbi()
                                .createQuery(
                                        "SELECT COALESCE(MAX(number), 0) FROM concern_event WHERE"
                                                + " concern_id = :id")
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .one();
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO concern_event (concern_id, number, what, actor, words, at) VALUES"
                                + " (:id, :number, :what, :actor, :words, :at)")
                .bind("id", id)
                .bind("number", number)
                .bind("what", what)
                .bind("actor", actor)
                .bind(
                        "words",
                        words.isEmpty()
                                ? null
                                : texts.seal(
                                        tx,
                                        keyholder(id, actor),
                                        id + " event " + number,
                                        Map.of(TEXT, words)))
                .bind("at", at.toEpochMilli())
                .execute();
    }

    List<Event> history(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM concern_event WHERE concern_id = :id ORDER BY number")
                .bind("id", id)
                .map((rs, _) -> {
                    var number = rs.getInt("number");
                    var actor = rs.getString("actor");
                    return new Event(
                            number,
                            rs.getString("what"),
                            actor,
                            texts.open(
                                            tx,
                                            keyholder(id, actor),
                                            id + " event " + number,
                                            rs.getBytes("words"))
                                    .getOrDefault(TEXT, ""),
                            Instant.ofEpochMilli(rs.getLong("at")));
                })
                .list();
    }
}
