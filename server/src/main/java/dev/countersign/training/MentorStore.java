package dev.countersign.training;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import dev.countersign.training.Mentoring.Decision;
import dev.countersign.training.Mentoring.Enrolment;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables training_mentor, training_readiness and training_completion.
final class MentorStore {
    private static final String REASON = "reason";

    private final Vault vault;

    MentorStore(Vault vault) {
        this.vault = vault;
    }

    Optional<String> mentor(Tx tx, String person, String pack) {
        return tx.jdbi()
                .createQuery(
                        "SELECT mentor FROM training_mentor WHERE person_id = :person AND pack = :pack")
                .bind("person", person)
                .bind("pack", pack)
                .mapTo(String.class)
                .findOne();
    }

    void assign(Tx tx, String person, String pack, String mentor, String by, Instant at) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_mentor (person_id, pack, mentor, assigned_by, assigned_at)
                        VALUES (:person, :pack, :mentor, :by, :at)
                        ON CONFLICT (person_id, pack) DO UPDATE SET mentor = excluded.mentor,
                          assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("mentor", mentor)
                .bind("by", by)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    /// Everybody who learns something, with their mentor, the longest enrolled first.
    List<Enrolment> enrolments(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT e.person_id, e.pack, COALESCE(m.mentor, '') AS mentor
                        FROM training_enrolment e LEFT JOIN training_mentor m
                          ON m.person_id = e.person_id AND m.pack = e.pack
                        ORDER BY e.enrolled_at, e.person_id, e.pack LIMIT :most
                        """)
                .bind("most", most)
                .map((rs, _) -> new Enrolment(rs.getString(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    List<String> learners(Tx tx, String pack) {
        return tx.jdbi()
                .createQuery(
                        "SELECT person_id FROM training_enrolment WHERE pack = :pack ORDER BY person_id")
                .bind("pack", pack)
                .mapTo(String.class)
                .list();
    }

    private static byte[] context(String person, String pack, int number) {
        return ("readiness " + person + " " + pack + " " + number).getBytes(StandardCharsets.UTF_8);
    }

    /// The newest first.
    List<Decision> decisions(Tx tx, String person, String pack) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM training_readiness WHERE person_id = :person AND pack = :pack
                        ORDER BY number DESC
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .map((rs, _) -> {
                    var number = rs.getInt("number");
                    var texts =
                            LabStore.open(
                                    vault,
                                    tx,
                                    person,
                                    rs.getBytes("sealed"),
                                    context(person, pack, number));
                    return new Decision(
                            number,
                            rs.getInt("ready") == 1,
                            rs.getString("mentor"),
                            texts.getOrDefault(REASON, ""),
                            Instant.ofEpochMilli(rs.getLong("decided_at")));
                })
                .list();
    }

    void decide(Tx tx, String person, String pack, Decision d) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO training_readiness (person_id, pack, number, ready, mentor, sealed,
                          decided_at)
                        VALUES (:person, :pack, :number, :ready, :mentor, :sealed, :at)
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("number", d.number())
                .bind("ready", d.ready() ? 1 : 0)
                .bind("mentor", d.mentor())
                .bind(
                        "sealed",
                        vault.sealTexts(
                                tx,
                                person,
                                Map.of(REASON, d.reason()),
                                context(person, pack, d.number())))
                .bind("at", d.at().toEpochMilli())
                .execute();
    }

    /// @return whether it is new
    boolean completed(Tx tx, String person, String pack, String digest, Instant at) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO training_completion (person_id, pack, digest, completed_at)
                                VALUES (:person, :pack, :digest, :at) ON CONFLICT DO NOTHING
                                """)
                        .bind("person", person)
                        .bind("pack", pack)
                        .bind("digest", digest)
                        .bind("at", at.toEpochMilli())
                        .execute()
                > 0;
    }

    boolean isCompleted(Tx tx, String person, String pack) {
        return tx.jdbi()
                .createQuery(
                        "SELECT 1 FROM training_completion WHERE person_id = :person AND pack = :pack")
                .bind("person", person)
                .bind("pack", pack)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
