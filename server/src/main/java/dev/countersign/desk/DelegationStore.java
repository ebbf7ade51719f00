package dev.countersign.desk;

import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The table desk_delegation.
final class DelegationStore {
    void insert(Tx tx, Delegation d) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO desk_delegation (id, from_person, to_person, role, reason, made_by,
                          made_at, starts_at, ends_at)
                        VALUES (:id, :from, :to, :role, :reason, :by, :at, :starts, :ends)
                        """)
                .bind("id", d.id())
                .bind("from", d.from())
                .bind("to", d.to())
                .bind("role", d.role())
                .bind("reason", d.reason())
                .bind("by", d.madeBy())
                .bind("at", d.madeAt().toEpochMilli())
                .bind("starts", d.starts().toEpochMilli())
                .bind("ends", d.ends().toEpochMilli())
                .execute();
    }

    boolean end(Tx tx, String id, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE desk_delegation SET ended_at = :at WHERE id = :id AND"
                                        + " ended_at IS NULL")
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Those that hold now or will.
    List<Delegation> open(Tx tx, Instant now) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM desk_delegation WHERE ended_at IS NULL AND ends_at > :now"
                                + " ORDER BY starts_at, id")
                .bind("now", now.toEpochMilli())
                .map((rs, _) -> delegation(rs))
                .list();
    }

    private static Delegation delegation(ResultSet rs) throws SQLException {
        return new Delegation(
                rs.getString("id"),
                rs.getString("from_person"),
                rs.getString("to_person"),
                rs.getString("role"),
                rs.getString("reason"),
                rs.getString("made_by"),
                Instant.ofEpochMilli(rs.getLong("made_at")),
                Instant.ofEpochMilli(rs.getLong("starts_at")),
                Instant.ofEpochMilli(rs.getLong("ends_at")),
                CaseRow.instant(rs, "ended_at"));
    }
}
