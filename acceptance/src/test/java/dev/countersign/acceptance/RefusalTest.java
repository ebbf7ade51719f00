package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"E18", "A9"})
    void refusesAPromptThatTheRoleDoesNotInclude() {
        var before = world.upstream.requests().size();

        var answer = world.chat("max", "scored", "Hello");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("role");
        assertThat(answer.body().at("/problem/remedy").asText()).contains("frontline_ops");
        assertThat(answer.raw().headers().firstValue("x-should-retry")).contains("false");
        assertThat(world.upstream.requests()).hasSize(before);
    }

    @Test
    @Requirement({"E33", "E35", "E36"})
    void tellsTheCallerWhatIsMissingWhileTheGateIsShutAndAWaiverOpensIt() {
        var shut = world.chat("fay", "gated", "Hello");

        assertThat(shut.status()).isEqualTo(403);
        assertThat(shut.body().at("/error/code").asText()).isEqualTo("gate");
        assertThat(shut.text())
                .contains("quiz score of at least 0.85", "50 reviewed shadow samples");

        waive("max", "fay", "quiz");
        var half = world.chat("fay", "gated", "Hello");
        waive("max", "fay", "shadow_mode");
        world.upstream.answers("Done.\nconfidence: 0.95");
        var open = world.chat("fay", "gated", "Hello");

        assertThat(half.status()).isEqualTo(403);
        assertThat(half.text()).doesNotContain("quiz score");
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.outcome()).isEqualTo("released");

        world.clock.tick(Duration.ofDays(8));
        assertThat(world.chat("fay", "gated", "Hello").status()).isEqualTo(403);
    }

    @Test
    @Requirement("E33")
    void nobodyWaivesAGateForThemselves() {
        var answer =
                world.post(
                        "max",
                        "/v1/waivers",
                        "{\"person\":\"max\",\"tool\":\"gated_tool\",\"condition\":\"quiz\",\"reason\":"
                                + "\"I know this tool very well already\",\"days\":7}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("nobody waives for themselves");
    }

    @Test
    @Requirement({"E8", "E9"})
    void refusesAPlaybookWhoseUpstreamLiesOutsideTheAllowedRegions() throws IOException {
        var organisation =
                World.resource("organisation.yaml")
                        .replace("UPSTREAM", world.upstream.url())
                        .replace("READS", "both")
                        .replace("ZONE", "answer")
                        .replace("region: eu-west-1", "region: ap-south-1");
        var body =
                World.JSON
                        .createObjectNode()
                        .put("playbook", World.resource("playbook.yaml"))
                        .put("organisation", organisation);

        var answer = world.post("pam", "/v1/playbooks", body.toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("`scripted` is in `ap-south-1`");
    }

    @Test
    void refusesARevokedKeyAtOnceAndAnExpiredOne() throws Exception {
        var key = world.setUp.keyFor(world.administrator, "fay");
        var id = world.get("fay", "/v1/people/fay/keys").body().at("/keys/0/id").asText();
        var request =
                world.request("fay", "/v1/models")
                        .setHeader("authorization", "Bearer " + key)
                        .GET()
                        .build();
        assertThat(world.send(request).status()).isEqualTo(200);

        assertThat(world.delete("fay", "/v1/keys/" + id).status()).isEqualTo(200);

        assertThat(world.send(request).status()).isEqualTo(401);
        assertThat(world.send(request).body().at("/error/code").asText())
                .isEqualTo("invalid_api_key");
    }

    @Test
    void withholdsAnAnswerWhoseKeyWasRevokedInMidCall() throws Exception {
        var key = world.setUp.keyFor(world.administrator, "finn");
        var id = world.get("finn", "/v1/people/finn/keys").body().at("/keys/0/id").asText();
        world.key("finn");
        world.upstream.does((_, out) -> {
            var ids = world.get("finn", "/v1/people/finn/keys").body().path("keys");
            ids.forEach(k -> {
                if (k.path("id").asText().equals(id)) {
                    world.delete("max", "/v1/keys/none");
                }
            });
            var revoked = world.delete("finn", "/v1/keys/" + id);
            assertThat(revoked.status()).isEqualTo(200);
            ScriptedUpstream.json(
                    out, 200, ScriptedUpstream.completion("Secret plan.\nconfidence: 0.99"));
        });

        var answer =
                world.send(
                        world.request("finn", "/v1/chat/completions")
                                .setHeader("authorization", "Bearer " + key)
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                World.chatBody("scored", "Hello")))
                                .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContain("Secret plan");
    }

    @Test
    void namesThePlaceWhereJsonBreaks() {
        var answer = world.post("fay", "/v1/chat/completions", "{\"model\": \"answer\",\n oops}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("line 2");
    }

    @Test
    void refusesInvalidUtf8AndUnreadablePartsAndHugePrompts() {
        var invalid = World.chatBody("answer", "XX").getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < invalid.length; i++) {
            if (invalid[i] == 'X') {
                invalid[i] = (byte) 0xC3;
            }
        }

        assertThat(world.postBytes("fay", "/v1/chat/completions", invalid).status()).isEqualTo(400);
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/chat/completions",
                                        "{\"model\":\"answer\",\"messages\":[{\"role\":\"user\",\"content\":"
                                                + "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]}")
                                .body()
                                .at("/error/code")
                                .asText())
                .isEqualTo("unreadable-part");
        assertThat(
                        world.postBytes("fay", "/v1/chat/completions", new byte[10 * 1024 * 1024])
                                .status())
                .isEqualTo(413);
    }

    @Test
    void givesEveryBadUpstreamAnEndingAndNothingOfItsAnswer() {
        world.upstream.does((_, out) -> ScriptedUpstream.json(out, 200, "{\"surprise\":true}"));
        assertThat(world.chat("fay", "scored", "a").status()).isEqualTo(502);

        world.upstream.does((_, out) -> {
            ScriptedUpstream.head(out, 200, "text/html", "content-length: 5");
            out.write("<p>hi".getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        assertThat(world.chat("fay", "scored", "b").text()).contains("upstream-garbage");

        world.upstream.does((_, out) -> {
            ScriptedUpstream.head(out, 200, "application/json", "content-length: 500");
            out.write(
                    "{\"choices\":[{\"message\":{\"content\":\"Secret"
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IOException("cut");
        });
        var cut = world.chat("fay", "scored", "c");
        assertThat(cut.status()).isEqualTo(502);
        assertThat(cut.text()).doesNotContain("Secret");

        world.upstream.does((_, _) -> new java.util.concurrent.CountDownLatch(1).await());
        var late = world.chat("fay", "scored", "d");
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.text()).contains("no answer within 3 s");

        world.upstream.does((_, out) -> ScriptedUpstream.json(out, 429, "{\"error\":{}}"));
        assertThat(world.chat("fay", "scored", "e").status()).isEqualTo(429);
    }

    private void waive(String by, String person, String condition) {
        var answer =
                world.post(
                        by,
                        "/v1/waivers",
                        ("{\"person\":\"%s\",\"tool\":\"gated_tool\",\"condition\":\"%s\",\"reason\":"
                                        + "\"she trained on the earlier version of this tool\",\"days\":7}")
                                .formatted(person, condition));
        assertThat(answer.status()).isEqualTo(201);
    }
}
