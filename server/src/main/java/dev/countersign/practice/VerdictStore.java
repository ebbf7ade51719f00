package dev.countersign.practice;

import dev.countersign.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// The table practice_verdict, in the main store.
final class VerdictStore {
    void insert(Tx tx, String id, Verdict v) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO practice_verdict (id, person, number, mentor, signed_off, words, decided,
                          decided_right, checkpoint_note, made_at)
                        VALUES (:id, :person, :number, :mentor, :signed, :words, :decided, :right, :note, :at)
                        """)
                .bind("id", id)
                .bind("person", v.person())
                .bind("number", v.number())
                .bind("mentor", v.mentor())
                .bind("signed", v.signedOff() ? 1 : 0)
                .bind("words", v.words())
                .bind("decided", v.decided())
                .bind("right", v.right())
                .bind("note", v.checkpoint())
                .bind("at", v.at().toEpochMilli())
                .execute();
    }

    Optional<Verdict> newest(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM practice_verdict WHERE person = :person ORDER BY number"
                                + " DESC LIMIT 1")
                .bind("person", person)
                .map((rs, _) ->
                        new Verdict(
                                rs.getString("person"),
                                rs.getInt("number"),
                                rs.getString("mentor"),
                                rs.getInt("signed_off") == 1,
                                rs.getString("words"),
                                rs.getInt("decided"),
                                rs.getInt("decided_right"),
                                rs.getString("checkpoint_note"),
                                Instant.ofEpochMilli(rs.getLong("made_at"))))
                .findOne();
    }
}
