package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.connect.ChatSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where Slack cannot reach us, we connect to it: the same handlers behind a socket.
class SlackSocketTest {
    /// Slack's end of the socket.
    private static final class Socket extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);
        private final BlockingQueue<WebSocket> connected = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        Socket() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            setReuseAddr(true);
        }

        @Override
        public void onOpen(WebSocket on, ClientHandshake handshake) {
            on.send("{\"type\":\"hello\",\"num_connections\":1}");
            connected.add(on);
        }

        @Override
        public void onClose(WebSocket on, int code, String reason, boolean remote) {}

        @Override
        public void onMessage(WebSocket on, String message) {
            received.add(message);
        }

        @Override
        public void onError(WebSocket on, Exception e) {}

        @Override
        public void onStart() {
            started.countDown();
        }

        /// Sends an envelope and gets its acknowledgement.
        JsonNode ask(WebSocket on, String id, String type, JsonNode payload) throws Exception {
            var envelope = World.JSON.createObjectNode().put("envelope_id", id).put("type", type);
            envelope.put("accepts_response_payload", true).set("payload", payload);
            on.send(envelope.toString());
            for (; ; ) {
                var answer = received.poll(30, TimeUnit.SECONDS);
                assertThat(answer).as("no acknowledgement of " + id).isNotNull();
                var read = World.JSON.readTree(answer);
                if (read.path("envelope_id").asText().equals(id)) {
                    return read;
                }
            }
        }
    }

    @Test
    void aDecisionArrivesThroughTheSocketAndTheFormIsAnswered(@TempDir Path data) throws Exception {
        var socket = new Socket();
        socket.start();
        assertThat(socket.started.await(30, TimeUnit.SECONDS)).isTrue();
        try (var slack = new SlackStandIn()) {
            slack.opensSocketsAt("ws://127.0.0.1:" + socket.getPort() + "/link?ticket=1");
            SlackTest.members(slack);
            var settings =
                    ChatSettings.from(
                            Map.of(
                                    "COUNTERSIGN_SLACK_BOT_TOKEN",
                                    SlackStandIn.TOKEN,
                                    "COUNTERSIGN_SLACK_APP_TOKEN",
                                    "xapp-world",
                                    "COUNTERSIGN_SLACK_REGION",
                                    "eu-west-1",
                                    "COUNTERSIGN_SLACK_API",
                                    slack.url()));
            try (var world =
                    new World(data, "both", Duration.ZERO, config -> config.withChat(settings))) {
                world.server.chatDue();
                var on = socket.connected.poll(30, TimeUnit.SECONDS);
                assertThat(on).isNotNull();
                var raised =
                        world.post(
                                "pam",
                                "/v1/exceptions",
                                "{\"id\":\"s-1\",\"severity\":\"P3\",\"category\":\"operational_override\",\"rule\":\"r\"}");
                var caseId = raised.body().at("/results/0/case").asText();
                var max = new SlackUser(world, slack, SlackTest.id("max"));

                var trigger = slack.trigger();
                var pressed =
                        socket.ask(
                                on, "e-1", "interactive", max.pressed("review", caseId, trigger));
                assertThat(pressed.has("payload")).isFalse();
                slack.await(() -> {}, () -> slack.opened(trigger).isPresent());
                var form = slack.opened(trigger).orElseThrow();

                var vague = max.submitted(form, SlackUser.decision("deny", "no"));
                assertThat(
                                socket.ask(on, "e-2", "interactive", vague)
                                        .at("/payload/errors/justification")
                                        .asText())
                        .contains("2 characters");
                var told = max.submitted(form, SlackUser.decision("deny", SlackTest.WHY));
                assertThat(socket.ask(on, "e-3", "interactive", told).toString())
                        .contains("on the record");
                socket.ask(on, "e-3", "interactive", told);

                var decided = world.get("max", "/v1/cases/" + caseId).body();
                assertThat(decided.path("state").asText()).isEqualTo("denied");
                assertThat(decided.path("decisions")).hasSize(1);
                // No address of ours is open to callers that sign with nothing.
                assertThat(max.event(max.homeOpened()).status()).isEqualTo(404);
            }
        } finally {
            socket.stop(1_000);
        }
    }

    @Test
    void aSocketSomewhereElseIsNotOpened(@TempDir Path data) throws Exception {
        try (var slack = new SlackStandIn()) {
            slack.opensSocketsAt("wss://collector.example/link");
            var settings =
                    ChatSettings.from(
                            Map.of(
                                    "COUNTERSIGN_SLACK_BOT_TOKEN",
                                    SlackStandIn.TOKEN,
                                    "COUNTERSIGN_SLACK_APP_TOKEN",
                                    "xapp-world",
                                    "COUNTERSIGN_SLACK_REGION",
                                    "eu-west-1",
                                    "COUNTERSIGN_SLACK_API",
                                    slack.url()));
            try (var world =
                    new World(data, "both", Duration.ZERO, config -> config.withChat(settings))) {
                world.server.chatDue();
                assertThat(slack.calls("apps.connections.open")).isPositive();
                assertThat(world.get("max", "/v1/cases").status()).isEqualTo(200);
            }
        }
    }
}
