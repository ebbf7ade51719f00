package dev.countersign.cohort;

import dev.countersign.cohort.Messenger.Said;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The table learning_chat, and which notices went out in chat.
final class DailyStore {
    boolean isOff(Tx tx, String person) {
        return tx.jdbi()
                .createQuery("SELECT is_off FROM learning_chat WHERE person_id = :person")
                .bind("person", person)
                .mapTo(Integer.class)
                .findOne()
                .filter(off -> off == 1)
                .isPresent();
    }

    Optional<LocalDate> lastDay(Tx tx, String person) {
        return tx.jdbi()
                .createQuery("SELECT last_day FROM learning_chat WHERE person_id = :person")
                .bind("person", person)
                .mapTo(String.class)
                .findOne()
                .filter(d -> !d.isEmpty())
                .map(LocalDate::parse);
    }

    void turn(Tx tx, String person, boolean off) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO learning_chat (person_id, is_off, last_day)
                        VALUES (:person, :off, '')
                        ON CONFLICT (person_id) DO UPDATE SET is_off = excluded.is_off
                        """)
                .bind("person", person)
                .bind("off", off ? 1 : 0)
                .execute();
    }

    void toldOn(Tx tx, String person, LocalDate day) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO learning_chat (person_id, is_off, last_day)
                        VALUES (:person, 0, :day)
                        ON CONFLICT (person_id) DO UPDATE SET last_day = excluded.last_day
                        """)
                .bind("person", person)
                .bind("day", day.toString())
                .execute();
    }

    /// What matters still, was not seen and was in no message; from now on it was. Reminders of
    /// what is near are left out: the message lists that anyway.
    List<Said> toTell(Tx tx, String person, Instant now) {
        var found =
                tx.jdbi()
                        .createQuery(
                                """
                                SELECT id, sentence, href FROM learning_notice
                                WHERE person_id = :person AND seen_at IS NULL AND until_at > :now
                                  AND in_chat = 0 ORDER BY told_at, id
                                """)
                        .bind("person", person)
                        .bind("now", now.toEpochMilli())
                        .map((rs, _) ->
                                Reminders.NEAR.stream().anyMatch(rs.getString("id")::startsWith)
                                        ? Optional.<Said>empty()
                                        : Optional.of(
                                                new Said(
                                                        rs.getString("sentence"),
                                                        rs.getString("href"))))
                        .list();
        tx.jdbi()
                .createUpdate(
                        "UPDATE learning_notice SET in_chat = 1 WHERE person_id = :person AND in_chat = 0")
                .bind("person", person)
                .execute();
        return found.stream().flatMap(Optional::stream).toList();
    }
}
