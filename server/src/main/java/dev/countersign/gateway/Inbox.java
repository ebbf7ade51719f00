package dev.countersign.gateway;

import dev.countersign.storage.Settling;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Brings outcomes from the writer's thread to one event loop, waking the loop once for a commit
/// and not once for each of its units: a wake-up is a system call, and at full load commits carry
/// dozens of units.
final class Inbox implements Runnable {
    private final Context context;
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    /// @param context of the event loop
    Inbox(Context context) {
        this.context = context;
    }

    /// The stage's outcome, on the event loop.
    <T> Future<T> bring(CompletableFuture<T> stage) {
        Promise<T> promise = Promise.promise();
        stage.whenComplete((value, problem) -> {
            waiting.add(() -> {
                if (problem == null) {
                    promise.complete(value);
                } else {
                    promise.fail(problem);
                }
            });
            Settling.afterwards(this);
        });
        return promise.future();
    }

    /// Wakes the loop, if nobody has.
    @Override
    public void run() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        // Cleared first: what is added from here on wakes the loop again, or is still drained now.
        woken.set(false);
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
