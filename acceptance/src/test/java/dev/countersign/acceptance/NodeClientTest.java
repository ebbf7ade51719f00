package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The official Node client, unmodified: one conversation of `client.mjs`, looked at from all
/// sides.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientTest {
    private static final Path SOURCE = Path.of("src", "test", "node");

    /// `npm ci` needs the network once; what it brings stays until the lock file changes.
    private static final Path HOME = Path.of("target", "node");

    private final AtomicInteger busy = new AtomicInteger();
    private World world;
    private JsonNode said;

    @BeforeAll
    void talk(@TempDir Path data) throws Exception {
        world = new World(data);
        world.upstream.does(this::answer);
        install();
        var node =
                new ProcessBuilder("node", "client.mjs", world.base, world.key("fay"))
                        .directory(HOME.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        said = World.JSON.readTree(node.getInputStream().readAllBytes());
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isZero();
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private static void install() throws IOException, InterruptedException {
        var lock = Files.readAllBytes(SOURCE.resolve("package-lock.json"));
        var mark = HOME.resolve("installed-lock.json");
        Files.createDirectories(HOME);
        for (var name : new String[] {"package.json", "package-lock.json", "client.mjs"}) {
            Files.write(HOME.resolve(name), Files.readAllBytes(SOURCE.resolve(name)));
        }
        if (Files.exists(mark) && java.util.Arrays.equals(Files.readAllBytes(mark), lock)) {
            return;
        }
        var npm =
                new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(HOME.toFile())
                        .redirectErrorStream(true)
                        .start();
        var output = new String(npm.getInputStream().readAllBytes());
        assertThat(npm.waitFor()).as(output).isZero();
        Files.write(mark, lock);
    }

    /// Does what the last message asks for.
    private void answer(String body, OutputStream out) throws IOException {
        if (body.contains("\"role\":\"tool\"")) {
            ScriptedUpstream.json(out, 200, ScriptedUpstream.completion("It is shipped."));
        } else if (body.contains("use a tool")) {
            ScriptedUpstream.json(
                    out,
                    200,
                    """
                    {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                    "message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"t1",
                    "type":"function","function":{"name":"find_order","arguments":"{\\"n\\":7}"}}]},
                    "logprobs":null,"finish_reason":"tool_calls"}],
                    "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
                    """);
        } else if (body.contains("\"input\"")) {
            ScriptedUpstream.json(
                    out,
                    200,
                    "{\"object\":\"list\",\"model\":\"e\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                            + "\"embedding\":[0.25,-0.5]},{\"object\":\"embedding\",\"index\":1,\"embedding\":[1,0]}],"
                            + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
        } else if (body.contains("refund")) {
            ScriptedUpstream.json(
                    out, 200, ScriptedUpstream.completion("A refund.\nconfidence: 0.97"));
        } else if (body.contains("be too long")) {
            ScriptedUpstream.json(
                    out,
                    400,
                    "{\"error\":{\"message\":\"too long for canary@example.com\",\"type\":"
                            + "\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}");
        } else if (body.contains("break")) {
            ScriptedUpstream.json(out, 500, "{\"error\":{\"message\":\"it broke\"}}");
        } else if (body.contains("be busy once")
                ? busy.getAndIncrement() == 0
                : body.contains("be busy")) {
            ScriptedUpstream.json(out, 429, "{\"error\":{\"message\":\"slow down\"}}");
        } else {
            ScriptedUpstream.json(out, 200, ScriptedUpstream.completion("Hello there."));
        }
    }

    @Test
    void readsAnAnswerItsUsageAndFieldsThatItDoesNotKnow() {
        assertThat(said.path("chat").toString())
                .isEqualTo(
                        "{\"text\":\"Hello there.\",\"finish\":\"stop\",\"total\":12,"
                                + "\"vendor\":{\"kept\":true},\"fingerprint\":\"fp_test\"}");
        assertThat(world.upstream.requests().getFirst())
                .contains("\"vendor_question\":{\"kept\":1}");
    }

    @Test
    void readsAStreamWithItsUsage() {
        assertThat(said.at("/streamed/text").asText()).isEqualTo("Hello there.");
        assertThat(said.at("/streamed/finish").asText()).isEqualTo("stop");
        assertThat(said.at("/streamed/usage/total_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void callsAToolAndGoesOnWithItsResult() {
        assertThat(said.path("tools").toString())
                .isEqualTo(
                        "{\"finish\":\"tool_calls\",\"name\":\"find_order\",\"arguments\":{\"n\":7},"
                                + "\"then\":\"It is shipped.\"}");
        assertThat(said.at("/streamedTools/finish").asText()).isEqualTo("tool_calls");
        assertThat(said.at("/streamedTools/calls/0/function/arguments").asText())
                .isEqualTo("{\"n\":7}");
    }

    @Test
    void readsEmbeddingsAndModels() {
        assertThat(said.path("embeddings").toString()).isEqualTo("[[0.25,-0.5],[1,0]]");
        assertThat(said.path("models").toString())
                .contains("\"answer\"", "\"embed\"")
                .doesNotContain("evidence_pack");
        assertThat(said.path("model").asText()).isEqualTo("scored");
    }

    @Test
    void readsAHeldAnswerAsAFilteredOneAndFetchesItByItsId() {
        assertThat(said.at("/held/finish").asText()).isEqualTo("content_filter");
        assertThat(said.at("/held/text").asText()).startsWith("Held for `ops_manager`");
        assertThat(said.at("/fetched/outcome").asText()).isEqualTo("held");
        assertThat(said.at("/heldStream/finish").asText()).isEqualTo("content_filter");
        assertThat(said.at("/heldStream/text").asText()).startsWith("Held for `ops_manager`");
    }

    @Test
    void aRepeatedStreamIsTheSameCallAndStillAStream() {
        assertThat(said.at("/replay/again")).isEqualTo(said.at("/replay/first"));
        assertThat(said.at("/replay/again/text").asText()).isEqualTo("Hello there.");
    }

    @Test
    void throwsTheErrorThatFits() {
        assertThat(error("wrongKey")).isEqualTo("AuthenticationError 401 invalid_api_key");
        assertThat(error("notYours")).isEqualTo("PermissionDeniedError 403 role");
        assertThat(error("unknown")).isEqualTo("NotFoundError 404 model_not_found");
        assertThat(error("malformed")).startsWith("BadRequestError 400");
        assertThat(error("turnedDown")).isEqualTo("BadRequestError 400 upstream-status-400");
        assertThat(said.at("/turnedDown/message").asText())
                .contains("too long for <EMAIL_1> (`context_length_exceeded`)")
                .doesNotContain("canary");
        assertThat(error("broken")).isEqualTo("InternalServerError 502 upstream-status-500");
        assertThat(said.at("/busyOnce").asText()).isEqualTo("Hello there.");
        assertThat(error("busy")).isEqualTo("RateLimitError 429 upstream-status-429");
    }

    private String error(String name) {
        var e = said.path(name);
        return e.path("error").asText()
                + " "
                + e.path("status").asInt()
                + " "
                + e.path("code").asText();
    }
}
