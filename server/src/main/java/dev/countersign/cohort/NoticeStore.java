package dev.countersign.cohort;

import dev.countersign.cohort.Notices.Notice;
import dev.countersign.storage.Tx;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The tables learning_notice, learning_quiet and learning_feed.
final class NoticeStore {
    /// @return false where it was told before
    boolean insert(Tx tx, Notice n) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO learning_notice (id, person_id, sentence, href, told_at, until_at)
                                VALUES (:id, :person, :sentence, :href, :told, :until)
                                ON CONFLICT (person_id, id) DO NOTHING
                                """)
                        .bind("id", n.id())
                        .bind("person", n.person())
                        .bind("sentence", n.sentence())
                        .bind("href", n.href())
                        .bind("told", n.told().toEpochMilli())
                        .bind("until", n.until().toEpochMilli())
                        .execute()
                > 0;
    }

    /// Not seen and not over, the newest first.
    List<Notice> of(Tx tx, String person, Instant now, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM learning_notice WHERE person_id = :person AND seen_at IS NULL
                          AND until_at > :now ORDER BY told_at DESC, id LIMIT :most
                        """)
                .bind("person", person)
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((rs, _) ->
                        new Notice(
                                rs.getString("id"),
                                person,
                                rs.getString("sentence"),
                                rs.getString("href"),
                                Instant.ofEpochMilli(rs.getLong("told_at")),
                                Instant.ofEpochMilli(rs.getLong("until_at"))))
                .list();
    }

    void forget(Tx tx, Instant before) {
        tx.jdbi()
                .createUpdate("DELETE FROM learning_notice WHERE until_at < :before")
                .bind("before", before.toEpochMilli())
                .execute();
    }

    void seen(Tx tx, String person, String id, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE learning_notice SET seen_at = :at
                        WHERE person_id = :person AND id = :id AND seen_at IS NULL
                        """)
                .bind("person", person)
                .bind("id", id)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    Optional<QuietHours> quiet(Tx tx, String person) {
        return tx.jdbi()
                .createQuery("SELECT * FROM learning_quiet WHERE person_id = :person")
                .bind("person", person)
                .map((rs, _) ->
                        new QuietHours(
                                ZoneId.of(rs.getString("zone")),
                                LocalTime.parse(rs.getString("from_time")),
                                LocalTime.parse(rs.getString("to_time")),
                                Arrays.stream(rs.getString("days_off").split(",", -1))
                                        .filter(d -> !d.isEmpty())
                                        .map(DayOfWeek::valueOf)
                                        .collect(Collectors.toSet())))
                .findOne();
    }

    void setQuiet(Tx tx, String person, QuietHours q) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO learning_quiet (person_id, zone, from_time, to_time, days_off)
                        VALUES (:person, :zone, :from, :to, :days)
                        ON CONFLICT (person_id) DO UPDATE SET zone = excluded.zone,
                          from_time = excluded.from_time, to_time = excluded.to_time,
                          days_off = excluded.days_off
                        """)
                .bind("person", person)
                .bind("zone", q.zone().getId())
                .bind("from", q.from().toString())
                .bind("to", q.to().toString())
                .bind(
                        "days",
                        q.daysOff().stream()
                                .sorted()
                                .map(DayOfWeek::name)
                                .collect(Collectors.joining(",")))
                .execute();
    }

    void feed(Tx tx, String lookup, String person, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO learning_feed (lookup, person_id, made_at)
                        VALUES (:lookup, :person, :at)
                        """)
                .bind("lookup", lookup)
                .bind("person", person)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    boolean endFeeds(Tx tx, String person, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE learning_feed SET revoked_at = :at
                                WHERE person_id = :person AND revoked_at IS NULL
                                """)
                        .bind("person", person)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    Optional<String> feedOf(Tx tx, String lookup) {
        return tx.jdbi()
                .createQuery(
                        "SELECT person_id FROM learning_feed WHERE lookup = :lookup AND revoked_at IS NULL")
                .bind("lookup", lookup)
                .mapTo(String.class)
                .findOne();
    }

    /// When the address that works now was made.
    Optional<Instant> feedSince(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        "SELECT made_at FROM learning_feed WHERE person_id = :person AND revoked_at IS NULL")
                .bind("person", person)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }
}
