package dev.countersign.storage;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// The promised places that are open. Threads may share it.
final class Reservations {
    private final Semaphore free;
    private final int most;

    Reservations(int most) {
        this.most = most;
        free = new Semaphore(most);
    }

    Reservation reserve() {
        if (!free.tryAcquire()) {
            throw new StorageException(
                    StorageException.Kind.BUSY,
                    "every place for a call's outcome is taken; retry when some have ended");
        }
        return new Place(this);
    }

    /// How many calls are under way, roughly.
    int taken() {
        return most - free.availablePermits();
    }

    /// @throws IllegalArgumentException if the place is not one of these or was given back
    void check(Reservation reservation) {
        if (!(reservation instanceof Place place) || place.owner != this || place.closed.get()) {
            throw new IllegalArgumentException(
                    "the reservation is closed or of another store; reserve again");
        }
    }

    private static final class Place implements Reservation {
        private final Reservations owner;
        private final AtomicBoolean closed = new AtomicBoolean();

        Place(Reservations owner) {
            this.owner = owner;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                owner.free.release();
            }
        }
    }
}
