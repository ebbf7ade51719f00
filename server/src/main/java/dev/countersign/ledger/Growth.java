package dev.countersign.ledger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many leaves the tree has, and a way to wait for more.
final class Growth {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long size;
    private boolean closed;

    long size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /// Never goes back: a node may hear of an older size late.
    void to(long leaves) {
        lock.lock();
        try {
            if (leaves > size) {
                size = leaves;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there are more than `known` leaves or time is up; returns the size then.
    long beyond(long known, long millis) throws InterruptedException {
        lock.lock();
        try {
            var left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (size <= known && left > 0 && !closed) {
                left = grown.awaitNanos(left);
            }
            return size;
        } finally {
            lock.unlock();
        }
    }

    /// Waits, growth or not; ends early only when closed.
    void pause(long millis) throws InterruptedException {
        beyond(Long.MAX_VALUE, millis);
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
