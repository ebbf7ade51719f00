package dev.countersign.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The embedded store: one directory, one writer, many readers.
final class SqliteStorage implements Storage {
    private final DirectoryLock lock;
    private final Ballast ballast;
    private final WorkQueue queue;
    private final Reservations reservations;
    private final Pool readers;
    private final SqliteWriter writer;
    private final Thread thread;

    SqliteStorage(Path directory, SqliteOptions options, Faults faults) {
        try {
            Files.createDirectories(directory);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        lock = DirectoryLock.take(directory);
        var file = new SqliteFile(directory.resolve("countersign.db"));
        try {
            Migrations.run(file.forMigration());
            ballast = new Ballast(directory, options.ballast(), options.floor());
            reservations = new Reservations(options.reservations());
            queue = new WorkQueue(options.queue(), reservations::taken);
            readers = new Pool(file.readers(4), Dialect.SQLITE);
        } catch (RuntimeException problem) {
            lock.close();
            throw problem;
        }
        writer = new SqliteWriter(file, queue, ballast, options.batch(), faults);
        thread = Thread.ofPlatform().name("countersign-writer").daemon().start(writer);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> write(
            Priority priority, Work<T> work) {
        return queue(priority, new Unit<>(work, false));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> write(
            Reservation reservation, Work<T> work) {
        reservations.check(reservation);
        return queue(Priority.CALL, new Unit<>(work, true));
    }

    private <T extends @Nullable Object> CompletableFuture<T> queue(
            Priority priority, Unit<T> unit) {
        queue.add(priority, unit);
        return unit.future;
    }

    @Override
    public Reservation reserve() {
        if (!ballast.promises()) {
            throw new StorageException(
                    StorageException.Kind.FULL,
                    "the disk is nearly full, so no outcome can be promised; free some space");
        }
        return reservations.reserve();
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> query) {
        return readers.read(query);
    }

    @Override
    public <T extends @Nullable Object> T writeAndWait(Work<T> work) {
        return Waiting.on(write(Priority.HUMAN, work));
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public void join(BatchListener listener) {
        writer.join(listener);
    }

    /// Writes what is queued, then closes.
    @Override
    public void close() {
        queue.close();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        readers.close();
        lock.close();
    }
}
