package dev.countersign.change;

import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables change_shadow and change_shadow_case.
final class ShadowStore {
    void insert(Tx tx, String change, ShadowAsk ask) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO change_shadow (change_id, cases, most, days)
                        VALUES (:change, :cases, :most, :days)
                        """)
                .bind("change", change)
                .bind("cases", ask.cases())
                .bind("most", ask.limit().map(BigDecimal::toPlainString).orElse(null))
                .bind("days", ask.days())
                .execute();
    }

    /// From the beginning: what an earlier shadow of the same change saw is no evidence any more.
    void begin(Tx tx, String change, Instant at, Instant ends) {
        tx.jdbi()
                .createUpdate("DELETE FROM change_shadow_case WHERE change_id = :change")
                .bind("change", change)
                .execute();
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE change_shadow SET began_at = :at, ends_at = :ends, ended_at = NULL,
                          ended_by = NULL, said = NULL
                        WHERE change_id = :change
                        """)
                .bind("change", change)
                .bind("at", at.toEpochMilli())
                .bind("ends", ends.toEpochMilli())
                .execute();
    }

    void end(Tx tx, String change, Shadow.End end) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE change_shadow SET ended_at = :at, ended_by = :by, said = :said
                        WHERE change_id = :change
                        """)
                .bind("change", change)
                .bind("at", end.at().toEpochMilli())
                .bind("by", end.by())
                .bind("said", end.said())
                .execute();
    }

    Optional<Shadow> find(Tx tx, String change) {
        var figures = figures(tx, change);
        return tx.jdbi()
                .createQuery("SELECT * FROM change_shadow WHERE change_id = :change")
                .bind("change", change)
                .map((rs, _) -> shadow(rs, figures))
                .findOne();
    }

    /// The changes that are watched now.
    List<String> running(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT id FROM change_request WHERE state = 'shadow' ORDER BY id")
                .mapTo(String.class)
                .list();
    }

    /// Counts a case once, and only while its change is watched: a node that has not heard of the
    /// end yet adds nothing to it.
    void seen(Tx tx, WatchedCase w) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO change_shadow_case (change_id, subject, case_id, live, would,
                          because, differs, seen_at)
                        SELECT :change, :subject, :case, :live, :would, :because, :differs, :at
                        WHERE EXISTS (
                          SELECT 1 FROM change_request WHERE id = :change AND state = 'shadow')
                        ON CONFLICT (change_id, subject) DO NOTHING
                        """)
                .bind("change", w.change())
                .bind("subject", w.subject())
                .bind("case", w.caseId().orElse(null))
                .bind("live", w.live())
                .bind("would", w.would())
                .bind("because", w.because())
                .bind("differs", w.differs() ? 1 : 0)
                .bind("at", w.at().toEpochMilli())
                .execute();
    }

    ShadowFigures figures(Tx tx, String change) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COUNT(*) AS watched, COALESCE(SUM(differs), 0) AS differed
                        FROM change_shadow_case WHERE change_id = :change
                        """)
                .bind("change", change)
                .map((rs, _) -> new ShadowFigures(rs.getInt("watched"), rs.getInt("differed")))
                .one();
    }

    /// Newest first, those that differ before the others.
    List<WatchedCase> watched(Tx tx, String change, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM change_shadow_case WHERE change_id = :change
                        ORDER BY differs DESC, seen_at DESC, subject LIMIT :most
                        """)
                .bind("change", change)
                .bind("most", most)
                .map((rs, _) ->
                        new WatchedCase(
                                rs.getString("change_id"),
                                rs.getString("subject"),
                                Optional.ofNullable(rs.getString("case_id")),
                                rs.getString("live"),
                                rs.getString("would"),
                                rs.getString("because"),
                                Instant.ofEpochMilli(rs.getLong("seen_at"))))
                .list();
    }

    private static Shadow shadow(ResultSet rs, ShadowFigures figures) throws SQLException {
        var ended = at(rs, "ended_at");
        var by = Optional.ofNullable(rs.getString("ended_by")).orElse("");
        var said = Optional.ofNullable(rs.getString("said")).orElse("");
        return new Shadow(
                rs.getString("change_id"),
                new ShadowAsk(
                        rs.getInt("cases"),
                        Optional.ofNullable(rs.getString("most")).map(BigDecimal::new),
                        rs.getInt("days")),
                at(rs, "began_at"),
                at(rs, "ends_at"),
                ended.map(at -> new Shadow.End(at, by, said)),
                figures);
    }

    private static Optional<Instant> at(ResultSet rs, String column) throws SQLException {
        var millis = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
