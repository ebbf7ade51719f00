package dev.countersign.survey;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table survey_followup.
final class FollowUpStore {
    private static final String COLUMNS =
            "SELECT f.*, s.title FROM survey_followup f JOIN survey s ON s.id = f.survey_id ";

    private final Vault vault;

    FollowUpStore(Vault vault) {
        this.vault = vault;
    }

    /// One for each question; a later publication that is worse makes an open one red.
    boolean insert(Tx tx, String id, Asked survey, Flags.Flag flag, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO survey_followup (id, survey_id, item, level, seen, owner,
                                  created_at, reacted_by)
                                VALUES (:id, :survey, :item, :level, :seen, :owner, :at, '')
                                ON CONFLICT (survey_id, item) DO UPDATE SET level = excluded.level,
                                  seen = excluded.seen
                                  WHERE survey_followup.reacted_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("survey", survey.id())
                        .bind("item", flag.item())
                        .bind("level", flag.level().name())
                        .bind("seen", flag.seen())
                        .bind("owner", survey.owner())
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<FollowUp> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(COLUMNS + "WHERE f.id = :id")
                .bind("id", id)
                .map((rs, _) -> followUp(tx, rs))
                .findOne();
    }

    List<FollowUp> of(Tx tx, String survey) {
        return tx.jdbi()
                .createQuery(COLUMNS + "WHERE f.survey_id = :survey ORDER BY f.level DESC, f.item")
                .bind("survey", survey)
                .map((rs, _) -> followUp(tx, rs))
                .list();
    }

    List<FollowUp> open(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        COLUMNS
                                + "WHERE f.reacted_at IS NULL ORDER BY f.created_at, f.id LIMIT :most")
                .bind("most", most)
                .map((rs, _) -> followUp(tx, rs))
                .list();
    }

    /// @return false where there was a reaction before
    boolean react(Tx tx, String id, String text, String by, Instant at) throws SQLException {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE survey_followup SET reaction = :reaction, reacted_by = :by,
                                  reacted_at = :at
                                WHERE id = :id AND reacted_at IS NULL
                                """)
                        .bind(
                                "reaction",
                                vault.sealTexts(tx, by, Map.of("text", text), context(id)))
                        .bind("by", by)
                        .bind("at", at.toEpochMilli())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private FollowUp followUp(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var by = rs.getString("reacted_by");
        var at = rs.getLong("reacted_at");
        var reacted = !rs.wasNull();
        return new FollowUp(
                id,
                rs.getString("survey_id"),
                rs.getString("title"),
                rs.getString("item"),
                rs.getString("level").equals(Flags.Level.RED.name()),
                rs.getString("seen"),
                rs.getString("owner"),
                Instant.ofEpochMilli(rs.getLong("created_at")),
                reacted
                        ? Optional.of(
                                new FollowUp.Reaction(
                                        vault.openTexts(
                                                        tx,
                                                        by,
                                                        rs.getBytes("reaction"),
                                                        context(id))
                                                .orElse(Map.of())
                                                .getOrDefault("text", ""),
                                        by,
                                        Instant.ofEpochMilli(at)))
                        : Optional.empty());
    }

    private static byte[] context(String id) {
        return ("survey follow-up " + id).getBytes(StandardCharsets.UTF_8);
    }
}
