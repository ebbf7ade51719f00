package dev.countersign.survey;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables survey, survey_answered, survey_urn and survey_named.
final class SurveyStore {
    private static final String COLUMNS =
            "SELECT id, origin, definition, owner, opens_at, closes_at, state FROM survey ";

    private final Vault vault;

    SurveyStore(Vault vault) {
        this.vault = vault;
    }

    void insert(Tx tx, Asked s, byte[] salt) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO survey (id, title, origin, definition, owner, opens_at, closes_at,
                          state, salt, report)
                        VALUES (:id, :title, :origin, :definition, :owner, :opens, :closes, 'open',
                          :salt, '')
                        """)
                .bind("id", s.id())
                .bind("title", s.form().title())
                .bind("origin", s.origin())
                .bind("definition", Forms.write(s.form()))
                .bind("owner", s.owner())
                .bind("opens", s.opens().toEpochMilli())
                .bind("closes", s.closes().toEpochMilli())
                .bind("salt", vault.seal(tx, s.id(), salt, context(s.id(), "salt")))
                .execute();
    }

    Optional<Asked> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> asked(rs))
                .findOne();
    }

    List<Asked> of(Tx tx, String origin) {
        return tx.jdbi()
                .createQuery(COLUMNS + "WHERE origin = :origin ORDER BY opens_at, id")
                .bind("origin", origin)
                .map((rs, _) -> asked(rs))
                .list();
    }

    /// Open and planned ones first, then the newest.
    List<Asked> newest(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        COLUMNS
                                + "ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, closes_at DESC, id"
                                + " LIMIT :most")
                .bind("most", most)
                .map((rs, _) -> asked(rs))
                .list();
    }

    List<String> due(Tx tx, Instant now) {
        return tx.jdbi()
                .createQuery(
                        "SELECT id FROM survey WHERE state = 'open' AND closes_at <= :now ORDER BY"
                                + " closes_at LIMIT 20")
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    private static Asked asked(ResultSet rs) throws SQLException {
        return new Asked(
                rs.getString("id"),
                rs.getString("origin"),
                Forms.form(rs.getString("definition")),
                rs.getString("owner"),
                Instant.ofEpochMilli(rs.getLong("opens_at")),
                Instant.ofEpochMilli(rs.getLong("closes_at")),
                Asked.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)));
    }

    /// Empty once the survey is closed: its key is gone.
    Optional<byte[]> salt(Tx tx, String id) throws SQLException {
        var sealed =
                tx.jdbi()
                        .createQuery("SELECT salt FROM survey WHERE id = :id")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .one();
        return vault.open(tx, id, sealed, context(id, "salt"));
    }

    boolean answered(Tx tx, String id, String token) {
        return tx.jdbi()
                .createQuery(
                        "SELECT 1 FROM survey_answered WHERE survey_id = :id AND token = :token")
                .bind("id", id)
                .bind("token", token)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// @return false where this token was there
    boolean answer(Tx tx, String id, String token) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO survey_answered (survey_id, token) VALUES (:id, :token)
                                ON CONFLICT (survey_id, token) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("token", token)
                        .execute()
                == 1;
    }

    int answers(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT COUNT(*) FROM survey_answered WHERE survey_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    List<Sheet> waiting(Tx tx, String id) throws SQLException {
        var sealed =
                tx.jdbi()
                        .createQuery(
                                "SELECT sealed FROM survey_urn WHERE survey_id = :id AND number = 0")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .findOne();
        return sealed.isEmpty() ? List.of() : opened(tx, id, 0, sealed.get());
    }

    void wait(Tx tx, String id, List<Sheet> sheets) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO survey_urn (survey_id, number, sealed) VALUES (:id, 0, :sealed)
                        ON CONFLICT (survey_id, number) DO UPDATE SET sealed = excluded.sealed
                        """)
                .bind("id", id)
                .bind("sealed", sealed(tx, id, 0, sheets))
                .execute();
    }

    void settle(Tx tx, String id, List<Sheet> block) throws SQLException {
        var number =
                1
                        + tx.jdbi()
                                .createQuery(
                                        "SELECT COALESCE(MAX(number), 0) FROM survey_urn WHERE"
                                                + " survey_id = :id")
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .one();
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO survey_urn (survey_id, number, sealed) VALUES (:id, :number,"
                                + " :sealed)")
                .bind("id", id)
                .bind("number", number)
                .bind("sealed", sealed(tx, id, number, block))
                .execute();
    }

    /// Whatever was answered without a name.
    List<Sheet> all(Tx tx, String id) throws SQLException {
        record Urn(int number, byte[] sealed) {}
        var urns =
                tx.jdbi()
                        .createQuery("SELECT number, sealed FROM survey_urn WHERE survey_id = :id")
                        .bind("id", id)
                        .map((rs, _) -> new Urn(rs.getInt(1), rs.getBytes(2)))
                        .list();
        var out = new ArrayList<Sheet>();
        for (var urn : urns) {
            out.addAll(opened(tx, id, urn.number(), urn.sealed()));
        }
        return out;
    }

    void report(Tx tx, String id, Report report) {
        tx.jdbi()
                .createUpdate("UPDATE survey SET report = :report WHERE id = :id")
                .bind("report", Forms.write(report))
                .bind("id", id)
                .execute();
    }

    Report report(Tx tx, String id) {
        return Forms.report(
                tx.jdbi()
                        .createQuery("SELECT report FROM survey WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    }

    /// @return false where it was closed before
    boolean close(Tx tx, String id, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE survey SET state = 'closed',
                                  closes_at = CASE WHEN closes_at < :at THEN closes_at ELSE :at END
                                WHERE id = :id AND state = 'open'
                                """)
                        .bind("at", at.toEpochMilli())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// Destroys every single answer, who answered, and the key under which it all was sealed.
    void destroy(Tx tx, String id) throws SQLException {
        for (var table : List.of("survey_urn", "survey_answered")) {
            tx.jdbi()
                    .createUpdate("DELETE FROM " + table + " WHERE survey_id = :id")
                    .bind("id", id)
                    .execute();
        }
        vault.erase(tx, id);
    }

    void name(Tx tx, String id, String person, Sheet sheet) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO survey_named (survey_id, person_id, sealed) VALUES (:id, :person,"
                                + " :sealed)")
                .bind("id", id)
                .bind("person", person)
                .bind(
                        "sealed",
                        vault.seal(
                                tx,
                                person,
                                Forms.write(List.of(sheet)),
                                context(id, "by " + person)))
                .execute();
    }

    List<String> named(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(
                        "SELECT person_id FROM survey_named WHERE survey_id = :id ORDER BY person_id")
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    /// Empty where there is none, or its author was erased.
    Optional<Sheet> named(Tx tx, String id, String person) throws SQLException {
        var sealed =
                tx.jdbi()
                        .createQuery(
                                "SELECT sealed FROM survey_named WHERE survey_id = :id AND person_id ="
                                        + " :person")
                        .bind("id", id)
                        .bind("person", person)
                        .mapTo(byte[].class)
                        .findOne();
        return sealed.isEmpty()
                ? Optional.empty()
                : vault.open(tx, person, sealed.get(), context(id, "by " + person))
                        .map(b -> Forms.sheets(b).getFirst());
    }

    void unname(Tx tx, String id, String person) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM survey_named WHERE survey_id = :id AND person_id = :person")
                .bind("id", id)
                .bind("person", person)
                .execute();
    }

    private byte[] sealed(Tx tx, String id, int number, List<Sheet> sheets) throws SQLException {
        return vault.seal(tx, id, Forms.write(sheets), context(id, "urn " + number));
    }

    private List<Sheet> opened(Tx tx, String id, int number, byte[] sealed) throws SQLException {
        return vault.open(tx, id, sealed, context(id, "urn " + number))
                .map(Forms::sheets)
                .orElse(List.of());
    }

    private static byte[] context(String id, String what) {
        return ("survey " + id + " " + what).getBytes(StandardCharsets.UTF_8);
    }
}
