package dev.countersign.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.connect.DirectStore.Row;
import dev.countersign.connect.Message.Line;
import dev.countersign.kernel.Ids;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.ui.Format;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages to one person, one a day: rows first, written with their cause, and sent afterwards in
/// the first chat that knows the person. Each is claimed before it is sent and recorded after it;
/// one that may have arrived is looked up before it is sent again. Threads may share it.
public final class Directs {
    private static final Logger LOG = LoggerFactory.getLogger(Directs.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SETTLE_AFTER = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 100;

    private final List<DirectRoom> rooms;
    private final Storage storage;
    private final People people;
    private final InstantSource clock;
    private final Ids ids;
    private final DirectStore store = new DirectStore();
    private final Map<String, Instant> pausedUntil = new HashMap<>();

    Directs(List<DirectRoom> rooms, Storage storage, People people, InstantSource clock, Ids ids) {
        this.rooms = rooms;
        this.storage = storage;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
    }

    /// Takes a message over, once for its day. What somebody was told and did not get comes with
    /// it; what was due then is in it anyway, or over.
    ///
    /// @param day such as `2026-11-24`
    public void tell(Tx tx, String person, String day, Message.Daily message) {
        var now = clock.instant();
        var told = new LinkedHashSet<Line>();
        var missed = store.missed(tx, person);
        missed.forEach(m -> told.addAll(read(m.body()).told()));
        told.addAll(message.told());
        var whole =
                new Message.Daily(
                        message.title(), message.due(), new ArrayList<>(told), message.link());
        if (store.insert(tx, person + "/" + day, person, text(whole), now)) {
            missed.forEach(m -> store.end(tx, m.id(), "replaced", "the next day's has it"));
            store.forget(tx, person, now.minus(KEPT));
        }
    }

    /// Every message to an erased person, with their name in the chat.
    public void forget(Tx tx, Person person) {
        store.forget(tx, person.id());
    }

    /// What became of somebody's last one, in a sentence.
    public Optional<String> standing(String person) {
        var zone = people.person(person).map(Person::zone).orElse(java.time.ZoneOffset.UTC);
        return storage.read(tx -> store.newest(tx, person))
                .map(r -> said(r, new Format(zone, clock.instant())));
    }

    private static String said(Row r, Format format) {
        var room = r.room().orElse("chat");
        return switch (r.state()) {
            case "sent" ->
                    "The last one came %s in %s."
                            .formatted(r.sentAt().map(format::when).orElse(""), room);
            case "nobody", "refused" ->
                    "The last one could not be sent: " + r.why().orElse("nobody said why") + ".";
            case "gone", "replaced" -> "The last one was not sent.";
            default ->
                    r.why()
                            .map(why ->
                                    "The last one was not sent yet: %s. It is tried again."
                                            .formatted(why))
                            .orElse("The last one is on its way.");
        };
    }

    /// One that is not delivered.
    public record Undelivered(String id, String person, String state, String why, int attempts) {}

    public List<Undelivered> undelivered() {
        return storage.read(tx -> store.undelivered(tx, BATCH)).stream()
                .map(r ->
                        new Undelivered(
                                r.id(), r.person(), r.state(), r.why().orElse(""), r.attempts()))
                .toList();
    }

    /// One round; blocks.
    synchronized void sendDue() {
        var now = clock.instant();
        for (var row : storage.read(tx -> store.pending(tx, now.minus(SETTLE_AFTER), now, BATCH))) {
            settle(row, now);
        }
        for (var row : storage.read(tx -> store.waiting(tx, now, BATCH))) {
            send(row, now);
        }
    }

    private void settle(Row row, Instant now) {
        var room =
                rooms.stream().filter(r -> row.room().equals(Optional.of(r.title()))).findFirst();
        if (room.isEmpty()) {
            end(row, "refused", "it may have arrived in a chat that is connected no more");
            return;
        }
        if (paused(room.get(), now)) {
            return;
        }
        var since = row.claimedAt().orElse(now);
        switch (room.get().find(row.sendId().orElse(""), row.member().orElse(""), since)) {
            case Sent.Done _ -> write(tx -> store.sent(tx, row.sendId().orElse(""), since));
            case Sent.Not(var why, _, _, _) -> write(tx -> store.again(tx, row.id(), why, now));
            case Sent.Unsure(var why, var everything) -> {
                LOG.warn("direct-unsure id={} why={}", row.id(), why);
                write(tx -> store.lookLater(tx, row.id(), why, now.plus(SETTLE_AFTER)));
                if (everything) {
                    pause(room.get(), now.plus(SETTLE_AFTER));
                }
            }
        }
    }

    private boolean paused(DirectRoom room, Instant now) {
        return now.isBefore(pausedUntil.getOrDefault(room.title(), Instant.MIN));
    }

    private void pause(DirectRoom room, Instant until) {
        pausedUntil.put(room.title(), until);
    }

    private void send(Row row, Instant now) {
        var person = people.person(row.person()).filter(Person::active);
        if (person.isEmpty()) {
            end(row, "gone", "the person does not work here now");
            return;
        }
        for (var room : rooms) {
            if (paused(room, now)) {
                // The person may be known there: another chat is no answer to that.
                return;
            }
            var member = room.member(row.person(), person.get().email());
            if (member.unreachable().isPresent()) {
                later(row, room.title() + " did not answer: " + member.unreachable().get(), now);
                pause(room, now.plus(SETTLE_AFTER));
                return;
            }
            if (member.id().isPresent()) {
                send(row, room, member.id().get(), now);
                return;
            }
        }
        end(
                row,
                "nobody",
                "nobody in %s has the address `%s`"
                        .formatted(
                                String.join(" or ", rooms.stream().map(DirectRoom::title).toList()),
                                person.get().email()));
    }

    private void send(Row row, DirectRoom room, String member, Instant now) {
        var sendId = ids.next("send");
        if (!storage.writeAndWait(
                tx -> store.claim(tx, row.id(), room.title(), member, sendId, now))) {
            return;
        }
        switch (room.send(sendId, member, read(row.body()))) {
            case Sent.Done _ -> write(tx -> store.sent(tx, sendId, now));
            case Sent.Not(var why, var after, var everything, var forGood) -> {
                if (forGood) {
                    end(row, "refused", room.title() + " refuses it: " + why);
                    return;
                }
                var due = after.map(now::plus).orElseGet(() -> now.plus(backoff(row)));
                LOG.warn("direct-failed id={} room={} why={}", row.id(), room.title(), why);
                write(tx -> store.again(tx, row.id(), room.title() + " answered: " + why, due));
                if (everything) {
                    pause(room, due);
                }
            }
            case Sent.Unsure(var why, var everything) -> {
                LOG.warn("direct-unsure id={} room={} why={}", row.id(), room.title(), why);
                write(tx -> store.lookLater(tx, row.id(), why, now.plus(SETTLE_AFTER)));
                if (everything) {
                    pause(room, now.plus(SETTLE_AFTER));
                }
            }
        }
    }

    private static Duration backoff(Row row) {
        var pause = Duration.ofSeconds(5L << Math.min(6, row.attempts()));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void later(Row row, String why, Instant now) {
        LOG.warn("direct-later id={} why={}", row.id(), why);
        write(tx -> store.again(tx, row.id(), why, now.plus(SETTLE_AFTER)));
    }

    private void end(Row row, String state, String why) {
        LOG.warn("direct-ended id={} state={} why={}", row.id(), state, why);
        write(tx -> store.end(tx, row.id(), state, why));
    }

    private interface Step {
        void in(Tx tx);
    }

    private void write(Step step) {
        storage.writeAndWait(tx -> {
            step.in(tx);
            return true;
        });
    }

    private static String text(Message.Daily message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is always JSON", e);
        }
    }

    private static Message.Daily read(String body) {
        try {
            return JSON.readValue(body, Message.Daily.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds a message that is no JSON", e);
        }
    }
}
