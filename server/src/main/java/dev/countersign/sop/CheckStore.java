package dev.countersign.sop;

import dev.countersign.sop.Check.State;
import dev.countersign.sop.Compliance.Proposed;
import dev.countersign.sop.Finding.Confirmed;
import dev.countersign.sop.Finding.Said;
import dev.countersign.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables sop_check and sop_finding.
final class CheckStore {
    void insert(Tx tx, Check c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO sop_check (id, sop, body, source, source_id, worker, record,
                          call_id, state, asked_by, asked_at)
                        VALUES (:id, :sop, :body, :source, :sourceId, :worker, :record, :call,
                          :state, :by, :at)
                        """)
                .bind("id", c.id())
                .bind("sop", c.sop().id())
                .bind("body", SopText.write(c.sop()))
                .bind("source", c.source())
                .bind("sourceId", c.sourceId())
                .bind("worker", c.worker())
                .bind("record", c.record())
                .bind("call", c.call())
                .bind("state", stored(c.state()))
                .bind("by", c.askedBy())
                .bind("at", c.askedAt().toEpochMilli())
                .execute();
    }

    /// @return false where it is not in that state any more
    boolean move(Tx tx, String id, State from, State to) {
        return tx.jdbi()
                        .createUpdate(
                                "UPDATE sop_check SET state = :to WHERE id = :id AND state = :from")
                        .bind("to", stored(to))
                        .bind("id", id)
                        .bind("from", stored(from))
                        .execute()
                == 1;
    }

    void propose(Tx tx, String check, List<Proposed> said) {
        for (var i = 0; i < said.size(); i++) {
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO sop_finding (check_id, step, proposed, quote, confirmed, words,
                              confirmed_by, confirmed_at, defect_id)
                            VALUES (:check, :step, :proposed, :quote, '', '', '', 0, '')
                            """)
                    .bind("check", check)
                    .bind("step", i + 1)
                    .bind("proposed", stored(said.get(i).said()))
                    .bind("quote", said.get(i).quote())
                    .execute();
        }
    }

    /// @return false where somebody has confirmed it already
    boolean confirm(Tx tx, String check, int step, Confirmed c) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE sop_finding SET confirmed = :said, words = :words,
                                  confirmed_by = :by, confirmed_at = :at
                                WHERE check_id = :check AND step = :step AND confirmed = ''
                                """)
                        .bind("said", stored(c.said()))
                        .bind("words", c.words())
                        .bind("by", c.by())
                        .bind("at", c.at().toEpochMilli())
                        .bind("check", check)
                        .bind("step", step)
                        .execute()
                == 1;
    }

    void defect(Tx tx, String check, int step, String defect) {
        tx.jdbi()
                .createUpdate(
                        "UPDATE sop_finding SET defect_id = :defect WHERE check_id = :check AND"
                                + " step = :step")
                .bind("defect", defect)
                .bind("check", check)
                .bind("step", step)
                .execute();
    }

    Optional<Check> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM sop_check WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> check(tx, rs))
                .findOne();
    }

    /// The newest first.
    ///
    /// @param sop empty for those of every procedure
    List<Check> newest(Tx tx, String sop, int limit) {
        return tx.jdbi()
                .createQuery(
                        """
                        SELECT * FROM sop_check WHERE :sop = '' OR sop = :sop
                        ORDER BY asked_at DESC, id DESC LIMIT :limit
                        """)
                .bind("sop", sop)
                .bind("limit", limit)
                .map((rs, _) -> check(tx, rs))
                .list();
    }

    private static Check check(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var record = rs.getString("record");
        return new Check(
                id,
                SopText.read(rs.getString("body")),
                rs.getString("source"),
                rs.getString("source_id"),
                rs.getString("worker"),
                record,
                rs.getString("call_id"),
                State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("asked_by"),
                Instant.ofEpochMilli(rs.getLong("asked_at")),
                findings(tx, id, record));
    }

    private static List<Finding> findings(Tx tx, String check, String record) {
        return tx.jdbi()
                .createQuery("SELECT * FROM sop_finding WHERE check_id = :check ORDER BY step")
                .bind("check", check)
                .map((rs, _) -> finding(rs, record))
                .list();
    }

    private static Finding finding(ResultSet rs, String record) throws SQLException {
        var quote = rs.getString("quote");
        var confirmed = rs.getString("confirmed");
        return new Finding(
                rs.getInt("step"),
                said(rs.getString("proposed")),
                quote,
                Compliance.verbatim(record, quote),
                confirmed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Confirmed(
                                        said(confirmed),
                                        rs.getString("words"),
                                        rs.getString("confirmed_by"),
                                        Instant.ofEpochMilli(rs.getLong("confirmed_at")))),
                rs.getString("defect_id"));
    }

    private static Said said(String stored) {
        return Said.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static String stored(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
