package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The official Node client, unmodified, at the version that the lock file pins. Runs
/// `src/test/node/client.mjs` once and asserts on what it saw. Needs `node` and `npm`, and the npm
/// registry for the first run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientTest {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");

    private World world;
    private JsonNode report;
    private final AtomicInteger busy = new AtomicInteger();

    @BeforeAll
    void run(@TempDir Path data) throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (var name : List.of("package.json", "package-lock.json", "client.mjs")) {
            Files.writeString(INSTALLED.resolve(name), Files.readString(SOURCE.resolve(name)));
        }
        install();
        world = new World(data);
        world.upstream.does(this::upstream);
        report = World.JSON.readTree(command(world, "node", "client.mjs"));
    }

    /// What npm brought stays until the lock file changes.
    private static void install() throws IOException, InterruptedException {
        var lock = Files.readString(SOURCE.resolve("package-lock.json"));
        var mark = INSTALLED.resolve("installed-lock.json");
        if (!Files.exists(mark) || !Files.readString(mark).equals(lock)) {
            command(null, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
            Files.writeString(mark, lock);
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void readsAnAnswerItsUsageAndUnknownFieldsBothWays() {
        var answer = scenario("answer");

        assertThat(answer.path("content").asText()).isEqualTo("Fine.\nconfidence: 0.97");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(answer.at("/vendor/kept").asBoolean()).isTrue();
        assertThat(answer.path("outcome").asText()).isEqualTo("released");
        assertThat(world.upstream.requests())
                .anyMatch(r -> r.contains("\"vendor_hint\":{\"colour\":\"blue\"}"));
    }

    @Test
    void readsAHeldAnswerAsAFilteredOneAndFindsItAgain() {
        var held = scenario("held");

        assertThat(held.path("finish").asText()).isEqualTo("content_filter");
        assertThat(held.path("content").asText()).startsWith("Held for `ops_manager`");
        assertThat(held.path("hold").asText()).startsWith("case-");
        assertThat(held.path("again").asText()).isEqualTo("held");
    }

    @Test
    void streamsWithUsage() {
        var streamed = scenario("streamed");

        assertThat(streamed.path("text").asText()).isEqualTo("Fine.\nconfidence: 0.97");
        assertThat(streamed.path("finish").asText()).isEqualTo("stop");
        assertThat(streamed.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(streamed.path("chunks").asInt()).isGreaterThan(1);
    }

    @Test
    void callsToolsAndBringsTheirResultsBackMasked() {
        var tools = scenario("tools");

        assertThat(tools.path("finish").asText()).isEqualTo("tool_calls");
        assertThat(tools.path("name").asText()).isEqualTo("find_order");
        assertThat(tools.at("/arguments/n").asInt()).isEqualTo(1);
        assertThat(tools.path("answer").asText()).isEqualTo("It was delivered.");
        assertThat(world.upstream.requests())
                .noneMatch(r -> r.contains("canary"))
                .anyMatch(r -> r.contains("\"tool_call_id\":\"t1\"") && r.contains("<EMAIL_1>"));
    }

    @Test
    void putsAStreamedToolCallTogether() {
        var call = scenario("streamedTools");

        assertThat(call.path("id").asText()).isEqualTo("t1");
        assertThat(call.path("name").asText()).isEqualTo("find_order");
        assertThat(call.path("arguments").asText()).isEqualTo("{\"n\":1}");
    }

    @Test
    void embedsAndLists() {
        assertThat(scenario("embedding").path("vector")).hasSize(2);
        assertThat(scenario("models").path("ids").toString())
                .contains("\"answer\"")
                .doesNotContain("evidence_pack");
        assertThat(scenario("models").path("one").asText()).isEqualTo("answer");
    }

    @Test
    void meetsTheClientsOwnKindsOfError() {
        var errors = scenario("errors");

        assertThat(errors.at("/key/name").asText()).isEqualTo("AuthenticationError");
        assertThat(errors.at("/role/name").asText()).isEqualTo("PermissionDeniedError");
        assertThat(errors.at("/role/message").asText()).contains("your roles do not include");
        assertThat(errors.at("/unknown/status").asInt()).isIn(403, 404);
        assertThat(errors.at("/image/name").asText()).isEqualTo("UnprocessableEntityError");
        assertThat(errors.at("/upstream/name").asText()).isEqualTo("BadRequestError");
        assertThat(errors.at("/upstream/message").asText())
                .contains("no such thing as <EMAIL_1> (`unheard_of`)")
                .doesNotContain("canary");
        assertThat(errors.at("/broken/name").asText()).isEqualTo("InternalServerError");
        assertThat(errors.at("/broken/code").asText()).isEqualTo("upstream-status-500");
    }

    @Test
    void aRepeatedStreamIsTheSameCallAndStillAStream() {
        var once = scenario("streamedOnce");

        assertThat(once.path("second")).isEqualTo(once.path("first"));
        assertThat(once.at("/second/text").asText()).isEqualTo("Fine.\nconfidence: 0.97");
        assertThat(world.upstream.requests().stream().filter(r -> r.contains("plain stream once")))
                .hasSize(1);
    }

    @Test
    void readsAHeldStreamAsAFilteredOne() {
        assertThat(scenario("heldStream").path("finish").asText()).isEqualTo("content_filter");
        assertThat(scenario("heldStream").path("text").asText()).startsWith("Held for");
    }

    @Test
    void theClientsOwnRetryGetsPastABusyUpstream() {
        assertThat(scenario("busy").path("answer").asText()).startsWith("Fine.");
        assertThat(scenario("busy").at("/error/name").asText()).isEqualTo("RateLimitError");
    }

    @Test
    void getsTheSameCallForTheSameIdempotencyKey() {
        assertThat(scenario("once").path("same").asBoolean()).isTrue();
        assertThat(world.upstream.requests().stream().filter(r -> r.contains("plain once")))
                .hasSize(1);
    }

    private JsonNode scenario(String name) {
        var found = report.path(name);
        assertThat(found.path("failed").asText()).as(name).isEmpty();
        return found;
    }

    private void upstream(String body, OutputStream out) throws IOException {
        if (body.contains("\"input\"")) {
            ScriptedUpstream.json(
                    out,
                    200,
                    """
                    {"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPgAAAL8="}],
                    "model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}
                    """);
        } else if (body.contains("fail now")) {
            ScriptedUpstream.json(
                    out,
                    400,
                    "{\"error\":{\"message\":\"no such thing as canary@example.com\",\"type\":\"bad\","
                            + "\"code\":\"unheard_of\"}}");
        } else if (body.contains("break now")) {
            ScriptedUpstream.json(out, 500, "{\"error\":{\"message\":\"it broke\"}}");
        } else if (body.contains("busy always")
                || body.contains("busy once") && busy.getAndIncrement() == 0) {
            ScriptedUpstream.json(out, 429, "{\"error\":{\"message\":\"slow down\"}}");
        } else if (body.contains("refund me")) {
            ScriptedUpstream.json(
                    out, 200, ScriptedUpstream.completion("A refund.\nconfidence: 0.97"));
        } else if (body.contains("\"role\":\"tool\"")) {
            ScriptedUpstream.json(out, 200, ScriptedUpstream.completion("It was delivered."));
        } else if (body.contains("tools please")) {
            ScriptedUpstream.json(
                    out,
                    200,
                    """
                    {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                    "message":{"role":"assistant","content":null,
                    "tool_calls":[{"id":"t1","type":"function","function":{"name":"find_order","arguments":"{\\"n\\":1}"}}]},
                    "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
                    """);
        } else {
            ScriptedUpstream.json(out, 200, ScriptedUpstream.completion("Fine.\nconfidence: 0.97"));
        }
    }

    /// Its standard output.
    private static String command(World world, String... words)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).directory(INSTALLED.toFile());
        var errors = INSTALLED.resolve("stderr.txt").toFile();
        builder.redirectError(errors);
        if (world != null) {
            builder.environment().put("BASE", world.base + "/v1");
            builder.environment().put("KEY", world.key("fay"));
        }
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(() -> String.join(" ", words) + ": " + errors).isZero();
        return output;
    }
}
