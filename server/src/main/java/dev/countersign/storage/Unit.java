package dev.countersign.storage;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A queued unit of work and its caller's future.
final class Unit<T extends @Nullable Object> {
    final CompletableFuture<T> future = new CompletableFuture<>();
    final boolean reserved;
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable Throwable problem;

    Unit(Work<T> work, boolean reserved) {
        this.work = work;
        this.reserved = reserved;
    }

    /// Runs the work and keeps its result until [#settle].
    void run(Tx tx) throws Exception {
        problem = null;
        result = work.in(tx);
    }

    void failed(Throwable thrown) {
        problem = thrown;
    }

    @SuppressWarnings("NullAway") // T may be nullable: then null is a result
    void settle() {
        if (problem == null) {
            future.complete(result);
        } else {
            future.completeExceptionally(problem);
        }
    }

    void refuse(StorageException because) {
        future.completeExceptionally(because);
    }
}
