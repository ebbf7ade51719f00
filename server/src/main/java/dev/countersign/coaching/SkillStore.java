package dev.countersign.coaching;

import dev.countersign.coaching.Skills.Use;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The table skill_use.
final class SkillStore {
    private final Texts texts;

    SkillStore(Texts texts) {
        this.texts = texts;
    }

    void insert(Tx tx, Use u) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO skill_use (id, person_id, sealed, noted_by, noted_at) VALUES (:id,"
                                + " :person, :sealed, :by, :at)")
                .bind("id", u.id())
                .bind("person", u.person())
                .bind(
                        "sealed",
                        texts.seal(
                                tx, u.person(), u.id(), Map.of("skill", u.skill(), "use", u.use())))
                .bind("by", u.by())
                .bind("at", u.at().toEpochMilli())
                .execute();
    }

    List<Use> of(Tx tx, String person) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM skill_use WHERE person_id = :person ORDER BY noted_at, id")
                .bind("person", person)
                .map((rs, _) -> {
                    var id = rs.getString("id");
                    var said = texts.open(tx, person, id, rs.getBytes("sealed"));
                    return new Use(
                            id,
                            person,
                            said.getOrDefault("skill", ""),
                            said.getOrDefault("use", ""),
                            rs.getString("noted_by"),
                            Instant.ofEpochMilli(rs.getLong("noted_at")));
                })
                .list();
    }

    boolean has(Tx tx, String person) {
        return tx.jdbi()
                        .createQuery("SELECT COUNT(*) FROM skill_use WHERE person_id = :person")
                        .bind("person", person)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    boolean delete(Tx tx, String person, String id) {
        return tx.jdbi()
                        .createUpdate(
                                "DELETE FROM skill_use WHERE id = :id AND person_id = :person")
                        .bind("id", id)
                        .bind("person", person)
                        .execute()
                == 1;
    }
}
