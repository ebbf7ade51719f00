package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// For what comes after an answer, in the background.
final class Waiting {
    private Waiting() {}

    /// Looks again and again, for 10 seconds at most.
    static void until(BooleanSupplier holds) {
        var latch = new CountDownLatch(1);
        try {
            for (var i = 0; i < 200 && !holds.getAsBoolean(); i++) {
                assertThat(latch.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }
}
