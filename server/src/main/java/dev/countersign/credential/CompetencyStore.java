package dev.countersign.credential;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tables competency_piece, competency_standing and competency_decision.
final class CompetencyStore {
    private static final String REASON = "reason";

    private final Vault vault;

    CompetencyStore(Vault vault) {
        this.vault = vault;
    }

    /// What was told last.
    record Told(String competency, int level, Instant since, Optional<Instant> until) {}

    void put(Tx tx, String person, Piece piece) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO competency_piece (person_id, piece, source, number, passed,
                          accepted_at)
                        VALUES (:person, :piece, :source, :number, :passed, :at)
                        ON CONFLICT (person_id, piece, source) DO UPDATE SET
                          passed = excluded.passed, accepted_at = excluded.accepted_at
                        """)
                .bind("person", person)
                .bind("piece", piece.key())
                .bind("source", piece.source())
                .bind("number", piece.number())
                .bind("passed", piece.passed() ? 1 : 0)
                .bind("at", piece.at().toEpochMilli())
                .execute();
    }

    List<Piece> pieces(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT piece, source, number, passed, accepted_at FROM competency_piece
                        WHERE person_id = :person ORDER BY piece, number
                        """)
                .bind("person", person)
                .map((rs, _) ->
                        new Piece(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getInt(3),
                                rs.getInt(4) != 0,
                                Instant.ofEpochMilli(rs.getLong(5))))
                .list();
    }

    /// Everybody with a piece or a standing.
    List<String> people(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT person_id FROM competency_piece
                        UNION SELECT person_id FROM competency_standing ORDER BY person_id
                        """)
                .mapTo(String.class)
                .list();
    }

    List<Told> told(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT competency, level, since_at, until_at FROM competency_standing
                        WHERE person_id = :person ORDER BY competency
                        """)
                .bind("person", person)
                .map((rs, _) ->
                        new Told(
                                rs.getString(1),
                                rs.getInt(2),
                                Instant.ofEpochMilli(rs.getLong(3)),
                                time(rs, 4)))
                .list();
    }

    void tell(Tx tx, String person, Told told, Instant now) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO competency_standing (person_id, competency, level, since_at,
                          until_at, told_at)
                        VALUES (:person, :competency, :level, :since, :until, :now)
                        ON CONFLICT (person_id, competency) DO UPDATE SET level = excluded.level,
                          since_at = excluded.since_at, until_at = excluded.until_at,
                          told_at = excluded.told_at
                        """)
                .bind("person", person)
                .bind("competency", told.competency())
                .bind("level", told.level())
                .bind("since", told.since().toEpochMilli())
                .bind("until", told.until().map(Instant::toEpochMilli).orElse(null))
                .bind("now", now.toEpochMilli())
                .execute();
    }

    List<Decision> decisions(Tx tx, String person, String competency) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT number, kind, decided_by, sealed, decided_at FROM competency_decision
                        WHERE person_id = :person AND competency = :competency
                        ORDER BY number DESC
                        """)
                .bind("person", person)
                .bind("competency", competency)
                .map((rs, _) ->
                        new Decision(
                                rs.getInt(1),
                                Decision.Kind.valueOf(rs.getString(2).toUpperCase(Locale.ROOT)),
                                rs.getString(3),
                                reason(tx, person, competency, rs),
                                Instant.ofEpochMilli(rs.getLong(5))))
                .list();
    }

    private String reason(Tx tx, String person, String competency, ResultSet rs)
            throws SQLException {
        try {
            return vault.openTexts(tx, person, rs.getBytes(4), context(competency, rs.getInt(1)))
                    .map(texts -> texts.getOrDefault(REASON, ""))
                    .orElse("");
        } catch (IllegalStateException otherKey) {
            // The person was erased and something newer is sealed for them since.
            return "";
        }
    }

    void decide(Tx tx, String person, String competency, Decision d) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO competency_decision (person_id, competency, number, kind,
                          decided_by, sealed, decided_at)
                        VALUES (:person, :competency, :number, :kind, :by, :sealed, :at)
                        """)
                .bind("person", person)
                .bind("competency", competency)
                .bind("number", d.number())
                .bind("kind", d.kind().name().toLowerCase(Locale.ROOT))
                .bind("by", d.by())
                .bind(
                        "sealed",
                        vault.sealTexts(
                                tx,
                                person,
                                Map.of(REASON, d.reason()),
                                context(competency, d.number())))
                .bind("at", d.at().toEpochMilli())
                .execute();
    }

    private static byte[] context(String competency, int number) {
        return ("competency " + competency + " " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Instant> time(ResultSet rs, int column) throws SQLException {
        var value = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }
}
