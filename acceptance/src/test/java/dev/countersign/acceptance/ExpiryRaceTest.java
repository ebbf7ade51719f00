package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A decision and the clock: at the very instant, just before and just after, there is one outcome,
/// and case, call and ledger agree.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryRaceTest {
    private static final String REFUND = "We can refund the fee today.";

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data, "both", Duration.ofSeconds(60));
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @BeforeEach
    void answersWithARefund() {
        world.upstream.answers(REFUND + "\nconfidence: 0.95");
    }

    private World.Answer held() {
        var held = world.chat("fay", "answer", "My parcel is late");
        assertThat(held.outcome()).isEqualTo("held");
        return held;
    }

    @Test
    void aDecisionAtTheVeryInstantOfExpiryHasOneOutcome() {
        var approved = 0;
        for (var round = 0; round < 5; round++) {
            var held = held();
            toTheInstantOfExpiry();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var expiry = CompletableFuture.runAsync(world.server::runDue, threads);
                var decision = world.decide("max", held.hold(), "approve", "");
                expiry.join();
                approved += assertOneOutcome(held, decision) ? 1 : 0;
            }
        }
        assertThat(approved).isBetween(0, 5);
    }

    @Test
    void aDecisionJustBeforeExpiryStandsAndOneJustAfterComesTooLate() {
        var early = held();
        toTheInstantOfExpiry();
        world.clock.tick(Duration.ofMillis(-1));
        assertThat(assertOneOutcome(early, world.decide("max", early.hold(), "approve", "")))
                .isTrue();
        world.clock.tick(Duration.ofMillis(1));
        world.server.runDue();
        assertThat(world.get("max", "/v1/cases/" + early.hold()).body().path("state").asText())
                .isEqualTo("approved");

        var late = held();
        toTheInstantOfExpiry();
        world.clock.tick(Duration.ofMillis(1));
        world.server.runDue();
        assertThat(assertOneOutcome(late, world.decide("max", late.hold(), "approve", "")))
                .isFalse();
    }

    /// A day until it is due, six more until nobody can decide.
    private void toTheInstantOfExpiry() {
        world.clock.tick(Duration.ofDays(1));
        world.server.runDue();
        world.clock.tick(Duration.ofDays(6));
    }

    /// @return whether the decision came first
    private boolean assertOneOutcome(World.Answer held, World.Answer decision) {
        var state = world.get("max", "/v1/cases/" + held.hold()).body().path("state").asText();
        var fetched = world.get("fay", "/v1/chat/completions/" + held.call());
        var endings =
                actions(held.hold()).stream()
                        .filter(a -> a.equals("case.approved") || a.equals("case.expired"))
                        .toList();
        if (decision.status() == 200) {
            assertThat(state).isEqualTo("approved");
            assertThat(fetched.content()).startsWith(REFUND);
            assertThat(endings).containsExactly("case.approved");
            return true;
        }
        assertThat(decision.status()).isEqualTo(409);
        assertThat(state).isEqualTo("expired");
        assertThat(fetched.content()).contains("nobody decided in time").doesNotContain(REFUND);
        assertThat(endings).containsExactly("case.expired");
        return false;
    }

    private List<String> actions(String subject) {
        return world.get("cleo", "/v1/ledger/entries?limit=1000")
                .body()
                .path("entries")
                .valueStream()
                .filter(e -> e.path("subject").asText().equals(subject))
                .map(e -> e.path("action").asText())
                .toList();
    }
}
