package dev.countersign.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The tables report_brief and report_due.
final class ReportStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Figure>> FIGURES = new TypeReference<>() {};
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    void due(Tx tx, LocalDate day) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO report_due (day) VALUES (:day) ON CONFLICT (day) DO NOTHING")
                .bind("day", day.toString())
                .execute();
    }

    List<LocalDate> due(Tx tx) {
        return tx.jdbi()
                .createQuery("SELECT day FROM report_due ORDER BY day")
                .map((rs, _) -> LocalDate.parse(rs.getString(1)))
                .list();
    }

    void done(Tx tx, LocalDate day) {
        tx.jdbi()
                .createUpdate("DELETE FROM report_due WHERE day = :day")
                .bind("day", day.toString())
                .execute();
    }

    boolean insert(Tx tx, DailyBrief brief, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO report_brief (day, document, produced_at)
                                VALUES (:day, :document, :at) ON CONFLICT (day) DO NOTHING
                                """)
                        .bind("day", brief.day().toString())
                        .bind("document", write(brief))
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Newest first.
    List<DailyBrief> newest(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery("SELECT document FROM report_brief ORDER BY day DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rs, _) -> read(rs.getString(1)))
                .list();
    }

    Optional<DailyBrief> of(Tx tx, LocalDate day) {
        return tx.jdbi()
                .createQuery("SELECT document FROM report_brief WHERE day = :day")
                .bind("day", day.toString())
                .map((rs, _) -> read(rs.getString(1)))
                .findOne();
    }

    static String write(DailyBrief b) {
        var out = JSON.createObjectNode();
        out.put("day", b.day().toString());
        out.put("from", b.from().toString());
        out.put("to", b.to().toString());
        out.set("figures", JSON.valueToTree(b.figures()));
        out.set("wins", JSON.valueToTree(b.wins()));
        out.set("misses", JSON.valueToTree(b.misses()));
        out.set("exceptions", JSON.valueToTree(b.exceptions()));
        return out.toString();
    }

    static DailyBrief read(String document) {
        try {
            var tree = JSON.readTree(document);
            return new DailyBrief(
                    LocalDate.parse(tree.path("day").asText()),
                    Instant.parse(tree.path("from").asText()),
                    Instant.parse(tree.path("to").asText()),
                    JSON.convertValue(tree.path("figures"), FIGURES),
                    JSON.convertValue(tree.path("wins"), LINES),
                    JSON.convertValue(tree.path("misses"), LINES),
                    tree.has("exceptions")
                            ? JSON.convertValue(tree.path("exceptions"), LINES)
                            : List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("briefs were written by this class", e);
        }
    }
}
