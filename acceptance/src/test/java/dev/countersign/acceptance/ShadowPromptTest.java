package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another version of a prompt is asked unseen before it goes live.
class ShadowPromptTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    /// A version that states no confidence, so that all of its answers are held.
    private String watched(int cases, String limit) {
        var was = world.get("pam", "/v1/prompts/answer").body().path("versions").path(0);
        var body = ((ObjectNode) was.deepCopy()).put("recipe", "none").put("text", "Be brief.");
        var published = world.post("pam", "/v1/prompts", body.toString());
        var proposed =
                world.post(
                        "pam",
                        "/v1/prompts/answer/activate",
                        "{\"version\":%d,\"why\":\"%s\",\"shadow\":{\"cases\":%d,\"limit\":%s}}"
                                .formatted(
                                        published.body().path("version").asInt(),
                                        World.WHY,
                                        cases,
                                        limit));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        assertThat(proposed.body().path("words").toString())
                .contains("each question to `answer` is also sent, masked");
        var id = proposed.body().path("change").asText();
        world.sign(id);
        return id;
    }

    private int seen(String id) {
        return world.get("pam", "/v1/changes/" + id).body().at("/shadow/watched").asInt();
    }

    /// The unseen answer comes after the caller's.
    private void awaitSeen(String id, int count) throws InterruptedException {
        var latch = new CountDownLatch(1);
        for (var i = 0; i < 200 && seen(id) < count; i++) {
            assertThat(latch.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(seen(id)).isEqualTo(count);
    }

    @Test
    @Requirement({"E40", "E44"})
    void itsAnswersDecideNothingAndTooManyDifferencesStopIt() throws InterruptedException {
        var id = watched(2, "0.4");
        var asked = world.upstream.requests().size();

        world.upstream.answers("It arrives on Tuesday.\nconfidence: 0.97");
        var call = world.chat("fay", "answer", "When does the parcel of anna@example.com arrive?");
        assertThat(call.outcome()).isEqualTo("released");
        awaitSeen(id, 1);
        assertThat(world.upstream.requests()).hasSize(asked + 2);
        assertThat(world.upstream.requests().getLast())
                .contains("Be brief.")
                .doesNotContain("anna@example.com");
        var first = world.get("max", "/v1/changes/" + id + "/shadow").body().at("/cases/0");
        assertThat(first.path("subject").asText()).isEqualTo(call.call());
        assertThat(first.path("live").asText()).isEqualTo("release");
        assertThat(first.path("would").asText()).isEqualTo("hold for ops_manager");

        world.chat("fay", "answer", "And the other one?");
        awaitSeen(id, 2);
        world.server.runDue();
        assertThat(world.get("pam", "/v1/changes/" + id).body().path("state").asText())
                .isEqualTo("stopped");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .contains("change.shadow-asked");
        var before = world.upstream.requests().size();
        world.chat("fay", "answer", "And the third?");
        assertThat(world.upstream.requests()).hasSize(before + 1);
    }

    @Test
    void anUpstreamThatFailsTheSecondTimeNeverTroublesTheCaller() throws InterruptedException {
        var id = watched(1, "1");
        world.upstream.does((body, out) -> {
            if (body.contains("Be brief.")) {
                throw new IOException("gone");
            }
            ScriptedUpstream.json(
                    out,
                    200,
                    ScriptedUpstream.completion("It arrives on Tuesday.\nconfidence: 0.97"));
        });
        assertThat(world.chat("fay", "answer", "When?").outcome()).isEqualTo("released");
        awaitSeen(id, 1);
        assertThat(
                        world.get("max", "/v1/changes/" + id + "/shadow")
                                .body()
                                .at("/cases/0/would")
                                .asText())
                .isEqualTo("fail");
        world.clock.tick(Duration.ofMinutes(1));
        world.server.runDue();
        assertThat(world.get("pam", "/v1/changes/" + id).body().path("state").asText())
                .isEqualTo("in_force");
    }
}
