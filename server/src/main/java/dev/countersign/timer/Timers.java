package dev.countersign.timer;

import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Timers as rows of the one store. Threads may share it.
public final class Timers {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final int BATCH = 100;
    private static final int MAX_ATTEMPTS = 50;

    private final Storage storage;
    private final InstantSource clock;
    private final TimerStore store = new TimerStore();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

    public Timers(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// Runs in the transaction that removes the timer, so it happens exactly once. A handler looks
    /// at the state first: a timer that stopped mattering does nothing.
    @FunctionalInterface
    public interface Handler {
        void due(Tx tx, String subject, Instant dueAt) throws Exception;
    }

    public void handle(String kind, Handler handler) {
        handlers.put(kind, handler);
    }

    /// Sets or moves a timer.
    public void set(Tx tx, String kind, String subject, Instant dueAt) {
        store.set(tx, kind, subject, dueAt);
    }

    /// Sets a timer unless one of this kind and subject waits already.
    public void setIfAbsent(Tx tx, String kind, String subject, Instant dueAt) {
        store.setIfAbsent(tx, kind, subject, dueAt);
    }

    public void cancel(Tx tx, String kind, String subject) {
        store.delete(tx, kind, subject);
    }

    /// Runs what is due; blocks. The rim calls it every second, a test after moving its clock.
    ///
    /// @return how many were run
    public int runDue() {
        var now = clock.instant();
        List<TimerStore.Row> due = storage.read(tx -> store.due(tx, now, BATCH));
        var ran = 0;
        for (var row : due) {
            var handler = handlers.get(row.kind());
            if (handler == null) {
                continue;
            }
            try {
                storage.write(
                                Priority.BULK,
                                tx -> {
                                    if (store.claim(tx, row)) {
                                        handler.due(tx, row.subject(), row.dueAt());
                                    }
                                    return true;
                                })
                        .join();
                ran++;
            } catch (RuntimeException e) {
                LOG.warn("timer-failed kind={} subject={}", row.kind(), row.subject(), e);
                storage.writeAndWait(tx -> {
                    store.postpone(tx, row, now, MAX_ATTEMPTS);
                    return true;
                });
            }
        }
        return ran;
    }
}
