package dev.countersign.measure;

import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The table measure_reading.
final class ReadingStore {
    void insert(Tx tx, Reading r) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO measure_reading (id, kpi, from_day, to_day, value, pieces, note,
                          replaces, replaced_by, recorded_by, recorded_at)
                        VALUES (:id, :kpi, :from, :to, :value, :pieces, :note, :replaces, '', :by, :at)
                        """)
                .bind("id", r.id())
                .bind("kpi", r.kpi())
                .bind("from", r.value().from().toString())
                .bind("to", r.value().to().toString())
                .bind("value", r.value().value().toPlainString())
                .bind("pieces", r.value().pieces().orElse(null))
                .bind("note", r.note())
                .bind("replaces", r.replaces())
                .bind("by", r.by())
                .bind("at", r.at().toEpochMilli())
                .execute();
    }

    /// @return false where somebody was quicker
    boolean replace(Tx tx, String id, String by) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE measure_reading SET replaced_by = :by WHERE id = :id AND"
                                        + " replaced_by = ''")
                        .bind("by", by)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    Optional<Reading> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM measure_reading WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> reading(rs))
                .findOne();
    }

    /// The one that counts for exactly this period.
    Optional<Reading> of(Tx tx, String kpi, LocalDate from, LocalDate to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM measure_reading WHERE kpi = :kpi AND from_day = :from
                          AND to_day = :to AND replaced_by = ''
                        """)
                .bind("kpi", kpi)
                .bind("from", from.toString())
                .bind("to", to.toString())
                .map((rs, _) -> reading(rs))
                .findOne();
    }

    /// The newest period first; of one period the newest word first.
    List<Reading> of(Tx tx, String kpi, boolean corrected, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM measure_reading WHERE kpi = :kpi %s
                        ORDER BY to_day DESC, from_day DESC,
                          CASE WHEN replaced_by = '' THEN 0 ELSE 1 END, recorded_at DESC, id DESC
                        LIMIT :most
                        """
                                .formatted(corrected ? "" : "AND replaced_by = ''"))
                .bind("kpi", kpi)
                .bind("most", most)
                .map((rs, _) -> reading(rs))
                .list();
    }

    private static Reading reading(ResultSet rs) throws SQLException {
        var pieces = rs.getInt("pieces");
        return new Reading(
                rs.getString("id"),
                rs.getString("kpi"),
                new Value(
                        new BigDecimal(rs.getString("value")),
                        LocalDate.parse(rs.getString("from_day")),
                        LocalDate.parse(rs.getString("to_day")),
                        pieces == 0 ? Optional.empty() : Optional.of(pieces)),
                rs.getString("note"),
                rs.getString("replaces"),
                rs.getString("replaced_by"),
                rs.getString("recorded_by"),
                Instant.ofEpochMilli(rs.getLong("recorded_at")));
    }
}
