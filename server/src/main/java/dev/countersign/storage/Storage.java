package dev.countersign.storage;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One database. Threads may share it.
public interface Storage extends AutoCloseable {
    /// Queues a unit of work. The future completes after the physical commit, on the writer's
    /// thread (hop off it before doing work); it fails with what the unit threw, or with a
    /// [StorageException].
    <T extends @Nullable Object> CompletableFuture<T> write(Priority priority, Work<T> work);

    /// As [#write], for a unit whose place was reserved: it is never turned away for a full queue,
    /// and on a full disk it uses the space kept back. Does not close the reservation.
    <T extends @Nullable Object> CompletableFuture<T> write(Reservation reservation, Work<T> work);

    /// Keeps a place for one later unit.
    ///
    /// @throws StorageException with FULL or BUSY where none can be promised
    Reservation reserve();

    /// Reads what is committed. Blocks: call it from a virtual thread, never from the event loop.
    <T extends @Nullable Object> T read(Work<T> query);

    /// Writes and waits: for virtual threads and tests.
    <T extends @Nullable Object> T writeAndWait(Work<T> work);

    Dialect dialect();

    /// Lets a module take part in every physical commit. Only on SQLite, and before the first unit;
    /// on PostgreSQL there is no shared commit and this throws [IllegalStateException].
    void join(BatchListener listener);

    @Override
    void close();
}
