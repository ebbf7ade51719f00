package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.cohort.Cohort.Refused;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables cohort, cohort_member and cohort_refused.
final class CohortStore {
    void insert(Tx tx, Cohort c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO cohort (id, pack, name, zone, monday, first_week, least, opened_by,
                          opened_at)
                        VALUES (:id, :pack, :name, :zone, :monday, :first, :least, :by, :at)
                        """)
                .bind("id", c.id())
                .bind("pack", c.pack())
                .bind("name", c.name())
                .bind("zone", c.zone().getId())
                .bind("monday", c.monday().toString())
                .bind("first", c.firstWeek())
                .bind("least", c.least())
                .bind("by", c.openedBy())
                .bind("at", c.openedAt().toEpochMilli())
                .execute();
    }

    Optional<Cohort> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM cohort WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> cohort(rs))
                .findOne();
    }

    /// The newest first.
    List<Cohort> all(Tx tx, int most) {
        return tx.jdbi()
                .createQuery("SELECT * FROM cohort ORDER BY opened_at DESC, id LIMIT :most")
                .bind("most", most)
                .map((rs, _) -> cohort(rs))
                .list();
    }

    /// Those somebody is or was in.
    List<Cohort> of(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM cohort WHERE id IN
                          (SELECT cohort_id FROM cohort_member WHERE person_id = :person)
                        ORDER BY opened_at DESC, id
                        """)
                .bind("person", person)
                .map((rs, _) -> cohort(rs))
                .list();
    }

    private static Cohort cohort(ResultSet rs) throws SQLException {
        return new Cohort(
                rs.getString("id"),
                rs.getString("pack"),
                rs.getString("name"),
                ZoneId.of(rs.getString("zone")),
                LocalDate.parse(rs.getString("monday")),
                rs.getInt("first_week"),
                rs.getInt("least"),
                rs.getString("opened_by"),
                Instant.ofEpochMilli(rs.getLong("opened_at")));
    }

    /// Comes, or comes back.
    ///
    /// @return false where they are in it already
    boolean join(Tx tx, String cohort, String person, Part part, String by, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO cohort_member (cohort_id, person_id, part, joined_at, joined_by)
                                VALUES (:cohort, :person, :part, :at, :by)
                                ON CONFLICT (cohort_id, person_id, part) DO UPDATE
                                  SET left_at = NULL, left_by = NULL
                                  WHERE cohort_member.left_at IS NOT NULL
                                """)
                        .bind("cohort", cohort)
                        .bind("person", person)
                        .bind("part", part.word())
                        .bind("at", at.toEpochMilli())
                        .bind("by", by)
                        .execute()
                > 0;
    }

    boolean leave(Tx tx, String cohort, String person, Part part, String by, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE cohort_member SET left_at = :at, left_by = :by
                                WHERE cohort_id = :cohort AND person_id = :person AND part = :part
                                  AND left_at IS NULL
                                """)
                        .bind("cohort", cohort)
                        .bind("person", person)
                        .bind("part", part.word())
                        .bind("at", at.toEpochMilli())
                        .bind("by", by)
                        .execute()
                > 0;
    }

    List<Member> members(Tx tx, String cohort) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM cohort_member WHERE cohort_id = :cohort
                        ORDER BY part, joined_at, person_id
                        """)
                .bind("cohort", cohort)
                .map((rs, _) -> {
                    var left = rs.getLong("left_at");
                    return new Member(
                            cohort,
                            rs.getString("person_id"),
                            Part.valueOf(rs.getString("part").toUpperCase(Locale.ROOT)),
                            Instant.ofEpochMilli(rs.getLong("joined_at")),
                            left == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(left)));
                })
                .list();
    }

    void refuse(Tx tx, String cohort, String person, String reason, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO cohort_refused (cohort_id, person_id, reason, at)
                        VALUES (:cohort, :person, :reason, :at)
                        ON CONFLICT (cohort_id, person_id) DO UPDATE
                          SET reason = excluded.reason, at = excluded.at
                        """)
                .bind("cohort", cohort)
                .bind("person", person)
                .bind("reason", reason)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    void unrefuse(Tx tx, String cohort, String person) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM cohort_refused WHERE cohort_id = :cohort AND person_id = :person")
                .bind("cohort", cohort)
                .bind("person", person)
                .execute();
    }

    List<Refused> refused(Tx tx, String cohort) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT person_id, reason FROM cohort_refused WHERE cohort_id = :cohort
                        ORDER BY person_id
                        """)
                .bind("cohort", cohort)
                .map((rs, _) -> new Refused(rs.getString(1), rs.getString(2)))
                .list();
    }
}
