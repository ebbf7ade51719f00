package dev.countersign.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.escalation.ClockEvent;
import dev.countersign.escalation.Escalation.Progress;
import dev.countersign.escalation.Target;
import dev.countersign.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The clock's columns of desk_case: its events, and what follows from them for lists.
final class ClockStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Stored>> EVENTS = new TypeReference<>() {};

    /// @param length of a target in milliseconds, 0 where the event has none
    private record Stored(String kind, long at, long length, String measure) {}

    List<ClockEvent> events(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery("SELECT clock FROM desk_case WHERE id = :id")
                .bind("id", caseId)
                .mapTo(String.class)
                .findOne()
                .map(ClockStore::read)
                .orElse(List.of());
    }

    void write(
            Tx tx,
            String caseId,
            List<ClockEvent> events,
            Optional<Instant> respondBy,
            Optional<Instant> answeredAt,
            Optional<Instant> missedAt) {
        tx.jdbi()
                .createUpdate(
                        """
                        UPDATE desk_case SET clock = :clock, respond_by = :by, responded_at = :answered,
                          response_missed_at = :missed WHERE id = :id
                        """)
                .bind("id", caseId)
                .bind("clock", json(events))
                .bind("by", respondBy.map(Instant::toEpochMilli).orElse(null))
                .bind("answered", answeredAt.map(Instant::toEpochMilli).orElse(null))
                .bind("missed", missedAt.map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    int reminded(Tx tx, String caseId) {
        return tx.jdbi()
                .createQuery("SELECT reminded FROM desk_case WHERE id = :id")
                .bind("id", caseId)
                .mapTo(Integer.class)
                .one();
    }

    void reminded(Tx tx, String caseId, int percent) {
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET reminded = :percent WHERE id = :id")
                .bind("id", caseId)
                .bind("percent", percent)
                .execute();
    }

    Progress progress(Tx tx, ExceptionCase c) {
        return tx.jdbi()
                .createQuery("SELECT climbed, climbed_at FROM desk_case WHERE id = :id")
                .bind("id", c.id())
                .map((rs, _) ->
                        new Progress(
                                rs.getInt("climbed"),
                                CaseRow.instant(rs, "climbed_at").orElse(c.openedAt())))
                .one();
    }

    void progress(Tx tx, String caseId, Progress progress) {
        tx.jdbi()
                .createUpdate("UPDATE desk_case SET climbed = :n, climbed_at = :at WHERE id = :id")
                .bind("id", caseId)
                .bind("n", progress.reached())
                .bind("at", progress.since().toEpochMilli())
                .execute();
    }

    private static String json(List<ClockEvent> events) {
        var out = new ArrayList<Stored>();
        for (var event : events) {
            var at = event.at().toEpochMilli();
            out.add(
                    switch (event) {
                        case ClockEvent.Opened(_, var t) -> stored("opened", at, t);
                        case ClockEvent.Retargeted(_, var t) -> stored("retargeted", at, t);
                        case ClockEvent.Paused _ -> new Stored("paused", at, 0, "");
                        case ClockEvent.Resumed _ -> new Stored("resumed", at, 0, "");
                        case ClockEvent.Settled _ -> new Stored("settled", at, 0, "");
                        case ClockEvent.Reopened(_, var fresh) ->
                                new Stored(fresh ? "reopened" : "continued", at, 0, "");
                    });
        }
        try {
            return JSON.writeValueAsString(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events are plain records", e);
        }
    }

    private static Stored stored(String kind, long at, Target target) {
        return new Stored(kind, at, target.length().toMillis(), target.measure().name());
    }

    private static List<ClockEvent> read(String json) {
        try {
            return JSON.readValue(json, EVENTS).stream().map(ClockStore::event).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events were written by this class", e);
        }
    }

    private static ClockEvent event(Stored s) {
        var at = Instant.ofEpochMilli(s.at());
        return switch (s.kind()) {
            case "opened" -> new ClockEvent.Opened(at, target(s));
            case "retargeted" -> new ClockEvent.Retargeted(at, target(s));
            case "paused" -> new ClockEvent.Paused(at);
            case "resumed" -> new ClockEvent.Resumed(at);
            case "settled" -> new ClockEvent.Settled(at);
            case "reopened" -> new ClockEvent.Reopened(at, true);
            case "continued" -> new ClockEvent.Reopened(at, false);
            default -> throw new IllegalStateException("a clock event of kind " + s.kind());
        };
    }

    private static Target target(Stored s) {
        return new Target(Duration.ofMillis(s.length()), Target.Measure.valueOf(s.measure()));
    }
}
