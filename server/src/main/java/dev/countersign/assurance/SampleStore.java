package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Defect;
import dev.countersign.assurance.WorkSample.Given;
import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.assurance.WorkSample.Review;
import dev.countersign.gate.Condition;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table assurance_sample.
final class SampleStore {
    /// @return whether it was new
    boolean insert(Tx tx, WorkSample s) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO assurance_sample (id, kind, tool, source, source_id, worker, input,
                                  worker_answer, worker_at, call_id, answer, score, version, prompt,
                                  answered_by, would, next_try_at, created_at, answer_brought_by)
                                VALUES (:id, :kind, :tool, :source, :sourceId, :worker, :input, :own, :ownAt,
                                  :call, :answer, :score, :version, :prompt, :answeredBy, :would, :at, :at, :broughtBy)
                                ON CONFLICT (tool, source, source_id) DO NOTHING
                                """)
                        .bind("id", s.id())
                        .bind("kind", stored(s.kind()))
                        .bind("tool", s.tool())
                        .bind("source", s.source())
                        .bind("sourceId", s.sourceId())
                        .bind("worker", s.worker())
                        .bind("input", s.input())
                        .bind("own", s.own().orElse(null))
                        .bind("broughtBy", s.ownBroughtBy())
                        .bind("ownAt", s.own().map(_ -> s.createdAt().toEpochMilli()).orElse(null))
                        .bind("call", s.given().map(Given::call).orElse(null))
                        .bind("answer", s.given().map(Given::answer).orElse(null))
                        .bind("score", s.given().flatMap(Given::score).orElse(null))
                        .bind("version", s.given().map(Given::version).orElse(null))
                        .bind("prompt", s.given().map(Given::prompt).orElse(null))
                        .bind("answeredBy", s.given().map(Given::answeredBy).orElse(null))
                        .bind("would", s.given().map(Given::would).orElse(null))
                        .bind("at", s.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    Optional<WorkSample> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM assurance_sample WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> sample(rs))
                .findOne();
    }

    Optional<WorkSample> bySource(Tx tx, String tool, String source, String sourceId) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM assurance_sample WHERE tool = :tool AND source = :source AND"
                                + " source_id = :sourceId")
                .bind("tool", tool)
                .bind("source", source)
                .bind("sourceId", sourceId)
                .map((rs, _) -> sample(rs))
                .findOne();
    }

    /// False where somebody's answer is there already.
    boolean own(Tx tx, String id, String answer, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE assurance_sample SET worker_answer = :answer, worker_at ="
                                        + " :at WHERE id = :id AND worker_at IS NULL")
                        .bind("id", id)
                        .bind("answer", answer)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    /// @param next when it may be asked anew, should another version or model answer by then
    void given(Tx tx, String id, Given given, Instant next) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE assurance_sample SET call_id = :call, answer = :answer, score = :score,
                          version = :version, prompt = :prompt, answered_by = :answeredBy,
                          would = :would, trouble = NULL,
                          tries = tries + 1, next_try_at = :next
                        WHERE id = :id AND reviewed_at IS NULL
                        """)
                .bind("id", id)
                .bind("call", given.call())
                .bind("answer", given.answer())
                .bind("score", given.score().orElse(null))
                .bind("version", given.version())
                .bind("prompt", given.prompt())
                .bind("answeredBy", given.answeredBy())
                .bind("would", given.would())
                .bind("next", next.toEpochMilli())
                .execute();
    }

    void failed(Tx tx, String id, String trouble, Instant next) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE assurance_sample SET tries = tries + 1, trouble = :trouble,"
                                + " next_try_at = :next WHERE id = :id")
                .bind("id", id)
                .bind("trouble", trouble)
                .bind("next", next.toEpochMilli())
                .execute();
    }

    int tries(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT tries FROM assurance_sample WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /// What the tool is to be asked: never asked, or answered by a version that is no more.
    ///
    /// @param versions those that are current
    List<WorkSample> toAsk(Tx tx, Instant now, List<String> versions, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT s.* FROM assurance_sample s LEFT JOIN assurance_tool t ON t.tool = s.tool
                        WHERE s.kind = 'shadow' AND s.reviewed_at IS NULL AND s.next_try_at <= :now
                          AND (s.call_id IS NULL OR s.version NOT IN (<versions>)
                            OR s.answered_by <> t.answered_by)
                        ORDER BY s.next_try_at, s.id LIMIT :limit
                        """)
                .bind("now", now.toEpochMilli())
                .bindList("versions", versions.isEmpty() ? List.of("") : versions)
                .bind("limit", limit)
                .map((rs, _) -> sample(rs))
                .list();
    }

    /// False where somebody has reviewed it already.
    boolean review(Tx tx, String id, Review review) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE assurance_sample SET reviewer = :by, reviewed_at = :at,
                                  review_number = (SELECT COALESCE(MAX(review_number), 0) + 1
                                    FROM assurance_sample),
                                  tool_right = :right, worker_right = :workerRight, defect = :defect,
                                  words = :words
                                WHERE id = :id AND reviewed_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("by", review.reviewer())
                        .bind("at", review.at().toEpochMilli())
                        .bind("right", review.right() ? 1 : 0)
                        .bind("workerRight", review.workerRight().map(r -> r ? 1 : 0).orElse(null))
                        .bind("defect", review.defect().map(Defect::name).orElse(null))
                        .bind("words", review.words())
                        .execute()
                == 1;
    }

    /// Reviewed ones of a version as it answers now, in the order of their reviews.
    List<WorkSample> reviewed(Tx tx, Kind kind, String tool, String version, String answeredBy) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM assurance_sample
                        WHERE tool = :tool AND kind = :kind AND version = :version
                          AND answered_by = :answeredBy AND reviewed_at IS NOT NULL
                        ORDER BY review_number
                        """)
                .bind("tool", tool)
                .bind("kind", stored(kind))
                .bind("version", version)
                .bind("answeredBy", answeredBy)
                .map((rs, _) -> sample(rs))
                .list();
    }

    /// Counted up to [Condition.Reviewed#MOST]: every question asks, and no gate demands more.
    int countReviewed(Tx tx, String tool, String version, String answeredBy) throws SQLException {
        var s =
                tx.prepared(
                        """
                        SELECT COUNT(*) FROM (SELECT 1 FROM assurance_sample
                          WHERE tool = ? AND kind = 'shadow' AND version = ? AND answered_by = ?
                            AND reviewed_at IS NOT NULL LIMIT ?) AS counted
                        """);
        s.setString(1, tool);
        s.setString(2, version);
        s.setString(3, answeredBy);
        s.setInt(4, Condition.Reviewed.MOST);
        try (var rs = s.executeQuery()) {
            return rs.next() ? rs.getInt(1) : 0;
        }
    }

    /// The worker's own, that wait for their answer, the oldest first.
    List<WorkSample> waitingFor(Tx tx, String worker, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM assurance_sample
                        WHERE worker = :worker AND worker_at IS NULL AND kind = 'shadow'
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("worker", worker)
                .bind("limit", limit)
                .map((rs, _) -> sample(rs))
                .list();
    }

    /// Those that wait for a review by somebody who did not do the work, the oldest first.
    List<WorkSample> toReview(Tx tx, String reviewer, @Nullable String tool, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM assurance_sample
                        WHERE reviewed_at IS NULL AND call_id IS NOT NULL AND worker <> :reviewer
                          AND answer_brought_by <> :reviewer
                          AND (worker_at IS NOT NULL OR kind = 'audit')
                          AND (:tool IS NULL OR tool = :tool)
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("reviewer", reviewer)
                .bindByType("tool", tool, String.class)
                .bind("limit", limit)
                .map((rs, _) -> sample(rs))
                .list();
    }

    /// A tool's, the newest first.
    List<WorkSample> of(Tx tx, String tool, int offset, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM assurance_sample WHERE tool = :tool
                        ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset
                        """)
                .bind("tool", tool)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, _) -> sample(rs))
                .list();
    }

    private static WorkSample sample(ResultSet rs) throws SQLException {
        var call = rs.getString("call_id");
        var reviewed = rs.getLong("reviewed_at");
        var workerRight = rs.getInt("worker_right");
        Optional<Boolean> ownRight =
                rs.wasNull() ? Optional.empty() : Optional.of(workerRight == 1);
        return new WorkSample(
                rs.getString("id"),
                Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                rs.getString("tool"),
                rs.getString("source"),
                rs.getString("source_id"),
                rs.getString("worker"),
                rs.getString("input"),
                Optional.ofNullable(rs.getString("worker_answer")),
                rs.getString("answer_brought_by"),
                call == null
                        ? Optional.empty()
                        : Optional.of(
                                new Given(
                                        call,
                                        rs.getString("answer"),
                                        Optional.ofNullable(rs.getString("score")),
                                        rs.getString("version"),
                                        rs.getString("prompt"),
                                        rs.getString("answered_by"),
                                        rs.getString("would"))),
                reviewed == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Review(
                                        rs.getString("reviewer"),
                                        Instant.ofEpochMilli(reviewed),
                                        rs.getInt("tool_right") == 1,
                                        ownRight,
                                        Optional.ofNullable(rs.getString("defect"))
                                                .map(Defect::valueOf),
                                        rs.getString("words"))),
                Optional.ofNullable(rs.getString("trouble")),
                Instant.ofEpochMilli(rs.getLong("created_at")));
    }

    private static String stored(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Of the samples reviewed in a period, those found right, and all.
    Assurance.Agreement agreement(Tx tx, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT COALESCE(SUM(tool_right), 0) AS hits, COUNT(*) AS n FROM assurance_sample
                        WHERE reviewed_at >= :from AND reviewed_at < :to
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) -> new Assurance.Agreement(rs.getInt("hits"), rs.getInt("n")))
                .one();
    }
}
