package dev.countersign.connect;

import dev.countersign.connect.OutboxStore.Kind;
import dev.countersign.connect.OutboxStore.Row;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Ids;
import dev.countersign.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the outbox holds to one room.
///
/// Each message is claimed before it is sent and recorded after it. Where the two do not follow
/// each other (a crash, a time-out), the room is asked whether it has the message before it is sent
/// again. More than a few cases in a minute become one message that counts them.
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /// Cards of their own in a minute; beyond, a burst.
    static final int SINGLES = 20;

    private static final Duration SINGLES_IN = Duration.ofMinutes(1);

    /// How long a burst takes in what follows it.
    private static final Duration BURST_LASTS = Duration.ofMinutes(10);

    private static final Duration BURST_REFRESH = Duration.ofSeconds(10);
    private static final Duration CARD_REFRESH = Duration.ofSeconds(1);
    private static final Duration SETTLE_AFTER = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int BATCH = 100;
    private static final int NOTES = 500;
    private static final int NOTES_APART = 5;
    private static final int NAMED = 10;

    private final Room room;
    private final Storage storage;
    private final Desk desk;
    private final Telling telling;
    private final InstantSource clock;
    private final Ids ids;
    private final OutboxStore store = new OutboxStore();
    private Instant pausedUntil = Instant.MIN;
    private int failures;

    Dispatcher(
            Room room, Storage storage, Desk desk, Telling telling, InstantSource clock, Ids ids) {
        this.room = room;
        this.storage = storage;
        this.desk = desk;
        this.telling = telling;
        this.clock = clock;
        this.ids = ids;
    }

    /// One round; blocks. What the room does not take now waits for a later one.
    synchronized void sendDue() {
        settle();
        cards();
        bursts();
        notes();
        refresh();
    }

    private boolean paused() {
        return clock.instant().isBefore(pausedUntil);
    }

    /// What may have arrived when we stopped or the room broke off.
    private void settle() {
        var now = clock.instant();
        var pending =
                paused()
                        ? List.<OutboxStore.Pending>of()
                        : storage.read(
                                tx -> store.pending(tx, room.name(), now.minus(SETTLE_AFTER), now));
        for (var p : pending) {
            switch (room.find(p.sendId(), p.under(), p.claimedAt())) {
                case Sent.Done(var place) -> {
                    LOG.info("chat-found room={} send={}", room.name(), p.sendId());
                    write(tx -> store.sent(tx, p.sendId(), place, p.claimedAt()));
                }
                case Sent.Not _ -> write(tx -> store.again(tx, p.sendId(), now));
                case Sent.Unsure(var why, var everything) -> {
                    LOG.warn("chat-unsure room={} send={} why={}", room.name(), p.sendId(), why);
                    write(tx -> store.lookLater(tx, p.sendId(), now.plus(SETTLE_AFTER)));
                    if (everything) {
                        pause(backoff(++failures, LONGEST_PAUSE));
                        return;
                    }
                }
            }
        }
    }

    private void cards() {
        var now = clock.instant();
        if (paused()) {
            return;
        }
        int waiting = storage.read(tx -> store.countWaitingCards(tx, room.name(), now));
        if (waiting == 0) {
            return;
        }
        int lately = storage.read(tx -> store.sentSince(tx, room.name(), now.minus(SINGLES_IN)));
        var singles = Math.max(0, SINGLES - lately);
        for (var row : storage.read(tx -> store.waitingCards(tx, room.name(), now, singles))) {
            if (paused()) {
                return;
            }
            if (open(row).isEmpty()) {
                write(tx -> store.gone(tx, row.id()));
            } else {
                send(row.id(), List.of(row), Optional.empty());
            }
        }
        if (waiting > singles) {
            gather(now);
        }
    }

    /// Everything that still waits goes into one message, a bounded number of rows at a time.
    private void gather(Instant now) {
        var open = storage.read(tx -> store.burst(tx, room.name(), now.minus(BURST_LASTS)));
        var burst = open.map(Row::id).orElseGet(() -> ids.next("burst"));
        var more = true;
        while (more) {
            more =
                    storage.writeAndWait(tx -> {
                        store.insertBurst(tx, burst, room.name(), now);
                        var rows = store.waitingCards(tx, room.name(), now, BATCH);
                        for (var row : rows) {
                            if (desk.find(tx, row.caseId())
                                    .filter(ExceptionCase::isOpen)
                                    .isEmpty()) {
                                store.gone(tx, row.id());
                            } else {
                                store.join(tx, row.id(), burst, now);
                                store.changed(tx, room.name(), row.caseId(), true);
                            }
                        }
                        return rows.size() == BATCH;
                    });
        }
    }

    private void bursts() {
        var now = clock.instant();
        for (var row : storage.read(tx -> store.waitingBursts(tx, room.name(), now))) {
            if (!paused()) {
                send(row.id(), List.of(row), Optional.empty());
            }
        }
    }

    /// Under their cards; many under one message become one.
    private void notes() {
        var now = clock.instant();
        if (paused()) {
            return;
        }
        var byRoot = new LinkedHashMap<Place, List<Row>>();
        for (var row : storage.read(tx -> store.waitingNotes(tx, room.name(), now, NOTES))) {
            row.under()
                    .ifPresent(
                            root -> byRoot.computeIfAbsent(root, _ -> new ArrayList<>()).add(row));
        }
        byRoot.forEach((root, rows) -> {
            var told = matter(rows);
            if (told.size() > NOTES_APART) {
                send(told.getFirst().id() + "+" + told.size(), told, Optional.of(root));
            } else {
                told.forEach(row -> send(row.id(), List.of(row), Optional.of(root)));
            }
        });
    }

    private List<Row> matter(List<Row> rows) {
        var out = new ArrayList<Row>();
        for (var row : rows) {
            if (message(row).isPresent()) {
                out.add(row);
            } else {
                write(tx -> store.gone(tx, row.id()));
            }
        }
        return out;
    }

    private void send(String sendId, List<Row> rows, Optional<Place> under) {
        if (paused()) {
            return;
        }
        var now = clock.instant();
        // Twice the same message is another send once the first certainly did not arrive.
        var id = sendId + "#" + rows.getFirst().attempts();
        List<Row> claimed =
                storage.writeAndWait(tx ->
                        rows.stream().filter(row -> store.claim(tx, row.id(), id, now)).toList());
        if (claimed.isEmpty()) {
            return;
        }
        var message =
                claimed.size() == 1 ? message(claimed.getFirst()) : Optional.of(merged(claimed));
        if (message.isEmpty()) {
            write(tx -> claimed.forEach(row -> store.gone(tx, row.id())));
            return;
        }
        switch (room.send(id, message.get(), under)) {
            case Sent.Done(var place) -> {
                failures = 0;
                write(tx -> store.sent(tx, id, place, now));
            }
            case Sent.Not not -> {
                var attempts = claimed.getFirst().attempts() + 1;
                if (not.forGood()) {
                    LOG.error("chat-refused room={} send={} why={}", room.name(), id, not.why());
                    write(tx -> claimed.forEach(row -> store.gone(tx, row.id())));
                } else {
                    failed(not);
                    var wait = not.everything() ? Duration.ZERO : backoff(attempts, LONGEST_WAIT);
                    write(tx -> store.again(tx, id, now.plus(wait)));
                }
            }
            case Sent.Unsure(var why, _) -> {
                LOG.warn("chat-unsure room={} send={} why={}", room.name(), id, why);
                pause(backoff(++failures, LONGEST_PAUSE));
            }
        }
    }

    private void failed(Sent.Not not) {
        if (not.after().isPresent()) {
            pause(not.after().get());
        } else if (not.everything()) {
            pause(backoff(++failures, LONGEST_PAUSE));
        }
        LOG.warn("chat-not-sent room={} why={} failures={}", room.name(), not.why(), failures);
    }

    private void pause(Duration wait) {
        pausedUntil = clock.instant().plus(wait);
    }

    private static Duration backoff(int attempts, Duration most) {
        var wait = Duration.ofSeconds(1L << Math.clamp(attempts, 0, 12));
        return wait.compareTo(most) > 0 ? most : wait;
    }

    private void refresh() {
        var now = clock.instant();
        if (paused()) {
            return;
        }
        for (var row : storage.read(tx -> store.stale(tx, room.name(), now, BATCH))) {
            if (paused()) {
                return;
            }
            var next = now.plus(row.kind() == Kind.BURST ? BURST_REFRESH : CARD_REFRESH);
            // What happens from here on makes it stale again.
            boolean mine = storage.writeAndWait(tx -> store.refresh(tx, row.id(), next));
            if (mine) {
                update(row, now);
            }
        }
    }

    private void update(Row row, Instant now) {
        var message = message(row);
        if (message.isEmpty() || row.place().isEmpty()) {
            return;
        }
        switch (room.update(row.place().get(), message.get())) {
            case Sent.Done _ -> failures = 0;
            case Sent.Not not -> {
                if (not.forGood()) {
                    LOG.warn(
                            "chat-not-updated room={} id={} why={}",
                            room.name(),
                            row.id(),
                            not.why());
                } else {
                    failed(not);
                    write(tx -> store.staleAgain(tx, row.id(), now.plusSeconds(1)));
                }
            }
            // An update may be sent twice.
            case Sent.Unsure(var why, _) -> {
                pause(backoff(++failures, LONGEST_PAUSE));
                write(tx -> store.staleAgain(tx, row.id(), now.plusSeconds(1)));
            }
        }
    }

    private Optional<ExceptionCase> open(Row row) {
        return desk.find(row.caseId()).filter(ExceptionCase::isOpen);
    }

    /// As things are now; empty where there is nothing to say any more.
    private Optional<? extends Message> message(Row row) {
        return switch (row.kind()) {
            case CARD -> desk.find(row.caseId()).map(telling::card);
            case BURST -> Optional.of(burst(row.id()));
            case NOTE ->
                    desk.find(row.caseId())
                            .flatMap(c -> telling.note(c, Happened.read(row.body())));
        };
    }

    private Message.Burst burst(String id) {
        var counted = storage.read(tx -> store.counted(tx, id));
        var categories = new LinkedHashMap<String, Integer>();
        var total = 0;
        var open = 0;
        for (var e : counted.entrySet()) {
            categories.put(e.getKey(), e.getValue()[0]);
            total += e.getValue()[0];
            open += e.getValue()[1];
        }
        return new Message.Burst(total, open, categories, telling.queue());
    }

    private Message.Note merged(List<Row> rows) {
        var counts = new LinkedHashMap<String, Integer>();
        var mentioned = new LinkedHashSet<Message.Addressee>();
        var cases = new HashSet<String>();
        for (var row : rows) {
            cases.add(row.caseId());
            desk.find(row.caseId())
                    .flatMap(c -> telling.note(c, Happened.read(row.body())))
                    .ifPresent(note -> {
                        counts.merge(note.sentence(), 1, Integer::sum);
                        mentioned.addAll(note.mentions());
                    });
        }
        var sentence = new StringBuilder(cases.size() + " cases:");
        counts.entrySet().stream()
                .limit(NAMED)
                .forEach(e ->
                        sentence.append("\n• ")
                                .append(e.getValue())
                                .append("× ")
                                .append(e.getKey()));
        return new Message.Note(sentence.toString(), mentioned.stream().limit(NAMED).toList());
    }

    /// One unit of work without an answer.
    @FunctionalInterface
    private interface Step {
        void in(dev.countersign.storage.Tx tx);
    }

    private void write(Step step) {
        storage.writeAndWait(tx -> {
            step.in(tx);
            return true;
        });
    }
}
