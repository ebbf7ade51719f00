package dev.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.kernel.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AllowanceTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final Allowance allowance = new Allowance(60, now::get);

    @Test
    void givesEverybodyAMinutesWorthAndThenASecondAtATime() {
        for (var i = 0; i < 60; i++) {
            allowance.take("ada");
        }

        assertThatThrownBy(() -> allowance.take("ada"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.problem().status()).isEqualTo(429);
                            assertThat(e.problem().detail()).contains("60 calls a minute");
                        });
        assertThatCode(() -> allowance.take("ben")).doesNotThrowAnyException();

        now.updateAndGet(t -> t.plus(Duration.ofSeconds(2)));
        allowance.take("ada");
        allowance.take("ada");
        assertThatThrownBy(() -> allowance.take("ada")).isInstanceOf(ProblemException.class);
    }

    @Test
    void savesUpNoMoreThanAMinute() {
        allowance.take("ada");
        now.updateAndGet(t -> t.plus(Duration.ofHours(5)));
        for (var i = 0; i < 60; i++) {
            allowance.take("ada");
        }

        assertThatThrownBy(() -> allowance.take("ada")).isInstanceOf(ProblemException.class);
    }

    @Test
    void survivesAClockThatGoesBack() {
        allowance.take("ada");
        now.updateAndGet(t -> t.minus(Duration.ofHours(1)));

        assertThatCode(() -> allowance.take("ada")).doesNotThrowAnyException();
    }
}
