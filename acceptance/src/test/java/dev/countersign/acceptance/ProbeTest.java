package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an upstream can do is found out by asking it, before somebody's answer depends on it.
class ProbeTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    /// Asks anew: the first round may have met the upstream before the test had told it what to do.
    private JsonNode probed(ScriptedUpstream.Behaviour behaviour) {
        world.upstream.doesWhenProbed(behaviour);
        publish("probed-" + world.upstream.probes().size(), "stated");
        world.server.probeDue();
        var models = upstreams().at("/upstreams/0/models");
        for (var model : models) {
            if (model.path("model").asText().startsWith("probed-")) {
                return model;
            }
        }
        throw new AssertionError("not shown: " + models);
    }

    private JsonNode upstreams() {
        return world.get("pam", "/v1/upstreams").body();
    }

    private void publish(String model, String recipe) {
        var body =
                World.JSON
                        .createObjectNode()
                        .put("name", "answer")
                        .put("kind", "chat")
                        .put("owner", "max")
                        .put("summary", "Answers a customer")
                        .put("upstream", "scripted")
                        .put("model", model)
                        .put("model_version", "2026-10-01")
                        .put("recipe", recipe)
                        .put("streaming", "whole");
        var published = world.post("pam", "/v1/prompts", body.toString());
        assertThat(published.status()).isEqualTo(201);
        var live =
                world.post(
                        "pam",
                        "/v1/prompts/answer/activate",
                        "{\"why\":\"the probe asks another way here\",\"version\":"
                                + published.body().path("version").asInt()
                                + "}");
        if (live.status() == 202) {
            world.sign(live.body().path("change").asText());
        }
        assertThat(live.status()).as(live.text()).isBetween(200, 202);
    }

    /// Does all that it is asked for, as OpenAI's own service would.
    private static ScriptedUpstream.Behaviour doesAll() {
        return (body, out) -> {
            if (body.contains("\"tools\"")) {
                sse(
                        out,
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"ready\",\"arguments\":\"\"}}]}");
            } else if (body.contains("\"stream\":true")) {
                sse(out, "{\"content\":\"ready\"}");
            } else if (body.contains("\"logprobs\":true")) {
                ScriptedUpstream.json(
                        out,
                        200,
                        ScriptedUpstream.completion("ready")
                                .replace(
                                        "\"logprobs\":null",
                                        "\"logprobs\":{\"content\":[{\"token\":\"ready\",\"logprob\":-0.1}]}"));
            } else {
                ScriptedUpstream.json(out, 200, ScriptedUpstream.completion("ready"));
            }
        };
    }

    private static void sse(java.io.OutputStream out, String delta) throws IOException {
        var text =
                "data: {\"id\":\"s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"delta\":"
                        + delta
                        + ",\"finish_reason\":null}]}\n\ndata: [DONE]\n\n";
        ScriptedUpstream.head(out, 200, "text/event-stream", "content-length: " + text.length());
        out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void findsOutWhatAnUpstreamCanDoAndRecordsIt() {
        var model = probed(doesAll());
        var entries = world.get("cleo", "/v1/ledger/entries?action=upstream.probed").body();
        var entry =
                entries.path("entries")
                        .valueStream()
                        .filter(e -> e.at("/facts/model").equals(model.path("model")))
                        .findFirst()
                        .orElseThrow();

        assertThat(model.path("state").asText()).isEqualTo("probed");
        assertThat(model.path("can").toString())
                .isEqualTo("{\"logprobs\":true,\"streamed_tool_calls\":true,\"streaming\":true}");
        assertThat(entry.path("subject").asText()).isEqualTo("scripted");
        assertThat(entry.at("/facts/can").toString()).isEqualTo(model.path("can").toString());
        assertThat(world.upstream.probes())
                .allSatisfy(p -> assertThat(p).containsAnyOf("\"max_tokens\":16", "\"input\""));
        assertThat(world.get("fay", "/v1/upstreams").status()).isEqualTo(403);
    }

    @Test
    void boundsTokensInTheWayThatTheModelUnderstands() {
        var model =
                probed((body, out) -> {
                    if (body.contains("\"max_tokens\"")) {
                        ScriptedUpstream.json(
                                out,
                                400,
                                "{\"error\":{\"message\":\"use max_completion_tokens\"}}");
                    } else {
                        doesAll().answer(body, out);
                    }
                });

        assertThat(model.at("/can/logprobs").asBoolean()).isTrue();
        assertThat(world.upstream.probes())
                .anySatisfy(
                        p -> assertThat(p).contains("\"max_completion_tokens\":16", "\"tools\""));
    }

    @Test
    @Requirement("E49")
    void tellsThatAPromptAsksForWhatItsUpstreamLacksAndHoldsTheAnswer() {
        publish("plain", "logprobs");
        world.server.probeDue();

        assertThat(upstreams().path("warnings").toString())
                .contains("takes its confidence from log-probabilities, which `scripted` does not")
                .contains("held");
        world.upstream.answers("We looked into it.");
        var held = world.chat("fay", "answer", "Hello");
        assertThat(held.outcome()).isEqualTo("held");
        assertThat(held.content()).contains("without a confidence");
    }

    @Test
    void anUpstreamThatIsDownStopsNothingAndIsAskedAgainLater() {
        var down =
                probed((_, _) -> {
                    throw new IOException("the connection drops");
                });
        assertThat(down.path("state").asText()).isEqualTo("not yet probed");
        assertThat(down.path("detail").asText()).contains("`scripted` broke off the connection");
        assertThat(world.get("fay", "/v1/models").status()).isEqualTo(200);

        var asked = world.upstream.probes().size();
        world.upstream.doesWhenProbed(doesAll());
        world.server.probeDue();
        assertThat(world.upstream.probes()).hasSize(asked);

        world.clock.tick(Duration.ofMinutes(1));
        world.server.probeDue();
        var up = upstreams().at("/upstreams/0/models");
        assertThat(up.findValuesAsText("detail")).containsOnly("");
        assertThat(up.findValuesAsText("state")).containsOnly("probed");
    }

    @Test
    void anUpstreamThatHangsOrRefusesOurKeyIsNotTakenForOneThatCannot() {
        var hangs = probed((_, _) -> new java.util.concurrent.CountDownLatch(1).await());
        assertThat(hangs.path("detail").asText()).contains("no answer within 3 s");

        var refused =
                probed((_, out) ->
                        ScriptedUpstream.json(
                                out,
                                401,
                                "{\"error\":{\"message\":\"unknown key of"
                                        + " canary@example.com\",\"code\":\"invalid_api_key\"}}"));
        assertThat(refused.path("state").asText()).isEqualTo("not yet probed");
        assertThat(refused.path("can")).isEmpty();
        assertThat(refused.path("detail").asText())
                .isEqualTo(
                        "`scripted` answered with status 401 and said: unknown key of <EMAIL_1>"
                                + " (`invalid_api_key`)");
    }
}
