package dev.countersign.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.launch.Confirmation.Voided;
import dev.countersign.launch.Launch.Goal;
import dev.countersign.launch.Launch.Word;
import dev.countersign.report.TeamWeek;
import dev.countersign.report.TeamWeek.Saved;
import dev.countersign.report.Window;
import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables launch, launch_person, launch_workflow, launch_confirmation and launch_read_out.
final class LaunchStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void insert(Tx tx, Launch l) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO launch (id, team, team_title, cohort_id, monday, zone, started_by,
                          started_at)
                        VALUES (:id, :team, :title, :cohort, :monday, :zone, :by, :at)
                        """)
                .bind("id", l.id())
                .bind("team", l.team())
                .bind("title", l.teamTitle())
                .bind("cohort", l.cohort())
                .bind("monday", l.monday().toString())
                .bind("zone", l.zone().getId())
                .bind("by", l.startedBy())
                .bind("at", l.startedAt().toEpochMilli())
                .execute();
        for (var person : l.people()) {
            tx.jdbi()
                    .createUpdate(
                            "INSERT INTO launch_person (launch_id, person_id) VALUES (:id, :person)")
                    .bind("id", l.id())
                    .bind("person", person)
                    .execute();
        }
        var number = 0;
        for (var goal : l.workflows()) {
            number++;
            tx.jdbi()
                    .createUpdate(
                            """
                            INSERT INTO launch_workflow (launch_id, number, workflow, slo, target)
                            VALUES (:id, :number, :workflow, :slo, :target)
                            """)
                    .bind("id", l.id())
                    .bind("number", number)
                    .bind("workflow", goal.workflow())
                    .bind("slo", goal.slo())
                    .bind("target", goal.target().toPlainString())
                    .execute();
        }
    }

    Optional<Launch> find(Tx tx, String id) {
        return tx.jdbi()
                .createQuery("SELECT * FROM launch WHERE id = :id")
                .bind("id", id)
                .map((rs, _) -> launch(tx, rs))
                .findOne();
    }

    /// Newest first.
    List<Launch> newest(Tx tx, int limit) {
        return tx.jdbi()
                .createQuery("SELECT * FROM launch ORDER BY started_at DESC, id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((rs, _) -> launch(tx, rs))
                .list();
    }

    private static Launch launch(Tx tx, ResultSet rs) throws SQLException {
        var id = rs.getString("id");
        var by = rs.getString("called_off_by");
        return new Launch(
                id,
                rs.getString("team"),
                rs.getString("team_title"),
                rs.getString("cohort_id"),
                people(tx, id),
                goals(tx, id),
                LocalDate.parse(rs.getString("monday")),
                ZoneId.of(rs.getString("zone")),
                rs.getString("started_by"),
                Instant.ofEpochMilli(rs.getLong("started_at")),
                by == null
                        ? Optional.empty()
                        : Optional.of(
                                new Word(
                                        by,
                                        rs.getString("called_off_why"),
                                        Instant.ofEpochMilli(rs.getLong("called_off_at")))));
    }

    private static List<String> people(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(
                        "SELECT person_id FROM launch_person WHERE launch_id = :id ORDER BY person_id")
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    private static List<Goal> goals(Tx tx, String id) {
        return tx.jdbi()
                .createQuery(
                        "SELECT workflow, slo, target FROM launch_workflow WHERE launch_id = :id ORDER"
                                + " BY number")
                .bind("id", id)
                .map((rs, _) ->
                        new Goal(rs.getString(1), rs.getString(2), new BigDecimal(rs.getString(3))))
                .list();
    }

    /// @return false where somebody was quicker
    boolean callOff(Tx tx, String id, Word word) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE launch SET called_off_by = :by, called_off_at = :at,
                                  called_off_why = :why WHERE id = :id AND called_off_by IS NULL
                                """)
                        .bind("by", word.by())
                        .bind("at", word.at().toEpochMilli())
                        .bind("why", word.words())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    void confirm(Tx tx, String launch, Confirmation c) {
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO launch_confirmation (launch_id, number, rbac_digest,
                          regions_digest, playbook_id, words, signed_by, signed_at)
                        VALUES (:launch, :number, :rbac, :regions, :playbook, :words, :by, :at)
                        """)
                .bind("launch", launch)
                .bind("number", c.number())
                .bind("rbac", c.rolesDigest())
                .bind("regions", c.regionsDigest())
                .bind("playbook", c.playbook())
                .bind("words", c.said().words())
                .bind("by", c.said().by())
                .bind("at", c.said().at().toEpochMilli())
                .execute();
    }

    /// @return false where it is void already
    boolean makeVoid(Tx tx, String launch, int number, Voided voided) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                UPDATE launch_confirmation SET voided_because = :because,
                                  voided_at = :at
                                WHERE launch_id = :launch AND number = :number AND voided_at IS NULL
                                """)
                        .bind("because", String.join(",", voided.because()))
                        .bind("at", voided.at().toEpochMilli())
                        .bind("launch", launch)
                        .bind("number", number)
                        .execute()
                == 1;
    }

    /// The newest first.
    List<Confirmation> confirmations(Tx tx, String launch) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM launch_confirmation WHERE launch_id = :launch ORDER BY number"
                                + " DESC")
                .bind("launch", launch)
                .map((rs, _) -> {
                    var because = rs.getString("voided_because");
                    return new Confirmation(
                            rs.getInt("number"),
                            rs.getString("rbac_digest"),
                            rs.getString("regions_digest"),
                            rs.getString("playbook_id"),
                            word(rs),
                            because == null
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Voided(
                                                    List.of(because.split(",")),
                                                    Instant.ofEpochMilli(
                                                            rs.getLong("voided_at")))));
                })
                .list();
    }

    private static Word word(ResultSet rs) throws SQLException {
        return new Word(
                rs.getString("signed_by"),
                rs.getString("words"),
                Instant.ofEpochMilli(rs.getLong("signed_at")));
    }

    /// @return false where this Friday was read out already
    boolean read(Tx tx, String launch, ReadOut r) {
        return tx.jdbi()
                        .createUpdate(
                                """
                                INSERT INTO launch_read_out (launch_id, friday, figures, words,
                                  signed_by, signed_at)
                                VALUES (:launch, :friday, :figures, :words, :by, :at)
                                ON CONFLICT (launch_id, friday) DO NOTHING
                                """)
                        .bind("launch", launch)
                        .bind("friday", r.friday().toString())
                        .bind("figures", written(r.figures()))
                        .bind("words", r.said().words())
                        .bind("by", r.said().by())
                        .bind("at", r.said().at().toEpochMilli())
                        .execute()
                == 1;
    }

    List<ReadOut> readOuts(Tx tx, String launch) {
        return tx.jdbi()
                .createQuery(
                        "SELECT * FROM launch_read_out WHERE launch_id = :launch ORDER BY friday")
                .bind("launch", launch)
                .map((rs, _) ->
                        new ReadOut(
                                LocalDate.parse(rs.getString("friday")),
                                read(rs.getString("figures")),
                                word(rs)))
                .list();
    }

    private static String written(TeamWeek week) {
        var out = JSON.createObjectNode();
        out.put("from", week.window().from().toString());
        out.put("to", week.window().to().toString());
        var saved = out.putArray("saved");
        week.saved()
                .forEach(s -> {
                    var one = saved.addObject();
                    one.put("workflow", s.workflow()).put("answers", s.answers());
                    s.minutes().ifPresent(m -> one.put("minutes", m.toPlainString()));
                });
        week.closed().forEach(out.putArray("closed")::add);
        out.put("expired", week.expired());
        return out.toString();
    }

    private static TeamWeek read(String figures) {
        try {
            var tree = JSON.readTree(figures);
            var saved = new ArrayList<Saved>();
            for (var s : tree.path("saved")) {
                saved.add(
                        new Saved(
                                s.path("workflow").asText(),
                                s.path("answers").asInt(),
                                Optional.ofNullable(s.get("minutes"))
                                        .map(JsonNode::asText)
                                        .map(BigDecimal::new)));
            }
            var closed = new ArrayList<String>();
            tree.path("closed").forEach(c -> closed.add(c.asText()));
            return new TeamWeek(
                    new Window(
                            Instant.parse(tree.path("from").asText()),
                            Instant.parse(tree.path("to").asText())),
                    saved,
                    closed,
                    tree.path("expired").asInt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("read-outs were written by this class", e);
        }
    }
}
