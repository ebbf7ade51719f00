package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The ways in which gateways let personal data through, each with a canary: nothing of it may
/// reach the upstream or the client.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data, "request", Duration.ZERO);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private String sent() {
        return world.upstream.requests().getLast();
    }

    @Test
    @Requirement("E10")
    void masksEveryMessageOfEveryRole() {
        world.upstream.answers("Noted.");

        world.post(
                "fay",
                "/v1/chat/completions",
                """
                {"model":"scored","messages":[
                  {"role":"system","content":"sys canary.one@example.com"},
                  {"role":"user","content":"first canary.two@example.com"},
                  {"role":"assistant","content":"sure, 4111 1111 1111 1111"},
                  {"role":"user","content":[{"type":"text","text":"last canary.three@example.com"}]}]}
                """);

        assertThat(sent()).doesNotContain("canary").doesNotContain("4111");
        assertThat(sent()).contains("<EMAIL_1>", "<EMAIL_2>", "<EMAIL_3>", "<CARD_1>");
    }

    @Test
    @Requirement("E10")
    void masksToolArgumentsToolResultsAndUnknownFields() {
        world.upstream.answers("Noted.");

        world.post(
                "fay",
                "/v1/chat/completions",
                """
                {"model":"scored","user":"canary@example.com","metadata":{"who":"canary@example.com"},
                 "messages":[{"role":"user","content":"go"},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                    "function":{"name":"mail","arguments":"{\\"e\\":\\"canary@example.com\\",\\"n\\":1}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"{\\"to\\":\\"canary@example.com\\"}"}]}
                """);

        assertThat(sent()).doesNotContain("canary");
        assertThat(sent()).contains("\"tool_call_id\":\"c1\"");
    }

    @Test
    @Requirement("E10")
    void masksAnAnswerAndItsToolCallsBeforeTheClientSeesThem() {
        world.upstream.does((_, out) ->
                ScriptedUpstream.json(
                        out,
                        200,
                        """
                        {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                        "message":{"role":"assistant","content":"ask canary@example.com","tool_calls":[{"id":"t",
                        "type":"function","function":{"name":"f","arguments":"{\\"e\\":\\"canary@example.com\\"}"}}]},
                        "logprobs":{"content":[{"token":"canary@example.com","logprob":-0.1}]},
                        "finish_reason":"stop"}]}
                        """));

        var answer = world.chat("fay", "scored", "Hello");

        assertThat(answer.text()).doesNotContain("canary");
        assertThat(answer.content()).isEqualTo("ask <EMAIL_1>");
        assertThat(answer.text()).contains("<EMAIL_1>\\\"}");
    }

    @Test
    @Requirement("E10")
    void masksALiveStreamWhoseUpstreamSendsOneByteAtATime() {
        world.upstream.does(
                ScriptedUpstream.streams(
                        1,
                        "Please ask can",
                        "ary@exam",
                        "ple.com or call ",
                        "+1 202 555 01",
                        "43 today."));

        var text = stream("live", "Whom do I ask?");

        assertThat(text).doesNotContain("canary").doesNotContain("0143");
        assertThat(text).contains("<EMAIL_1>", "[DONE]");
    }

    @Test
    void cutsALiveStreamAtAYellowZoneTermAndOpensACase() {
        var filler = "All of this is fine and takes a while to say. ".repeat(40);
        world.upstream.does(
                ScriptedUpstream.streams(
                        7, filler, "Expect a law", "suit. ", filler, "SECRET TAIL"));

        var text = stream("live", "What next?");

        assertThat(text).contains("content_filter", "\"hold\":\"case-");
        assertThat(text).doesNotContain("SECRET TAIL").doesNotContain("lawsuit");
    }

    @Test
    void holdsALiveCallWhoseRequestIsInTheYellowZoneBeforeTheModelIsAsked() {
        var before = world.upstream.requests().size();

        var text = stream("live", "They threaten a lawsuit");

        assertThat(text).contains("content_filter");
        assertThat(world.upstream.requests()).hasSize(before);
    }

    @Test
    @Requirement("E10")
    void theEntitledReaderSeesTheOriginalsAndTheLookIsRecorded() {
        world.upstream.answers("Noted.");
        var answer = world.chat("fay", "scored", "Mail canary@example.com please");

        var own = world.post("fay", "/v1/calls/" + answer.call() + "/reveal", "{}");
        var stranger = world.post("finn", "/v1/calls/" + answer.call() + "/reveal", "{}");
        var record = world.get("fay", "/v1/calls/" + answer.call());
        var entries = world.get("cleo", "/v1/ledger/entries?action=call.revealed");

        assertThat(own.body().at("/originals/<EMAIL_1>").asText()).isEqualTo("canary@example.com");
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(record.text()).doesNotContain("canary").contains("<EMAIL_1>");
        assertThat(entries.body().at("/entries/0/actor").asText()).isEqualTo("fay");
        assertThat(entries.text()).doesNotContain("canary");
    }

    private String stream(String prompt, String question) {
        var body = World.JSON.createObjectNode().put("model", prompt).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return world.send(
                        world.request("fay", "/v1/chat/completions")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build())
                .text();
    }
}
