package dev.countersign.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/// Work that blocks or takes long, off the event loop and back.
final class OffLoop {
    private OffLoop() {}

    // executeBlocking may give null only where the work does; ours never does.
    @SuppressWarnings("NullAway")
    static <T> Future<T> run(Vertx vertx, Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
