package dev.countersign.assurance;

import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables assurance_certificate, assurance_look, assurance_tool and assurance_withheld.
final class CertificateStore {
    private static final String LIVE =
            "SELECT * FROM assurance_certificate WHERE tool = ? AND voided_at IS NULL";
    private static final String RUNNING =
            """
            SELECT * FROM assurance_certificate
            WHERE tool = ? AND version = ? AND answered_by = ? AND voided_at IS NULL AND expires_at > ?
            ORDER BY issued_at, id
            """;

    void insert(Tx tx, Certificate c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO assurance_certificate (id, tool, version, prompt, model, answered_by,
                          recipe, method, threshold, samples, released, errors, error, delta, reviewers,
                          issued_at, expires_at)
                        VALUES (:id, :tool, :version, :prompt, :model, :answeredBy, :recipe, :method,
                          :threshold, :samples, :released, :errors, :error, :delta, :reviewers, :at, :until)
                        """)
                .bind("id", c.id())
                .bind("tool", c.tool())
                .bind("version", c.version().digest())
                .bind("prompt", c.version().prompt())
                .bind("model", c.version().model())
                .bind("answeredBy", c.answeredBy())
                .bind("recipe", c.version().recipe())
                .bind("method", c.method())
                .bind("threshold", c.threshold().toPlainString())
                .bind("samples", c.samples())
                .bind("released", c.released())
                .bind("errors", c.errors())
                .bind("error", c.error().toPlainString())
                .bind("delta", c.delta().toPlainString())
                .bind("reviewers", String.join(" ", c.reviewers()))
                .bind("at", c.issuedAt().toEpochMilli())
                .bind("until", c.expiresAt().toEpochMilli())
                .execute();
    }

    /// False where it was voided before.
    boolean end(Tx tx, String id, Certificate.Voided voided) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE assurance_certificate SET voided_at = :at, void_code ="
                                        + " :code, void_cause = :cause WHERE id = :id AND voided_at"
                                        + " IS NULL")
                        .bind("id", id)
                        .bind("at", voided.at().toEpochMilli())
                        .bind("code", voided.code())
                        .bind("cause", voided.cause())
                        .execute()
                == 1;
    }

    /// Those of a tool that nothing voided, ended ones included.
    List<Certificate> standing(Tx tx, String tool) throws SQLException {
        var s = tx.prepared(LIVE);
        s.setString(1, tool);
        return certificates(s);
    }

    /// Those about exactly this version and model that nothing ended or voided.
    List<Certificate> running(Tx tx, String tool, String version, String answeredBy, Instant now)
            throws SQLException {
        var s = tx.prepared(RUNNING);
        s.setString(1, tool);
        s.setString(2, version);
        s.setString(3, answeredBy);
        s.setLong(4, now.toEpochMilli());
        return certificates(s);
    }

    private static List<Certificate> certificates(PreparedStatement s) throws SQLException {
        var out = new ArrayList<Certificate>();
        try (var rs = s.executeQuery()) {
            while (rs.next()) {
                out.add(certificate(rs));
            }
        }
        return out;
    }

    /// All of them, the newest first; of one tool where one is named.
    List<Certificate> all(Tx tx, Optional<String> tool, int limit) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM assurance_certificate WHERE (:tool IS NULL OR tool = :tool)"
                                + " ORDER BY issued_at DESC, id DESC LIMIT :limit")
                .bindByType("tool", tool.orElse(null), String.class)
                .bind("limit", limit)
                .map((rs, _) -> certificate(rs))
                .list();
    }

    Optional<Certificate> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM assurance_certificate WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> certificate(rs))
                .findOne();
    }

    private static Certificate certificate(ResultSet rs) throws SQLException {
        var voided = rs.getLong("voided_at");
        return new Certificate(
                rs.getString("id"),
                rs.getString("tool"),
                new ToolVersion(
                        rs.getString("version"),
                        rs.getString("prompt"),
                        rs.getString("model"),
                        rs.getString("recipe")),
                rs.getString("answered_by"),
                rs.getString("method"),
                new BigDecimal(rs.getString("threshold")),
                rs.getInt("samples"),
                rs.getInt("released"),
                rs.getInt("errors"),
                new BigDecimal(rs.getString("error")),
                new BigDecimal(rs.getString("delta")),
                List.of(rs.getString("reviewers").split(" ")),
                Instant.ofEpochMilli(rs.getLong("issued_at")),
                Instant.ofEpochMilli(rs.getLong("expires_at")),
                voided == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Certificate.Voided(
                                        Instant.ofEpochMilli(voided),
                                        rs.getString("void_code"),
                                        rs.getString("void_cause"))));
    }

    /// False where this look was taken before: a second one would make the promise untrue.
    boolean look(Tx tx, String tool, String version, String promise, int samples, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO assurance_look (tool, version, promise, samples, looked_at)
                                VALUES (:tool, :version, :promise, :samples, :at)
                                ON CONFLICT (tool, version, promise) DO NOTHING
                                """)
                        .bind("tool", tool)
                        .bind("version", version)
                        .bind("promise", promise)
                        .bind("samples", samples)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /// @param version digest
    record Seen(String version, String answeredBy, Instant since) {}

    Optional<Seen> seen(Tx tx, String tool) throws SQLException {
        var s =
                tx.prepared(
                        "SELECT version, answered_by, since FROM assurance_tool WHERE tool = ?");
        s.setString(1, tool);
        try (var rs = s.executeQuery()) {
            return rs.next()
                    ? Optional.of(
                            new Seen(
                                    rs.getString(1),
                                    rs.getString(2),
                                    Instant.ofEpochMilli(rs.getLong(3))))
                    : Optional.empty();
        }
    }

    void see(Tx tx, String tool, Seen seen) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO assurance_tool (tool, version, answered_by, since)
                        VALUES (:tool, :version, :answeredBy, :since)
                        ON CONFLICT (tool) DO UPDATE SET version = excluded.version,
                          answered_by = excluded.answered_by, since = excluded.since
                        """)
                .bind("tool", tool)
                .bind("version", seen.version())
                .bind("answeredBy", seen.answeredBy())
                .bind("since", seen.since().toEpochMilli())
                .execute();
    }

    /// False where it was warned of before.
    boolean drifted(Tx tx, Certificate certificate, int seen, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO assurance_drift (certificate, tool, seen, at)
                                VALUES (:certificate, :tool, :seen, :at)
                                ON CONFLICT (certificate) DO NOTHING
                                """)
                        .bind("certificate", certificate.id())
                        .bind("tool", certificate.tool())
                        .bind("seen", seen)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Since when work looks unlike the samples of this certificate.
    Optional<Instant> drift(Tx tx, String certificate) {
        return tx.jdbi()
                .createQuery("SELECT at FROM assurance_drift WHERE certificate = :id")
                .bind("id", certificate)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    void withhold(Tx tx, String id, String tool, Withheld w) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO assurance_withheld (id, tool, why, by_whom, at) VALUES (:id,"
                                + " :tool, :why, :by, :at)")
                .bind("id", id)
                .bind("tool", tool)
                .bind("why", w.why())
                .bind("by", w.by())
                .bind("at", w.at().toEpochMilli())
                .execute();
    }

    Optional<Withheld> withheld(Tx tx, String tool) throws SQLException {
        var s =
                tx.prepared(
                        "SELECT why, by_whom, at FROM assurance_withheld WHERE tool = ? AND"
                                + " lifted_at IS NULL ORDER BY at");
        s.setString(1, tool);
        try (var rs = s.executeQuery()) {
            return rs.next()
                    ? Optional.of(
                            new Withheld(
                                    rs.getString(1),
                                    rs.getString(2),
                                    Instant.ofEpochMilli(rs.getLong(3))))
                    : Optional.empty();
        }
    }

    boolean lift(Tx tx, String tool, String by, String why, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE assurance_withheld SET lifted_by = :by, lifted_at = :at,"
                                        + " lift_why = :why WHERE tool = :tool AND lifted_at IS"
                                        + " NULL")
                        .bind("tool", tool)
                        .bind("by", by)
                        .bind("why", why)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }
}
