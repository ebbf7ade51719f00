package dev.countersign.quality;

import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.Defect.Source;
import dev.countersign.quality.Defect.State;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The table quality_defect.
final class DefectStore {
    private static final String WHERE =
            """
             WHERE (:tool = '' OR tool = :tool)
               AND (:type = '' OR type = :type OR (:type = 'none' AND type = ''))
               AND (:state = '' OR state = :state)
               AND (:severity = '' OR severity = :severity)
               AND (:text = '' OR LOWER(words) LIKE :like ESCAPE '!' OR id = :text OR call_id = :text)
               AND raised_at >= :from
            """;

    /// @return whether it was new
    boolean insert(Tx tx, Defect d) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO quality_defect (id, source, source_id, call_id, tool, worker,
                                  noticed, type, severity, words, state, cause_id, raised_by, raised_at,
                                  version)
                                VALUES (:id, :source, :sourceId, :call, :tool, :worker, :noticed, :type,
                                  :severity, :words, :state, '', :by, :at, 1)
                                ON CONFLICT (source, source_id) DO NOTHING
                                """)
                        .bind("id", d.id())
                        .bind("source", stored(d.source()))
                        .bind("sourceId", d.sourceId())
                        .bind("call", d.call())
                        .bind("tool", d.tool())
                        .bind("worker", d.worker())
                        .bind("noticed", d.noticed())
                        .bind("type", d.type())
                        .bind("severity", d.severity().map(Severity::word).orElse(""))
                        .bind("words", d.words())
                        .bind("state", stored(d.state()))
                        .bind("by", d.raisedBy())
                        .bind("at", d.raisedAt().toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<Defect> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM quality_defect WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> defect(rs))
                .findOne();
    }

    List<Defect> ofCause(Tx tx, String cause) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT d.* FROM quality_defect d JOIN quality_cause_defect c
                          ON c.defect_id = d.id WHERE c.cause_id = :cause ORDER BY d.raised_at, d.id
                        """)
                .bind("cause", cause)
                .map((rs, _) -> defect(rs))
                .list();
    }

    List<Defect> ofCall(Tx tx, String call) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM quality_defect WHERE call_id = :call ORDER BY raised_at, id")
                .bind("call", call)
                .map((rs, _) -> defect(rs))
                .list();
    }

    /// @return false where somebody was quicker
    boolean classify(Tx tx, String id, int version, String type, Severity severity, String words) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE quality_defect SET type = :type, severity = :severity,
                                  words = :words,
                                  state = CASE state WHEN 'new' THEN 'classified' ELSE state END,
                                  version = version + 1
                                WHERE id = :id AND version = :version
                                """)
                        .bind("type", type)
                        .bind("severity", severity.word())
                        .bind("words", words)
                        .bind("id", id)
                        .bind("version", version)
                        .execute()
                == 1;
    }

    /// @param cause empty where it has none any more
    void move(Tx tx, String id, State state, String cause) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE quality_defect SET state = :state, cause_id = :cause, version ="
                                + " version + 1 WHERE id = :id")
                .bind("state", stored(state))
                .bind("cause", cause)
                .bind("id", id)
                .execute();
    }

    List<Defect> list(Tx tx, DefectQuery q, int offset, int limit) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM quality_defect"
                                + WHERE
                                + " ORDER BY raised_at DESC, id DESC LIMIT :limit OFFSET :offset")
                .bindMap(values(q))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, _) -> defect(rs))
                .list();
    }

    int count(Tx tx, DefectQuery q) {
        return tx.jdbi()
                .createQuery("SELECT COUNT(*) FROM quality_defect" + WHERE)
                .bindMap(values(q))
                .mapTo(Integer.class)
                .one();
    }

    /// How many of each class, the commonest first; the unclassified under the empty name.
    Map<String, Integer> byType(Tx tx, DefectQuery q) {
        var out = new LinkedHashMap<String, Integer>();
        tx.jdbi()
                .createQuery(
                        "SELECT type, COUNT(*) AS n FROM quality_defect"
                                + WHERE
                                + " GROUP BY type ORDER BY n DESC, type")
                .bindMap(values(q))
                .map((rs, _) -> Map.entry(rs.getString("type"), rs.getInt("n")))
                .forEach(e -> out.put(e.getKey(), e.getValue()));
        return out;
    }

    List<String> tools(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT DISTINCT tool FROM quality_defect ORDER BY tool")
                .mapTo(String.class)
                .list();
    }

    private static Map<String, Object> values(DefectQuery q) {
        var text = q.text().strip();
        var like = text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        return Map.of(
                "tool", q.tool(),
                "type", q.type(),
                "state", q.state(),
                "severity", q.severity(),
                "text", text,
                "like", "%" + like + "%",
                "from", q.from().toEpochMilli());
    }

    private static Defect defect(ResultSet rs) throws SQLException {
        var severity = rs.getString("severity");
        return new Defect(
                rs.getString("id"),
                Source.valueOf(rs.getString("source").toUpperCase(Locale.ROOT)),
                rs.getString("source_id"),
                rs.getString("call_id"),
                rs.getString("tool"),
                rs.getString("worker"),
                rs.getString("noticed"),
                rs.getString("type"),
                severity.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Severity.valueOf(severity.toUpperCase(Locale.ROOT))),
                rs.getString("words"),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("cause_id"),
                rs.getString("raised_by"),
                Instant.ofEpochMilli(rs.getLong("raised_at")),
                rs.getInt("version"));
    }

    private static String stored(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
