package dev.countersign.connect.slack;

import com.slack.api.socket_mode.SocketModeClient;
import dev.countersign.connect.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Socket Mode: we connect to Slack, for where it cannot reach us. The official client keeps the
/// socket; envelopes go to the same handlers as requests over HTTP. Slack authenticates the socket
/// by the app-level token, so envelopes carry no signature.
public final class SlackSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);

    private final SlackApi api;
    private final SlackInbound inbound;
    private final Secret appToken;
    private final ExecutorService threads;
    private @Nullable SocketModeClient client;

    public SlackSocket(
            SlackApi api, SlackInbound inbound, Secret appToken, ExecutorService threads) {
        this.api = api;
        this.inbound = inbound;
        this.appToken = appToken;
        this.threads = threads;
    }

    /// Connects unless it is connected; called again and again.
    public synchronized void keepOpen() {
        if (client != null) {
            return;
        }
        try {
            var opened =
                    api.slack()
                            .socketMode(appToken.value(), SocketModeClient.Backend.JavaWebSocket);
            opened.setAutoReconnectEnabled(true);
            opened.addWebSocketMessageListener(text -> threads.execute(() -> taken(opened, text)));
            opened.connect();
            client = opened;
        } catch (IOException e) {
            LOG.warn("slack-socket-not-opened why={}", e.getMessage());
        }
    }

    private void taken(SocketModeClient on, String text) {
        var envelope = SlackJson.read(text);
        var id = envelope.path("envelope_id").asText();
        if (id.isEmpty()) {
            return;
        }
        var payload = envelope.path("payload");
        try {
            var answer =
                    switch (envelope.path("type").asText()) {
                        case "interactive" -> inbound.interactive(payload);
                        case "events_api" -> inbound.event(payload);
                        case "slash_commands" -> inbound.command(form(payload));
                        default ->
                                java.util.Optional.<com.fasterxml.jackson.databind.JsonNode>empty();
                    };
            var response = SlackJson.object().put("envelope_id", id);
            answer.ifPresent(a -> response.set("payload", a));
            on.sendWebSocketMessage(response.toString());
        } catch (RuntimeException e) {
            // Not acknowledged: Slack sends it again.
            LOG.error("slack-envelope-failed type={}", envelope.path("type").asText(), e);
        }
    }

    private static Map<String, String> form(com.fasterxml.jackson.databind.JsonNode payload) {
        var out = new LinkedHashMap<String, String>();
        payload.properties().forEach(e -> out.put(e.getKey(), e.getValue().asText()));
        return out;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException e) {
                LOG.warn("slack-socket-not-closed", e);
            }
        }
    }
}
