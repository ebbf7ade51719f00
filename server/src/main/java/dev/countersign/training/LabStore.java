package dev.countersign.training;

import dev.countersign.ledger.Vault;
import dev.countersign.storage.Tx;
import dev.countersign.training.LabWork.Judgement;
import dev.countersign.training.LabWork.Member;
import dev.countersign.training.LabWork.Observation;
import dev.countersign.training.LabWork.State;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables lab_work, lab_judgement, lab_observation and lab_member. What people wrote is sealed
/// under the learner's key.
final class LabStore {
    private static final String WORDS = "words";
    private static final String LEVEL = "level.";

    private final Vault vault;

    LabStore(Vault vault) {
        this.vault = vault;
    }

    Optional<LabWork> work(Tx tx, String person, String pack, String lab) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM lab_work WHERE person_id = :person AND pack = :pack AND lab ="
                                + " :lab")
                .bind("person", person)
                .bind("pack", pack)
                .bind("lab", lab)
                .map((rs, _) -> work(tx, rs))
                .findOne();
    }

    Optional<LabWork> work(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_work WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> work(tx, rs))
                .findOne();
    }

    /// By lab, without opening what was written.
    Map<String, State> states(Tx tx, String person, String pack) {
        var out = new HashMap<String, State>();
        tx.jdbi()
                .createQuery(
                        "SELECT lab, state FROM lab_work WHERE person_id = :person AND pack = :pack")
                .bind("person", person)
                .bind("pack", pack)
                .map((rs, _) -> out.put(rs.getString(1), state(rs.getString(2))))
                .list();
        return out;
    }

    /// Those that were handed in or whose learner asks to be watched, the oldest first.
    List<LabWork> waiting(Tx tx, int most) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM lab_work WHERE state = 'handed_in' OR watch_asked_at IS NOT NULL
                        ORDER BY COALESCE(watch_asked_at, handed_in_at), id LIMIT :most
                        """)
                .bind("most", most)
                .map((rs, _) -> work(tx, rs))
                .list();
    }

    private LabWork work(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var person = rs.getString("person_id");
        return new LabWork(
                id,
                person,
                rs.getString("pack"),
                rs.getString("lab"),
                rs.getString("digest"),
                state(rs.getString("state")),
                rs.getInt("hand_ins"),
                opened(tx, person, rs, id),
                rs.getString("reader"),
                time(rs, "watch_asked_at"),
                time(rs, "handed_in_at"));
    }

    private static State state(String text) {
        return State.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private Map<String, String> opened(Tx tx, String person, ResultSet rs, String context)
            throws SQLException {
        return open(vault, tx, person, rs.getBytes("sealed"), context(context));
    }

    /// Nothing where the learner was erased, also where something newer is sealed for them since.
    static Map<String, String> open(
            Vault vault, Tx tx, String person, byte @Nullable [] sealed, byte[] context)
            throws SQLException {
        try {
            return vault.openTexts(tx, person, sealed, context).orElse(Map.of());
        } catch (IllegalStateException erasedSince) {
            return Map.of();
        }
    }

    private static byte[] context(String of) {
        return ("lab " + of).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Instant> time(ResultSet rs, String column) throws SQLException {
        var value = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }

    /// Writes it as it is now.
    void put(Tx tx, LabWork w) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_work (id, person_id, pack, lab, digest, state, hand_ins, sealed,
                          reader, watch_asked_at, handed_in_at)
                        VALUES (:id, :person, :pack, :lab, :digest, :state, :hand_ins, :sealed,
                          :reader, :watch, :handed_in)
                        ON CONFLICT (id) DO UPDATE SET digest = excluded.digest,
                          state = excluded.state, hand_ins = excluded.hand_ins,
                          sealed = excluded.sealed, reader = excluded.reader,
                          watch_asked_at = excluded.watch_asked_at,
                          handed_in_at = excluded.handed_in_at
                        """)
                .bind("id", w.id())
                .bind("person", w.person())
                .bind("pack", w.pack())
                .bind("lab", w.lab())
                .bind("digest", w.digest())
                .bind("state", w.state().name().toLowerCase(Locale.ROOT))
                .bind("hand_ins", w.handIns())
                .bind("sealed", vault.sealTexts(tx, w.person(), w.texts(), context(w.id())))
                .bind("reader", w.reader())
                .bind("watch", w.watchAsked().map(Instant::toEpochMilli).orElse(null))
                .bind("handed_in", w.handedInAt().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    void judge(Tx tx, LabWork w, Judgement j) throws SQLException {
        var texts = new HashMap<String, String>();
        texts.put(WORDS, j.words());
        j.levels().forEach((row, level) -> texts.put(LEVEL + row, String.valueOf(level)));
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_judgement (work_id, hand_in, passed, mentor, sealed, judged_at)
                        VALUES (:work, :hand_in, :passed, :mentor, :sealed, :at)
                        """)
                .bind("work", w.id())
                .bind("hand_in", j.handIn())
                .bind("passed", j.passed() ? 1 : 0)
                .bind("mentor", j.mentor())
                .bind(
                        "sealed",
                        vault.sealTexts(
                                tx, w.person(), texts, context(w.id() + " judged " + j.handIn())))
                .bind("at", j.at().toEpochMilli())
                .execute();
    }

    /// The oldest first.
    List<Judgement> judgements(Tx tx, LabWork w) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_judgement WHERE work_id = :work ORDER BY hand_in")
                .bind("work", w.id())
                .map((rs, _) -> {
                    var handIn = rs.getInt("hand_in");
                    var texts = opened(tx, w.person(), rs, w.id() + " judged " + handIn);
                    var levels = new HashMap<String, Integer>();
                    texts.forEach((name, text) -> {
                        if (name.startsWith(LEVEL)) {
                            levels.put(name.substring(LEVEL.length()), Integer.parseInt(text));
                        }
                    });
                    return new Judgement(
                            handIn,
                            rs.getInt("passed") == 1,
                            rs.getString("mentor"),
                            texts.getOrDefault(WORDS, ""),
                            levels,
                            Instant.ofEpochMilli(rs.getLong("judged_at")));
                })
                .list();
    }

    void observe(Tx tx, LabWork w, Observation o) throws SQLException {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lab_observation (work_id, number, mentor, sealed, observed_at)
                        VALUES (:work, :number, :mentor, :sealed, :at)
                        """)
                .bind("work", w.id())
                .bind("number", o.number())
                .bind("mentor", o.mentor())
                .bind(
                        "sealed",
                        vault.sealTexts(
                                tx,
                                w.person(),
                                Map.of(WORDS, o.words()),
                                context(w.id() + " observed " + o.number())))
                .bind("at", o.at().toEpochMilli())
                .execute();
    }

    List<Observation> observations(Tx tx, LabWork w) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_observation WHERE work_id = :work ORDER BY number")
                .bind("work", w.id())
                .map((rs, _) -> {
                    var number = rs.getInt("number");
                    return new Observation(
                            number,
                            rs.getString("mentor"),
                            opened(tx, w.person(), rs, w.id() + " observed " + number)
                                    .getOrDefault(WORDS, ""),
                            Instant.ofEpochMilli(rs.getLong("observed_at")));
                })
                .list();
    }

    List<Member> members(Tx tx, String work) {
        return tx.jdbi()
                .createQuery("SELECT * FROM lab_member WHERE work_id = :work ORDER BY person_id")
                .bind("work", work)
                .map((rs, _) -> {
                    var person = rs.getString("person_id");
                    return new Member(person, time(rs, "confirmed_at").isPresent());
                })
                .list();
    }

    void name(Tx tx, String work, String person) {
        tx.jdbi()
                .createUpdate(
                        "INSERT INTO lab_member (work_id, person_id) VALUES (:work, :person) ON CONFLICT"
                                + " DO NOTHING")
                .bind("work", work)
                .bind("person", person)
                .execute();
    }

    void unname(Tx tx, String work, String person) {
        tx.jdbi()
                .createUpdate(
                        "DELETE FROM lab_member WHERE work_id = :work AND person_id = :person")
                .bind("work", work)
                .bind("person", person)
                .execute();
    }

    /// @param at empty takes it back
    void confirm(Tx tx, String work, String person, Optional<Instant> at) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE lab_member SET confirmed_at = :at WHERE work_id = :work AND person_id ="
                                + " :person")
                .bind("work", work)
                .bind("person", person)
                .bind("at", at.map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    /// The works of others that name somebody as one of their group.
    List<LabWork> naming(Tx tx, String person, String pack, String lab) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT w.* FROM lab_work w JOIN lab_member m ON m.work_id = w.id
                        WHERE m.person_id = :person AND w.person_id <> :person AND w.pack = :pack
                          AND w.lab = :lab ORDER BY w.id
                        """)
                .bind("person", person)
                .bind("pack", pack)
                .bind("lab", lab)
                .map((rs, _) -> work(tx, rs))
                .list();
    }
}
