package dev.countersign.training;

import dev.countersign.course.Answer;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Answers to what was asked, in `training_answer` or `lab_try_answer`.
final class AnswerStore {
    static final AnswerStore OF_QUIZZES = new AnswerStore("training_answer", "attempt_id");
    static final AnswerStore OF_DRILLS = new AnswerStore("lab_try_answer", "try_id");

    /// A page begins to count at the time it was opened, in these parts of a millisecond: a page
    /// opened later is above all that one opened before it will ever count to.
    private static final long PER_MILLISECOND = 1_000;

    private final String table;
    private final String key;

    private AnswerStore(String table, String key) {
        this.table = table;
        this.key = key;
    }

    /// Keeps the answers, but none whose question holds one with an equal or higher number.
    ///
    /// @return by question, what stands in place of what was not kept
    Map<String, Answer> save(Tx tx, String owner, Saves saves, Instant at) {
        var stands = new HashMap<String, Answer>();
        for (var answer : saves.answers().entrySet()) {
            if (!put(tx, owner, answer.getKey(), answer.getValue(), saves.seq(), at)) {
                stands.put(answer.getKey(), answers(tx, owner).get(answer.getKey()));
            }
        }
        return stands;
    }

    private boolean put(
            Tx tx, String owner, String item, Answer answer, OptionalLong seq, Instant at) {
        // Without a number it is newer than all that is there, and what is there keeps its own.
        var newer = seq.isPresent() ? ", seq = excluded.seq WHERE excluded.seq > %1$s.seq" : "";
        return tx.jdbi()
                        .createUpdate(
                                ("""
                                INSERT INTO %1$s (%2$s, item_id, answer, saved_at, seq)
                                VALUES (:owner, :item, :answer, :at, :seq)
                                ON CONFLICT (%2$s, item_id) DO UPDATE SET
                                  answer = excluded.answer, saved_at = excluded.saved_at
                                """
                                                + newer)
                                        .formatted(table, key))
                        .bind("owner", owner)
                        .bind("item", item)
                        .bind("answer", AnswerText.of(answer))
                        .bind("at", at.toEpochMilli())
                        .bind("seq", seq.orElse(0))
                        .execute()
                > 0;
    }

    Map<String, Answer> answers(Tx tx, String owner) {
        var out = new HashMap<String, Answer>();
        tx.jdbi()
                .createQuery(
                        "SELECT item_id, answer FROM %s WHERE %s = :owner".formatted(table, key))
                .bind("owner", owner)
                .map((rs, _) -> out.put(rs.getString(1), AnswerText.read(rs.getString(2))))
                .list();
        return out;
    }

    /// From where a page that opens now counts its saves: above every page opened before it, and
    /// above what is there, should a clock have gone back.
    long base(Tx tx, String owner, Instant now) {
        var highest =
                tx.jdbi()
                        .createQuery(
                                "SELECT COALESCE(MAX(seq), 0) FROM %s WHERE %s = :owner"
                                        .formatted(table, key))
                        .bind("owner", owner)
                        .mapTo(Long.class)
                        .one();
        return Math.max(now.toEpochMilli() * PER_MILLISECOND, highest);
    }
}
