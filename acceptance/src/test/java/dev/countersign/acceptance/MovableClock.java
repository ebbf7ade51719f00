package dev.countersign.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it.
final class MovableClock implements InstantSource {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    void tick(Duration by) {
        now.updateAndGet(t -> t.plus(by));
    }
}
