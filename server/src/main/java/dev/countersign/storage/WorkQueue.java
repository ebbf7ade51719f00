package dev.countersign.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Bounded queues, one per priority. The higher goes first, yet each waiting one gets an eighth of
/// every take, so that none starves.
final class WorkQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final EnumMap<Priority, ArrayDeque<Unit<?>>> queues = new EnumMap<>(Priority.class);
    private final int bound;
    private int turn;
    private boolean closed;

    WorkQueue(int bound) {
        this.bound = bound;
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
            arrived.signal();
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
            while (!closed && queues.values().stream().allMatch(ArrayDeque::isEmpty)) {
                arrived.await();
            }
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

    /// For takes too small to share: every eighth turn begins with the lowest priority.
    private void takeInTurn(int most, List<Unit<?>> taken) {
        var ranked = List.copyOf(queues.values());
        var order = ++turn % 8 == 0 ? ranked.reversed() : ranked;
        for (var queue : order) {
            poll(queue, most - taken.size(), taken);
        }
    }

    private static void poll(ArrayDeque<Unit<?>> queue, int most, List<Unit<?>> into) {
        for (var i = 0; i < most && !queue.isEmpty(); i++) {
            into.add(queue.remove());
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static StorageException closing() {
        return new StorageException(
                StorageException.Kind.CLOSED, "the store is closing; retry after the restart");
    }
}
