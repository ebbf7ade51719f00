package dev.countersign.cohort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tables cohort_session, cohort_session_change and cohort_due.
final class SessionStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A date as it is kept.
    record Dated(String cohort, Due due, int sequence, Instant changed) {}

    void insert(Tx tx, Session s) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO cohort_session (id, cohort_id, title, counts, parts, starts_at, ends_at,
                          place, link, cancelled, sequence, changed_at)
                        VALUES (:id, :cohort, :title, :counts, :parts, :starts, :ends, :place, :link,
                          :cancelled, :sequence, :changed)
                        """)
                .bind("id", s.id())
                .bind("cohort", s.cohort())
                .bind("title", s.title())
                .bind("counts", s.counts() ? 1 : 0)
                .bind("parts", json(s.parts()))
                .bind("starts", s.starts().toEpochMilli())
                .bind("ends", s.ends().toEpochMilli())
                .bind("place", s.place())
                .bind("link", s.link())
                .bind("cancelled", s.cancelled() ? 1 : 0)
                .bind("sequence", s.sequence())
                .bind("changed", s.changed().toEpochMilli())
                .execute();
    }

    /// Replaces a session as it was; the change says what that was.
    ///
    /// @return false where somebody else was quicker
    boolean change(Tx tx, Session was, Session now, String reason, String by) {
        var done =
                tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE cohort_session SET title = :title, starts_at = :starts, ends_at = :ends,
                                  place = :place, link = :link, cancelled = :cancelled, sequence = :sequence,
                                  changed_at = :changed
                                WHERE id = :id AND sequence = :was
                                """)
                        .bind("title", now.title())
                        .bind("starts", now.starts().toEpochMilli())
                        .bind("ends", now.ends().toEpochMilli())
                        .bind("place", now.place())
                        .bind("link", now.link())
                        .bind("cancelled", now.cancelled() ? 1 : 0)
                        .bind("sequence", now.sequence())
                        .bind("changed", now.changed().toEpochMilli())
                        .bind("id", now.id())
                        .bind("was", was.sequence())
                        .execute();
        if (done > 0) {
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO cohort_session_change (session_id, sequence, was_start, was_end,
                              was_place, reason, by_id, at)
                            VALUES (:id, :sequence, :start, :end, :place, :reason, :by, :at)
                            """)
                    .bind("id", was.id())
                    .bind("sequence", now.sequence())
                    .bind("start", was.starts().toEpochMilli())
                    .bind("end", was.ends().toEpochMilli())
                    .bind("place", was.place())
                    .bind("reason", reason)
                    .bind("by", by)
                    .bind("at", now.changed().toEpochMilli())
                    .execute();
        }
        return done > 0;
    }

    Optional<Session> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM cohort_session WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> session(rs))
                .findOne();
    }

    List<Session> of(Tx tx, String cohort) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM cohort_session WHERE cohort_id = :cohort ORDER BY starts_at, id")
                .bind("cohort", cohort)
                .map((rs, _) -> session(rs))
                .list();
    }

    /// The newest first.
    List<Session.Change> changes(Tx tx, String session) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM cohort_session_change WHERE session_id = :id
                        ORDER BY sequence DESC
                        """)
                .bind("id", session)
                .map((rs, _) ->
                        new Session.Change(
                                rs.getInt("sequence"),
                                Instant.ofEpochMilli(rs.getLong("was_start")),
                                Instant.ofEpochMilli(rs.getLong("was_end")),
                                rs.getString("reason"),
                                rs.getString("by_id"),
                                Instant.ofEpochMilli(rs.getLong("at"))))
                .list();
    }

    private static Session session(ResultSet rs) throws SQLException {
        return new Session(
                rs.getString("id"),
                rs.getString("cohort_id"),
                rs.getString("title"),
                rs.getInt("counts") == 1,
                parts(rs.getString("parts")),
                Instant.ofEpochMilli(rs.getLong("starts_at")),
                Instant.ofEpochMilli(rs.getLong("ends_at")),
                rs.getString("place"),
                rs.getString("link"),
                rs.getInt("cancelled") == 1,
                rs.getInt("sequence"),
                Instant.ofEpochMilli(rs.getLong("changed_at")));
    }

    private static String json(Map<String, Integer> parts) {
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers by name are always JSON", e);
        }
    }

    private static Map<String, Integer> parts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the store holds a session's parts that are no JSON", e);
        }
    }

    void due(Tx tx, String cohort, Due due, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO cohort_due (cohort_id, kind, ref, module, title, due_at, sequence,
                          changed_at)
                        VALUES (:cohort, :kind, :ref, :module, :title, :due, 0, :at)
                        ON CONFLICT (cohort_id, kind, ref) DO UPDATE SET due_at = excluded.due_at,
                          sequence = cohort_due.sequence + 1, changed_at = excluded.changed_at
                        """)
                .bind("cohort", cohort)
                .bind("kind", due.kind().word())
                .bind("ref", due.ref())
                .bind("module", due.module())
                .bind("title", due.title())
                .bind("due", due.at().toEpochMilli())
                .bind("at", at.toEpochMilli())
                .execute();
    }

    List<Dated> dues(Tx tx, String cohort) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM cohort_due WHERE cohort_id = :cohort
                        ORDER BY due_at, kind, module, ref
                        """)
                .bind("cohort", cohort)
                .map((rs, _) ->
                        new Dated(
                                cohort,
                                new Due(
                                        Due.Kind.valueOf(
                                                rs.getString("kind").toUpperCase(Locale.ROOT)),
                                        rs.getString("ref"),
                                        rs.getString("module"),
                                        rs.getString("title"),
                                        Instant.ofEpochMilli(rs.getLong("due_at"))),
                                rs.getInt("sequence"),
                                Instant.ofEpochMilli(rs.getLong("changed_at"))))
                .list();
    }
}
