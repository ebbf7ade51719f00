package dev.countersign.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tables course_* and training_*.
final class TrainingStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param files text by path
    record Kept(String digest, String pack, SortedMap<String, String> files) {}

    List<Kept> current(Tx tx) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT p.digest, p.pack, p.files FROM course_current c
                          JOIN course_pack p ON p.digest = c.digest ORDER BY p.pack
                        """)
                .map((rs, _) -> kept(rs))
                .list();
    }

    Optional<Kept> pack(Tx tx, String digest) {
        return tx.jdbi()
                .createQuery("SELECT digest, pack, files FROM course_pack WHERE digest = :digest")
                .bind("digest", digest)
                .map((rs, _) -> kept(rs))
                .findOne();
    }

    /// Who brought a version into force first; empty where that is not known.
    String keptBy(Tx tx, String digest) {
        return tx.jdbi()
                .createQuery("SELECT kept_by FROM course_pack WHERE digest = :digest")
                .bind("digest", digest)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    private static Kept kept(ResultSet rs) throws SQLException {
        try {
            return new Kept(
                    rs.getString("digest"),
                    rs.getString("pack"),
                    JSON.readValue(
                            rs.getString("files"),
                            new TypeReference<TreeMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds a pack that is no JSON", e);
        }
    }

    /// Whether this version was kept with other content, and this content never.
    boolean changes(Tx tx, Kept kept, String version) {
        return pack(tx, kept.digest()).isEmpty()
                && tx.jdbi()
                                .createQuery(
                                        """
                                        SELECT count(*) FROM course_pack
                                        WHERE pack = :pack AND version = :version
                                        """)
                                .bind("pack", kept.pack())
                                .bind("version", version)
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }

    /// @return whether anything is new
    boolean keep(Tx tx, Kept kept, String version, String by, Instant at) {
        if (pack(tx, kept.digest()).isEmpty()) {
            String files;
            try {
                files = JSON.writeValueAsString(kept.files());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts are always JSON", e);
            }
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO course_pack (digest, pack, version, files, kept_at, kept_by)
                            VALUES (:digest, :pack, :version, :files, :at, :by)
                            """)
                    .bind("by", by)
                    .bind("digest", kept.digest())
                    .bind("pack", kept.pack())
                    .bind("version", version)
                    .bind("files", files)
                    .bind("at", at.toEpochMilli())
                    .execute();
        }
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO course_current (pack, digest) VALUES (:pack, :digest)
                                ON CONFLICT (pack) DO UPDATE SET digest = excluded.digest
                                  WHERE course_current.digest <> excluded.digest
                                """)
                        .bind("pack", kept.pack())
                        .bind("digest", kept.digest())
                        .execute()
                > 0;
    }

    boolean enrol(Tx tx, String person, String pack, String by, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO training_enrolment (person_id, pack, enrolled_by, enrolled_at)
                                VALUES (:person, :pack, :by, :at) ON CONFLICT DO NOTHING
                                """)
                        .bind("person", person)
                        .bind("pack", pack)
                        .bind("by", by)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    Set<String> enrolments(Tx tx, String person) {
        return new HashSet<>(
                tx.jdbi()
                        .createQuery(
                                "SELECT pack FROM training_enrolment WHERE person_id = :person")
                        .bind("person", person)
                        .mapTo(String.class)
                        .list());
    }

    List<Learning.Enrolment> enrolledSince(Tx tx, Instant since) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT e.person_id, e.pack, e.enrolled_at, c.completed_at
                        FROM training_enrolment e LEFT JOIN training_completion c
                          ON c.person_id = e.person_id AND c.pack = e.pack
                        WHERE e.enrolled_at >= :since ORDER BY e.enrolled_at, e.person_id
                        """)
                .bind("since", since.toEpochMilli())
                .map((rs, _) ->
                        new Learning.Enrolment(
                                rs.getString("person_id"),
                                rs.getString("pack"),
                                Instant.ofEpochMilli(rs.getLong("enrolled_at")),
                                time(rs, "completed_at")))
                .list();
    }

    boolean done(Tx tx, String person, String pack, String section, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO training_section (person_id, pack, section, done_at)
                                VALUES (:person, :pack, :section, :at) ON CONFLICT DO NOTHING
                                """)
                        .bind("person", person)
                        .bind("pack", pack)
                        .bind("section", section)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    void undone(Tx tx, String person, String pack, String section) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM training_section WHERE person_id = :person AND pack = :pack AND"
                                + " section = :section")
                .bind("person", person)
                .bind("pack", pack)
                .bind("section", section)
                .execute();
    }

    Set<String> sections(Tx tx, String person, String pack) {
        return new HashSet<>(
                tx.jdbi()
                        .createQuery(
                                "SELECT section FROM training_section WHERE person_id = :person AND"
                                        + " pack = :pack")
                        .bind("person", person)
                        .bind("pack", pack)
                        .mapTo(String.class)
                        .list());
    }

    List<Attempt> attempts(Tx tx, String person, String pack, String quiz) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM training_attempt WHERE person_id = :person AND pack = :pack
                          AND quiz = :quiz ORDER BY number
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("quiz", quiz)
                .map((rs, _) -> attempt(rs))
                .list();
    }

    Optional<Attempt> attempt(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM training_attempt WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> attempt(rs))
                .findOne();
    }

    /// Those whose time is over.
    List<Attempt> overdue(Tx tx, Instant now, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM training_attempt WHERE submitted_at IS NULL AND due_at <= :now
                        ORDER BY due_at LIMIT :most
                        """)
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((rs, _) -> attempt(rs))
                .list();
    }

    private static Attempt attempt(ResultSet rs) throws SQLException {
        var score = rs.getString("score");
        return new Attempt(
                rs.getString("id"),
                rs.getString("person_id"),
                rs.getString("pack"),
                rs.getString("digest"),
                rs.getString("quiz"),
                rs.getInt("number"),
                rs.getLong("seed"),
                Instant.ofEpochMilli(rs.getLong("started_at")),
                time(rs, "due_at"),
                time(rs, "submitted_at"),
                Optional.ofNullable(rs.getString("ended_by")),
                score == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(score)),
                rs.getInt("open_items"),
                Optional.ofNullable(rs.getString("marked_by")));
    }

    /// Ended attempts at a quiz, the newest first.
    List<Attempt> ended(Tx tx, String pack, String quiz, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM training_attempt
                        WHERE pack = :pack AND quiz = :quiz AND submitted_at IS NOT NULL
                        ORDER BY submitted_at DESC, id LIMIT :limit
                        """)
                .bind("pack", pack)
                .bind("quiz", quiz)
                .bind("limit", limit)
                .map((rs, _) -> attempt(rs))
                .list();
    }

    void markBy(Tx tx, String attempt, String digest) {
        tx.jdbi()
                .createUpdate("UPDATE training_attempt SET marked_by = :digest WHERE id = :id")
                .bind("id", attempt)
                .bind("digest", digest)
                .execute();
    }

    /// Per cent more time; 0 where nothing was given.
    int moreTime(Tx tx, String person) {
        return tx.jdbi()
                .createQuery("SELECT percent FROM training_accommodation WHERE person_id = :person")
                .bind("person", person)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    void moreTime(Tx tx, String person, int percent, String by, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_accommodation (person_id, percent, granted_by, granted_at)
                        VALUES (:person, :percent, :by, :at)
                        ON CONFLICT (person_id) DO UPDATE SET percent = excluded.percent,
                          granted_by = excluded.granted_by, granted_at = excluded.granted_at
                        """)
                .bind("person", person)
                .bind("percent", percent)
                .bind("by", by)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    private static Optional<Instant> time(ResultSet rs, String column) throws SQLException {
        var value = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }

    void begin(Tx tx, Attempt a) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_attempt (id, person_id, pack, digest, quiz, number, seed,
                          started_at, due_at)
                        VALUES (:id, :person, :pack, :digest, :quiz, :number, :seed, :started, :due)
                        """)
                .bind("id", a.id())
                .bind("person", a.personId())
                .bind("pack", a.pack())
                .bind("digest", a.digest())
                .bind("quiz", a.quiz())
                .bind("number", a.number())
                .bind("seed", a.seed())
                .bind("started", a.startedAt().toEpochMilli())
                .bind("due", a.dueAt().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    void end(Tx tx, String id, Instant at, String by, double score, int open) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE training_attempt SET submitted_at = :at, ended_by = :by, score = :score,
                          open_items = :open WHERE id = :id
                        """)
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .bind("by", by)
                .bind("score", String.valueOf(score))
                .bind("open", open)
                .execute();
    }

    void mark(Tx tx, String attempt, Mark mark) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_mark (attempt_id, item_id, earned, words, mentor, marked_at)
                        VALUES (:attempt, :item, :earned, :words, :mentor, :at)
                        ON CONFLICT (attempt_id, item_id) DO UPDATE SET earned = excluded.earned,
                          words = excluded.words, mentor = excluded.mentor,
                          marked_at = excluded.marked_at
                        """)
                .bind("attempt", attempt)
                .bind("item", mark.item())
                .bind("earned", String.valueOf(mark.earned()))
                .bind("words", mark.words())
                .bind("mentor", mark.mentor())
                .bind("at", mark.at().toEpochMilli())
                .execute();
    }

    Map<String, Mark> marks(Tx tx, String attempt) {
        var out = new HashMap<String, Mark>();
        tx.jdbi()
                .createQuery("SELECT * FROM training_mark WHERE attempt_id = :id")
                .bind("id", attempt)
                .map((rs, _) ->
                        out.put(
                                rs.getString("item_id"),
                                new Mark(
                                        rs.getString("item_id"),
                                        Double.parseDouble(rs.getString("earned")),
                                        rs.getString("words"),
                                        rs.getString("mentor"),
                                        Instant.ofEpochMilli(rs.getLong("marked_at")))))
                .list();
        return out;
    }

    void rescore(Tx tx, String attempt, double score, int open) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE training_attempt SET score = :score, open_items = :open WHERE id = :id")
                .bind("id", attempt)
                .bind("score", String.valueOf(score))
                .bind("open", open)
                .execute();
    }

    /// Those with an answer that a mentor must mark, the oldest first.
    List<Attempt> unmarked(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM training_attempt WHERE open_items > 0
                        ORDER BY submitted_at, id LIMIT :most
                        """)
                .bind("most", most)
                .map((rs, _) -> attempt(rs))
                .list();
    }

    /// Quizzes that were handed in during a period.
    List<Attempts.Taken> taken(Tx tx, Instant from, Instant to) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT pack, quiz, score FROM training_attempt
                        WHERE submitted_at >= :from AND submitted_at < :to AND score IS NOT NULL
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .map((rs, _) ->
                        new Attempts.Taken(
                                rs.getString("pack"),
                                rs.getString("quiz"),
                                Double.parseDouble(rs.getString("score"))))
                .list();
    }
}
