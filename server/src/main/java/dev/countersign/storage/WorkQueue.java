package dev.countersign.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/// Bounded queues, one per priority. The higher goes first, yet each waiting one gets an eighth of
/// every take, so that none starves.
///
/// While many calls are under way, a take lingers a moment for the units that are about to come, so
/// that one commit serves them all (PostgreSQL's `commit_delay` and `commit_siblings`). A person's
/// decision never lingers.
final class WorkQueue {
    /// Calls under way from which a take lingers.
    private static final int SIBLINGS = 16;

    private static final long LINGER_NANOS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition enough = lock.newCondition();
    private final EnumMap<Priority, ArrayDeque<Unit<?>>> queues = new EnumMap<>(Priority.class);
    private final int bound;
    private final IntSupplier underWay;
    private int waiting;
    private int wanted;
    private int turn;
    private boolean closed;

    /// @param underWay how many calls will want to write before long
    WorkQueue(int bound, IntSupplier underWay) {
        this.bound = bound;
        this.underWay = underWay;
        for (var priority : Priority.values()) {
            queues.put(priority, new ArrayDeque<>());
        }
    }

    void add(Priority priority, Unit<?> unit) {
        lock.lock();
        try {
            if (closed) {
                unit.refuse(closing());
                return;
            }
            var queue = queueOf(priority);
            if (queue.size() >= bound && !unit.reserved) {
                unit.refuse(
                        new StorageException(
                                StorageException.Kind.BUSY,
                                "the writer has `" + bound + "` units waiting; retry in a second"));
                return;
            }
            queue.add(unit);
            waiting++;
            if (wanted == 0) {
                arrived.signal();
            } else if (waiting >= wanted || priority == Priority.HUMAN) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private ArrayDeque<Unit<?>> queueOf(Priority priority) {
        return Objects.requireNonNull(queues.get(priority));
    }

    /// Waits for work. An empty list means closed and drained.
    List<Unit<?>> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && waiting == 0) {
                arrived.await();
            }
            linger(most);
            var taken = new ArrayList<Unit<?>>();
            if (most < queues.size()) {
                takeInTurn(most, taken);
                return taken;
            }
            for (var queue : queues.values()) {
                poll(queue, most / 8, taken);
            }
            for (var queue : queues.values()) {
                poll(queue, most - taken.size(), taken);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void linger(int most) throws InterruptedException {
        var calls = underWay.getAsInt();
        if (calls < SIBLINGS) {
            return;
        }
        wanted = Math.min(most, calls / 2);
        var left = LINGER_NANOS;
        while (left > 0 && !closed && waiting < wanted && queueOf(Priority.HUMAN).isEmpty()) {
            left = enough.awaitNanos(left);
        }
        wanted = 0;
    }

    /// For takes too small to share: every eighth turn begins with the lowest priority.
    private void takeInTurn(int most, List<Unit<?>> taken) {
        var ranked = List.copyOf(queues.values());
        var order = ++turn % 8 == 0 ? ranked.reversed() : ranked;
        for (var queue : order) {
            poll(queue, most - taken.size(), taken);
        }
    }

    private void poll(ArrayDeque<Unit<?>> queue, int most, List<Unit<?>> into) {
        for (var i = 0; i < most && !queue.isEmpty(); i++) {
            into.add(queue.remove());
            waiting--;
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            enough.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static StorageException closing() {
        return new StorageException(
                StorageException.Kind.CLOSED, "the store is closing; retry after the restart");
    }
}
