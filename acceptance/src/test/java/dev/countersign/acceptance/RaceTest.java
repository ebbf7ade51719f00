package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A decision, the clock and a caller who leaves, all at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data, "both", Duration.ofMinutes(5));
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"E14", "E20"})
    void aDecisionThatRacesTheExpiryEndsOneWayEverywhere() throws Exception {
        world.upstream.answers("We can refund the fee today.\nconfidence: 0.95");
        var held = new ArrayList<World.Answer>();
        for (var i = 0; i < 12; i++) {
            held.add(world.chat("fay", "answer", "Race number " + i));
        }
        world.clock.tick(Duration.ofDays(8));
        var start = new CyclicBarrier(2);

        var expiring =
                CompletableFuture.runAsync(() -> {
                    meet(start);
                    world.server.runDue();
                });
        meet(start);
        var decided = held.stream().map(h -> world.decide("max", h.hold(), "approve", "")).toList();
        expiring.join();

        for (var i = 0; i < held.size(); i++) {
            var call = world.get("fay", "/v1/chat/completions/" + held.get(i).call());
            var found = world.get("max", "/v1/cases/" + held.get(i).hold()).body();
            var entries = settlings(held.get(i).hold());
            if (decided.get(i).status() == 200) {
                assertThat(found.path("state").asText()).isEqualTo("approved");
                assertThat(call.content()).contains("We can refund");
                assertThat(entries).isEqualTo("case.approved");
            } else {
                assertThat(decided.get(i).status()).isEqualTo(409);
                assertThat(call.content()).contains("nobody decided in time");
                assertThat(entries).isEqualTo("case.expired");
            }
        }
    }

    @Test
    void whoWaitsOnAStreamGetsTheAnswerOnceItIsApproved() throws Exception {
        try (var waiting = stream("Waiting for a yes")) {
            var caseId = waiting.caseId();

            world.decide("max", caseId, "approve", "");

            assertThat(waiting.rest()).contains("We can refund", "[DONE]");
        }
    }

    @Test
    void whoWaitsOnAStreamGetsTheEditedTextAndNothingElse() throws Exception {
        try (var waiting = stream("Waiting for an edit")) {
            var caseId = waiting.caseId();

            world.decide("max", caseId, "edit_and_approve", ",\"text\":\"We credit half.\"");

            assertThat(waiting.rest())
                    .contains("We credit half.", "[DONE]")
                    .doesNotContain("We can refund");
        }
    }

    @Test
    void whoWaitsOnAStreamIsToldWhyItWasDenied() throws Exception {
        try (var waiting = stream("Waiting for a no")) {
            var caseId = waiting.caseId();

            world.decide("max", caseId, "deny", "");

            assertThat(waiting.rest())
                    .contains("checked the order record", "content_filter", "[DONE]")
                    .doesNotContain("We can refund");
        }
    }

    @RepeatedTest(5)
    @Requirement("E20")
    void whoLeavesWhileItIsDecidedFetchesTheAnswerLater() throws Exception {
        var question = "Leaving at " + System.nanoTime();
        var waiting = stream(question);
        var caseId = waiting.caseId();
        var start = new CyclicBarrier(2);

        var leaving =
                CompletableFuture.runAsync(() -> {
                    meet(start);
                    waiting.close();
                });
        meet(start);
        var decided = world.decide("max", caseId, "approve", "");
        leaving.join();

        assertThat(decided.status()).isEqualTo(200);
        var call = decided.body().path("call").asText();
        var fetched = world.get("fay", "/v1/chat/completions/" + call);
        assertThat(fetched.content()).contains("We can refund");
        assertThat(released(call)).isEqualTo(1);
    }

    @Test
    void manyRetriesDuringAHoldAreOneCallOneCaseAndOneRequest() {
        world.upstream.answers("We can refund the fee today.\nconfidence: 0.95");
        var body = World.chatBody("answer", "Retry storm");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var retries = new ArrayList<CompletableFuture<World.Answer>>();
            for (var i = 0; i < 20; i++) {
                retries.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        world.post(
                                                "fay",
                                                "/v1/chat/completions",
                                                body,
                                                "idempotency-key",
                                                "storm"),
                                threads));
            }
            var answers = retries.stream().map(CompletableFuture::join).toList();

            var held = answers.stream().filter(a -> a.status() == 200).toList();
            assertThat(held).isNotEmpty();
            assertThat(held.stream().map(World.Answer::call).distinct()).hasSize(1);
            assertThat(answers).allMatch(a -> a.status() == 200 || a.status() == 409);
            assertThat(world.upstream.requests().stream().filter(r -> r.contains("Retry storm")))
                    .hasSize(1);
        }
    }

    private String settlings(String caseId) {
        var found = new ArrayList<String>();
        for (var entry : ledger()) {
            if (entry.path("subject").asText().equals(caseId)
                    && entry.path("action").asText().matches("case\\.(approved|expired|denied)")) {
                found.add(entry.path("action").asText());
            }
        }
        return found.stream().collect(Collectors.joining(","));
    }

    private int released(String call) {
        var count = 0;
        for (var entry : ledger()) {
            if (entry.path("subject").asText().equals(call)
                    && entry.path("action").asText().equals("call.released")) {
                count++;
            }
        }
        return count;
    }

    private JsonNode ledger() {
        return world.get("cleo", "/v1/ledger/entries?limit=500").body().path("entries");
    }

    private Waiting stream(String question) throws IOException, InterruptedException {
        world.upstream.answers("We can refund the fee today.\nconfidence: 0.95");
        var body =
                World.chatBody("answer", question)
                        .replace("{\"model\"", "{\"stream\":true,\"model\"");
        var response =
                world.http()
                        .send(
                                world.request("fay", "/v1/chat/completions")
                                        .POST(BodyPublishers.ofString(body))
                                        .build(),
                                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Waiting(
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    /// A caller on an open stream.
    private record Waiting(BufferedReader in) implements AutoCloseable {
        /// Reads on until the stream says which case it waits for.
        String caseId() throws IOException {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(": held ")) {
                    return line.split(" ")[2];
                }
            }
            throw new AssertionError("the stream ended without a hold");
        }

        String rest() {
            return in.lines().collect(Collectors.joining("\n"));
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
