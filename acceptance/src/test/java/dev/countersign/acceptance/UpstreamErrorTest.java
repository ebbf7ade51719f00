package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What an upstream says when it does not answer reaches the caller as an error of the protocol:
/// masked, short, with a status that is true for the caller.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamErrorTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data, "request", Duration.ZERO);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer answered(int status, String body) {
        world.upstream.does((_, out) -> ScriptedUpstream.json(out, status, body));
        return world.chat("fay", "scored", "Hello");
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":%s,\"type\":\"x\",\"param\":null,\"code\":\"context_length_exceeded\"}}"
                .formatted(ScriptedUpstream.quoted(message));
    }

    private World.Answer live() {
        var body = World.JSON.createObjectNode().put("model", "live").put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hello");
        return world.send(
                world.request("fay", "/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private String lastEnding() {
        return world.get("cleo", "/v1/ledger/entries?action=call.failed")
                .body()
                .at("/entries/0/facts/code")
                .asText();
    }

    @Test
    void tellsWhatTheUpstreamDislikesWithoutPersonalData() {
        var answer = answered(400, error("too many tokens in the letter of canary@example.com"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("upstream-status-400");
        assertThat(answer.body().at("/problem/detail").asText())
                .isEqualTo(
                        "`scripted` answered with status 400 and said: too many tokens in the letter"
                                + " of <EMAIL_1> (`context_length_exceeded`)");
        assertThat(answer.raw().headers().firstValue("x-should-retry")).contains("false");
        assertThat(lastEnding()).isEqualTo("upstream-status-400");
    }

    @Test
    void cutsALongMessageAfterMaskingIt() {
        var answer =
                answered(422, error("x ".repeat(149) + "canary@example.com " + "y ".repeat(9_000)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/problem/detail").asText()).hasSizeLessThan(400).contains("…");
        assertThat(answer.text()).doesNotContain("canary");
        assertThat(answered(400, error("canary ".repeat(20_000))).text()).doesNotContain("canary");
    }

    @Test
    void givesEachStatusTheMeaningThatItHasForTheCaller() {
        assertThat(told(429)).isEqualTo("429 true");
        assertThat(told(503)).isEqualTo("503 true");
        assertThat(told(529)).isEqualTo("503 true");
        assertThat(told(504)).isEqualTo("504 true");
        assertThat(told(500)).isEqualTo("502 false");
        assertThat(told(413)).isEqualTo("413 false");
        // These are about our key and our model: a caller's client must not drop its own key.
        assertThat(told(401)).isEqualTo("502 false");
        assertThat(told(403)).isEqualTo("502 false");
        assertThat(told(404)).isEqualTo("502 false");
        assertThat(told(302)).isEqualTo("502 false");
    }

    private String told(int status) {
        var answer = answered(status, error("no"));
        assertThat(lastEnding()).isEqualTo("upstream-status-" + status);
        return answer.status()
                + " "
                + answer.raw().headers().firstValue("x-should-retry").orElse("");
    }

    @Test
    void showsNothingOfAnErrorThatIsNotJson() {
        world.upstream.does((_, out) -> {
            var page = "<html><b>canary gateway</b></html>".getBytes(StandardCharsets.UTF_8);
            ScriptedUpstream.head(out, 500, "text/html", "content-length: " + page.length);
            out.write(page);
            out.flush();
        });

        var answer = world.chat("fay", "scored", "Hello");

        assertThat(answer.body().at("/problem/detail").asText())
                .isEqualTo("`scripted` answered with status 500");
    }

    @Test
    void aLiveStreamThatIsRefusedIsAnErrorWithItsOwnStatus() {
        world.upstream.does(
                (_, out) -> ScriptedUpstream.json(out, 400, error("not for canary@example.com")));

        var answer = live();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message").asText())
                .contains("not for <EMAIL_1>")
                .doesNotContain("canary");
        assertThat(lastEnding()).isEqualTo("upstream-status-400");
    }

    @Test
    void aLiveStreamOfAnotherTypeIsRefused() {
        world.upstream.answers("canary");

        var answer = live();

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).contains("upstream-garbage").doesNotContain("canary");
    }

    @Test
    void aLiveStreamThatBreaksOffOrHangsEndsWithAnErrorAndNoDone() {
        world.upstream.does((_, out) -> {
            begin(out);
            throw new IOException("cut");
        });
        var cut = live();
        world.upstream.does((_, out) -> {
            begin(out);
            new CountDownLatch(1).await();
        });
        var hung = live();

        assertThat(cut.text()).contains("upstream-broken-off").doesNotContain("[DONE]");
        assertThat(hung.text()).contains("upstream-broken-off").doesNotContain("[DONE]");
        assertThat(lastEnding()).isEqualTo("upstream-broken-off");
    }

    private static void begin(java.io.OutputStream out) throws IOException {
        ScriptedUpstream.head(out, 200, "text/event-stream", "transfer-encoding: chunked");
        var event =
                "data: {\"id\":\"s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"So far so good, but\"},"
                        + "\"finish_reason\":null}]}\n\n";
        out.write(
                (Integer.toHexString(event.length()) + "\r\n" + event + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
