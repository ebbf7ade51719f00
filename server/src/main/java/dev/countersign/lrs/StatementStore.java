package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.lrs.rule.Json;
import dev.countersign.storage.Dialect;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The tables lrs_head, lrs_statement, lrs_agent, lrs_activity, lrs_follow and lrs_attachment:
/// writing, and single statements.
final class StatementStore {
    static final String COLUMNS =
            "s.seq, s.id, s.stored_at, s.voids, s.voided, s.same_as, s.key_id, s.body";

    // How far statements about statements about … are followed, so that a unit of work stays small.
    private static final int MOST_FOLLOWED = 100;

    record Row(
            long seq,
            String id,
            Instant storedAt,
            boolean voids,
            boolean voided,
            String sense,
            String keyId,
            String body) {
        ObjectNode statement() {
            return (ObjectNode) Json.kept(body);
        }
    }

    record Head(long seq, Instant storedAt) {}

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// Numbers and times for so many statements; later than every one before.
    ///
    /// @return the first of them
    Head advance(Tx tx, int many, Instant now) {
        var was = head(tx);
        var first = Math.max(micros(now), micros(was.storedAt()) + 1);
        tx.jdbi()
                .createUpdate("UPDATE lrs_head SET seq = :seq, stored_at = :at WHERE id = 1")
                .bind("seq", was.seq() + many)
                .bind("at", first + many - 1)
                .execute();
        return new Head(was.seq() + 1, instant(first));
    }

    Head head(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT seq, stored_at FROM lrs_head WHERE id = 1")
                .map((rs, _) -> new Head(rs.getLong("seq"), instant(rs.getLong("stored_at"))))
                .one();
    }

    /// Waits for every unit that has numbers and is not committed. On SQLite units commit in their
    /// order, so that being a unit is enough.
    void barrier(Tx tx) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            var _ =
                    tx.jdbi()
                            .createQuery("SELECT seq FROM lrs_head WHERE id = 1 FOR SHARE")
                            .mapTo(Long.class)
                            .one();
        }
    }

    void insert(Tx tx, long seq, Instant storedAt, Prepared p, String keyId, boolean voided) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_statement (seq, id, stored_at, verb_key, registration,
                          refers_to, voids, voided, same_as, key_id, body)
                        VALUES (:seq, :id, :at, :verb, :registration, :refers, :voids, :voided,
                          :sense, :key, :body)
                        """)
                .bind("seq", seq)
                .bind("id", p.id())
                .bind("at", micros(storedAt))
                .bind("verb", p.verbKey())
                .bind("registration", p.registration())
                .bind("refers", p.refersTo())
                .bind("voids", p.voids() ? 1 : 0)
                .bind("voided", voided ? 1 : 0)
                .bind("sense", p.sense())
                .bind("key", keyId)
                .bind("body", p.statement().toString())
                .execute();
    }

    void name(Tx tx, String table, String key, long seq, boolean related) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO lrs_%1$s (%1$s_key, seq, related) VALUES (:key, :seq, :related)"
                                .formatted(table))
                .bind("key", key)
                .bind("seq", seq)
                .bind("related", related ? 1 : 0)
                .execute();
    }

    void attach(Tx tx, long seq, Prepared.Attachment a) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_attachment (seq, sha2, content_type, content)
                        VALUES (:seq, :sha2, :type, :content) ON CONFLICT DO NOTHING
                        """)
                .bind("seq", seq)
                .bind("sha2", a.sha2())
                .bind("type", a.contentType())
                .bind("content", a.content())
                .execute();
    }

    List<Prepared.Attachment> attachments(Tx tx, long seq) {
        return tx.jdbi()
                .createQuery(
                        "SELECT sha2, content_type, content FROM lrs_attachment"
                                + " WHERE seq = :seq ORDER BY sha2")
                .bind("seq", seq)
                .map((rs, _) ->
                        new Prepared.Attachment(
                                rs.getString("sha2"),
                                rs.getString("content_type"),
                                rs.getBytes("content")))
                .list();
    }

    Optional<Row> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT " + COLUMNS + " FROM lrs_statement s WHERE s.id = :id")
                .bind("id", id)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    void markVoided(Tx tx, long seq) {
        tx.jdbi()
                .createUpdate("UPDATE lrs_statement SET voided = 1 WHERE seq = :seq")
                .bind("seq", seq)
                .execute();
    }

    boolean isVoidedBefore(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(
                        "SELECT 1 FROM lrs_statement WHERE refers_to = :id AND voids = 1 LIMIT 1")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Brings together what a new statement is about, and what is about it already.
    void follow(Tx tx, long seq, Prepared p) {
        p.refersTo()
                .flatMap(id -> find(tx, id))
                .ifPresent(target -> {
                    follow(tx, seq, target.seq());
                    targets(tx, target.seq()).forEach(t -> follow(tx, seq, t));
                });
        var about =
                tx.jdbi()
                        .createQuery(
                                "SELECT seq FROM lrs_statement WHERE refers_to = :id"
                                        + " ORDER BY seq LIMIT :most")
                        .bind("id", p.id())
                        .bind("most", MOST_FOLLOWED)
                        .mapTo(Long.class)
                        .list();
        for (long source : about) {
            follow(tx, source, seq);
            targets(tx, seq).forEach(t -> follow(tx, source, t));
            sources(tx, source).forEach(s -> follow(tx, s, seq));
        }
    }

    private List<Long> targets(Tx tx, long source) {
        return tx.jdbi()
                .createQuery("SELECT target FROM lrs_follow WHERE source = :source LIMIT :most")
                .bind("source", source)
                .bind("most", MOST_FOLLOWED)
                .mapTo(Long.class)
                .list();
    }

    private List<Long> sources(Tx tx, long target) {
        return tx.jdbi()
                .createQuery("SELECT source FROM lrs_follow WHERE target = :target LIMIT :most")
                .bind("target", target)
                .bind("most", MOST_FOLLOWED)
                .mapTo(Long.class)
                .list();
    }

    private void follow(Tx tx, long source, long target) {
        if (source != target) {
            tx.jdbi()
                    .createUpdate(
                            "INSERT INTO lrs_follow (source, target) VALUES (:source, :target)"
                                    + " ON CONFLICT DO NOTHING")
                    .bind("source", source)
                    .bind("target", target)
                    .execute();
        }
    }

    static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getLong("seq"),
                rs.getString("id"),
                instant(rs.getLong("stored_at")),
                rs.getInt("voids") == 1,
                rs.getInt("voided") == 1,
                rs.getString("same_as"),
                rs.getString("key_id"),
                rs.getString("body"));
    }
}
