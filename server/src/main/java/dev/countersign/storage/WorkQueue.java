package dev.countersign.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Bounded queues, one per priority. The higher goes first, yet each waiting one gets an eighth of
/// every take, so that none starves.
final class WorkQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<ArrayDeque<Unit<?>>> queues = new ArrayList<>();
    private final int bound;
    private int turn;
    private boolean closed;

    WorkQueue(int bound) {
        this.bound = bound;
        for (var _ : Priority.values()) {
            queues.add(new ArrayDeque<>());
        }
    }

    void add(Priority priority, Unit<?> unit) {
        lock.lock();
        try {
            if (closed) {
                unit.refuse(closing());
                return;
            }
            var queue = queues.get(priority.ordinal());
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

    /// Waits for work. An empty list means closed and drained.
    List<Unit<?>> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && queues.stream().allMatch(ArrayDeque::isEmpty)) {
                arrived.await();
            }
            var taken = new ArrayList<Unit<?>>();
            if (most < queues.size()) {
                takeInTurn(most, taken);
                return taken;
            }
            for (var queue : queues) {
                poll(queue, most / 8, taken);
            }
            for (var queue : queues) {
                poll(queue, most - taken.size(), taken);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// For takes too small to share: every eighth turn begins with the lowest priority.
    private void takeInTurn(int most, List<Unit<?>> taken) {
        var order = ++turn % 8 == 0 ? queues.reversed() : queues;
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
