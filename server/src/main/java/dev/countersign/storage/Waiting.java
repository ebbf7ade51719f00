package dev.countersign.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Waits for a future and throws what the unit threw.
final class Waiting {
    private Waiting() {}

    static <T extends @Nullable Object> T on(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException wrapped) {
            throw unchecked(wrapped.getCause());
        }
    }

    static RuntimeException unchecked(@Nullable Throwable thrown) {
        return switch (thrown) {
            case RuntimeException same -> same;
            case Error error -> throw error;
            case null -> new IllegalStateException("a unit failed without saying why");
            default -> new UnitFailure(thrown);
        };
    }

    /// A unit threw a checked exception.
    static final class UnitFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnitFailure(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
