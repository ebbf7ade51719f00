package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The same request again, a bad one among good ones, and a key that ends before its call does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryTest {
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

    /// A caller that streams, up to the comment that says that its answer is held.
    private final class Streaming implements AutoCloseable {
        private final BufferedReader lines;
        private final String hold;

        Streaming(String... headers) throws Exception {
            var body = World.JSON.createObjectNode().put("model", "answer").put("stream", true);
            body.putArray("messages").addObject().put("role", "user").put("content", "Late");
            var response =
                    world.http()
                            .send(
                                    world.request("fay", "/v1/chat/completions", headers)
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            body.toString()))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofInputStream());
            lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            var line = lines.readLine();
            while (!line.startsWith(": held ")) {
                line = lines.readLine();
            }
            hold = line.split(" ")[2];
        }

        /// The text of all chunks to the end of the stream.
        String rest() throws IOException {
            var out = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: {")) {
                    out.append(
                            World.JSON
                                    .readTree(line.substring(6))
                                    .at("/choices/0/delta/content")
                                    .asText());
                } else if (line.equals("data: [DONE]")) {
                    return out.toString();
                }
            }
            throw new IOException("the stream ended without [DONE]");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void aRetryWhileTheFirstStillWaitsJoinsTheSameHold() throws Exception {
        var before = world.upstream.requests().size();
        try (var first = new Streaming("idempotency-key", "race-1");
                var retry = new Streaming("idempotency-key", "race-1")) {
            assertThat(retry.hold).isEqualTo(first.hold);
            assertThat(world.upstream.requests()).hasSize(before + 1);

            world.decide("max", first.hold, "approve", "");

            assertThat(first.rest()).startsWith(REFUND);
            assertThat(retry.rest()).startsWith(REFUND);
        }
    }

    @Test
    void aRetryAfterAFailureRunsAnewAndOneAfterAnAnswerDoesNot() {
        var body = World.chatBody("scored", "Hello");
        world.upstream.does((_, out) -> ScriptedUpstream.json(out, 500, "{}"));
        var failed = post(body, "race-2");
        world.upstream.answers("Now it works, as it should.");
        var before = world.upstream.requests().size();

        var retried = post(body, "race-2");
        var again = post(body, "race-2");

        assertThat(failed.status()).isEqualTo(502);
        assertThat(retried.content()).isEqualTo("Now it works, as it should.");
        assertThat(again.text()).isEqualTo(retried.text());
        assertThat(again.raw().headers().firstValue("idempotent-replayed")).contains("true");
        assertThat(world.upstream.requests()).hasSize(before + 1);
    }

    @Test
    void aRetryWhileTheFirstStillRunsIsToldToComeBack() throws Exception {
        var body = World.chatBody("scored", "Hello");
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        world.upstream.does((b, out) -> {
            asked.countDown();
            answer.await();
            ScriptedUpstream.says("It took a while, but here it is.").answer(b, out);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> post(body, "race-3"), threads);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            var early = post(body, "race-3");
            answer.countDown();

            assertThat(early.status()).isEqualTo(409);
            assertThat(early.raw().headers().firstValue("x-should-retry")).contains("true");
            assertThat(first.join().status()).isEqualTo(200);
            assertThat(post(body, "race-3").text()).isEqualTo(first.join().text());
        }
    }

    private World.Answer post(String body, String key) {
        return world.post("fay", "/v1/chat/completions", body, "idempotency-key", key);
    }

    @Test
    void aKeyThatIsRevokedDuringTheCallGetsNothingOfTheAnswer() {
        var key = world.get("finn", "/v1/people/finn/keys").body().at("/keys/0/id").asText();
        world.upstream.does((body, out) -> {
            assertThat(world.delete("finn", "/v1/keys/" + key).status()).isEqualTo(200);
            ScriptedUpstream.says("Nobody hears this.").answer(body, out);
        });

        var answer = world.chat("finn", "scored", "revoke me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("identity-changed");
        assertThat(answer.text()).doesNotContain("Nobody hears this");
        var last =
                world.get("cleo", "/v1/ledger/entries?action=call.failed").body().at("/entries/0");
        assertThat(last.at("/facts/code").asText()).isEqualTo("identity-changed");
        var call = last.path("subject").asText();
        assertThat(actions(call)).doesNotContain("call.released");
    }

    @Test
    void oneBadUnitAmongManyFailsAlone() throws Exception {
        var same = 4;
        var others = 12;
        world.upstream.answers("Fine, all is well with this one.");
        var before = world.upstream.requests().size();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var twins = new ArrayList<CompletableFuture<World.Answer>>();
            var singles = new ArrayList<CompletableFuture<World.Answer>>();
            for (var i = 0; i < same; i++) {
                twins.add(
                        CompletableFuture.supplyAsync(
                                () -> scored(start, "idempotency-key", "twin"), threads));
            }
            for (var i = 0; i < others; i++) {
                singles.add(CompletableFuture.supplyAsync(() -> scored(start), threads));
            }
            start.countDown();

            // The store lets one call have the key; the others are told, or get its answer.
            assertThat(twins.stream().map(t -> t.join().status()))
                    .contains(200)
                    .containsOnly(200, 409);
            assertThat(singles.stream().map(s -> s.join().status())).containsOnly(200);
        }
        assertThat(world.upstream.requests()).hasSize(before + others + 1);
    }

    private World.Answer scored(CountDownLatch start, String... headers) {
        try {
            assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return world.post(
                "fay", "/v1/chat/completions", World.chatBody("scored", "together"), headers);
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
