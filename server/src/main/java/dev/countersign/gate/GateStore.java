package dev.countersign.gate;

import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables gate_waiver, gate_evidence and gate_newest.
final class GateStore {
    private static final String WAIVERS =
            """
            SELECT id, person_id, tool, condition_type, reason, granted_by, granted_at, valid_until, revoked_at
            FROM gate_waiver WHERE person_id = ? AND tool = ?
            """;
    private static final String EVIDENCE =
            """
            SELECT person_id, tool, condition_type, amount, source, recorded_by, recorded_at
            FROM gate_newest WHERE person_id = ? AND tool IN (?, '*')
            """;

    List<Waiver> waivers(Tx tx, String personId, String tool) throws SQLException {
        var statement = tx.prepared(WAIVERS);
        statement.setString(1, personId);
        statement.setString(2, tool);
        var out = new ArrayList<Waiver>();
        try (var rs = statement.executeQuery()) {
            while (rs.next()) {
                out.add(waiver(rs));
            }
        }
        return out;
    }

    /// The newest record of each kind.
    List<Evidence> evidence(Tx tx, String personId, String tool) throws SQLException {
        var statement = tx.prepared(EVIDENCE);
        statement.setString(1, personId);
        statement.setString(2, tool);
        var out = new ArrayList<Evidence>();
        try (var rs = statement.executeQuery()) {
            while (rs.next()) {
                out.add(
                        new Evidence(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getString(3),
                                new BigDecimal(rs.getString(4)),
                                rs.getString(5),
                                rs.getString(6),
                                Instant.ofEpochMilli(rs.getLong(7))));
            }
        }
        return out;
    }

    List<Waiver> allWaivers(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery("SELECT * FROM gate_waiver ORDER BY granted_at DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rs, _) -> waiver(rs))
                .list();
    }

    void insert(Tx tx, Waiver w) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO gate_waiver (id, person_id, tool, condition_type, reason, granted_by,
                          granted_at, valid_until)
                        VALUES (:id, :person, :tool, :type, :reason, :by, :at, :until)
                        """)
                .bind("id", w.id())
                .bind("person", w.personId())
                .bind("tool", w.tool())
                .bind("type", w.conditionType())
                .bind("reason", w.reason())
                .bind("by", w.grantedBy())
                .bind("at", w.grantedAt().toEpochMilli())
                .bind("until", w.validUntil().toEpochMilli())
                .execute();
    }

    boolean revoke(Tx tx, String id, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE gate_waiver SET revoked_at = :at WHERE id = :id AND"
                                        + " revoked_at IS NULL")
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    void insert(Tx tx, String id, Evidence e) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO gate_evidence (id, person_id, tool, condition_type, amount, source,
                          recorded_by, recorded_at)
                        VALUES (:id, :person, :tool, :type, :amount, :source, :by, :at)
                        """)
                .bind("id", id)
                .bind("person", e.personId())
                .bind("tool", e.tool())
                .bind("type", e.conditionType())
                .bind("amount", e.amount().toPlainString())
                .bind("source", e.source())
                .bind("by", e.recordedBy())
                .bind("at", e.recordedAt().toEpochMilli())
                .execute();
    }

    /// It counts from now on.
    void makeNewest(Tx tx, Evidence e) throws SQLException {
        var s =
                tx.prepared(
                        """
                        INSERT INTO gate_newest (person_id, tool, condition_type, amount, source,
                          recorded_by, recorded_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (person_id, tool, condition_type) DO UPDATE SET
                          amount = excluded.amount, source = excluded.source,
                          recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
                        """);
        s.setString(1, e.personId());
        s.setString(2, e.tool());
        s.setString(3, e.conditionType());
        s.setString(4, e.amount().toPlainString());
        s.setString(5, e.source());
        s.setString(6, e.recordedBy());
        s.setLong(7, e.recordedAt().toEpochMilli());
        s.executeUpdate();
    }

    private static Waiver waiver(ResultSet rs) throws SQLException {
        var revoked = rs.getLong("revoked_at");
        return new Waiver(
                rs.getString("id"),
                rs.getString("person_id"),
                rs.getString("tool"),
                rs.getString("condition_type"),
                rs.getString("reason"),
                rs.getString("granted_by"),
                Instant.ofEpochMilli(rs.getLong("granted_at")),
                Instant.ofEpochMilli(rs.getLong("valid_until")),
                revoked == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked)));
    }
}
