package dev.countersign.quality;

import dev.countersign.quality.Cause.Link;
import dev.countersign.quality.Cause.Signature;
import dev.countersign.quality.Cause.State;
import dev.countersign.quality.Cause.Verified;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables quality_cause, quality_cause_defect and quality_cause_change.
final class CauseStore {
    void insert(Tx tx, Cause c, List<String> defects) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO quality_cause (id, whys, statement, action, owner, due, state,
                          made_by, made_at, version)
                        VALUES (:id, :whys, :statement, :action, :owner, :due, 'draft', :by, :at, 1)
                        """)
                .bind("id", c.id())
                .bind("whys", String.join("\n", c.whys()))
                .bind("statement", c.statement())
                .bind("action", c.action())
                .bind("owner", c.owner())
                .bind("due", c.due().toString())
                .bind("by", c.madeBy())
                .bind("at", c.madeAt().toEpochMilli())
                .execute();
        for (var defect : defects) {
            tx.jdbi()
                    .createUpdate(
                            "INSERT INTO quality_cause_defect (cause_id, defect_id) VALUES (:cause,"
                                    + " :defect)")
                    .bind("cause", c.id())
                    .bind("defect", defect)
                    .execute();
        }
    }

    /// @return false where somebody was quicker, or it is signed
    boolean rewrite(Tx tx, Cause c, int version) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE quality_cause SET whys = :whys, statement = :statement,
                                  action = :action, owner = :owner, due = :due, version = version + 1
                                WHERE id = :id AND version = :version AND state = 'draft'
                                """)
                        .bind("whys", String.join("\n", c.whys()))
                        .bind("statement", c.statement())
                        .bind("action", c.action())
                        .bind("owner", c.owner())
                        .bind("due", c.due().toString())
                        .bind("id", c.id())
                        .bind("version", version)
                        .execute()
                == 1;
    }

    /// @return false where somebody was quicker
    boolean sign(Tx tx, String id, int version, String by, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE quality_cause SET state = 'signed', signed_by = :by,
                                  signed_at = :at, version = version + 1
                                WHERE id = :id AND version = :version AND state = 'draft'
                                """)
                        .bind("by", by)
                        .bind("at", at.toEpochMilli())
                        .bind("id", id)
                        .bind("version", version)
                        .execute()
                == 1;
    }

    /// @return false where somebody was quicker
    boolean verify(Tx tx, String id, int version, State to, Verified verified) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE quality_cause SET state = :state, verified_by = :by,
                                  verified_at = :at, found = :found, version = version + 1
                                WHERE id = :id AND version = :version AND state = 'signed'
                                """)
                        .bind("state", to.name().toLowerCase(Locale.ROOT))
                        .bind("by", verified.person())
                        .bind("at", verified.at().toEpochMilli())
                        .bind("found", verified.found())
                        .bind("id", id)
                        .bind("version", version)
                        .execute()
                == 1;
    }

    /// @return whether it was new
    boolean link(Tx tx, String cause, Link link) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO quality_cause_change (cause_id, change_id, linked_by,
                                  linked_at) VALUES (:cause, :change, :by, :at)
                                ON CONFLICT (cause_id, change_id) DO NOTHING
                                """)
                        .bind("cause", cause)
                        .bind("change", link.change())
                        .bind("by", link.by())
                        .bind("at", link.at().toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<Cause> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM quality_cause WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> cause(rs))
                .findOne();
    }

    List<Cause> newest(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery("SELECT * FROM quality_cause ORDER BY made_at DESC, id DESC LIMIT :n")
                .bind("n", limit)
                .map((rs, _) -> cause(rs))
                .list();
    }

    List<Cause> ofChange(Tx tx, String change) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT c.* FROM quality_cause c JOIN quality_cause_change l
                          ON l.cause_id = c.id WHERE l.change_id = :change ORDER BY c.made_at, c.id
                        """)
                .bind("change", change)
                .map((rs, _) -> cause(rs))
                .list();
    }

    List<Link> links(Tx tx, String cause) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM quality_cause_change WHERE cause_id = :cause ORDER BY"
                                + " linked_at, change_id")
                .bind("cause", cause)
                .map((rs, _) ->
                        new Link(
                                rs.getString("change_id"),
                                rs.getString("linked_by"),
                                Instant.ofEpochMilli(rs.getLong("linked_at"))))
                .list();
    }

    private static Cause cause(ResultSet rs) throws SQLException {
        var signedAt = rs.getLong("signed_at");
        var verifiedAt = rs.getLong("verified_at");
        return new Cause(
                rs.getString("id"),
                rs.getString("whys").lines().toList(),
                rs.getString("statement"),
                rs.getString("action"),
                rs.getString("owner"),
                LocalDate.parse(rs.getString("due")),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("made_by"),
                Instant.ofEpochMilli(rs.getLong("made_at")),
                signedAt == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Signature(
                                        rs.getString("signed_by"), Instant.ofEpochMilli(signedAt))),
                verifiedAt == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Verified(
                                        rs.getString("verified_by"),
                                        Instant.ofEpochMilli(verifiedAt),
                                        rs.getString("found"))),
                rs.getInt("version"));
    }
}
