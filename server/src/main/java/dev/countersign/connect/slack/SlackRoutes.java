package dev.countersign.connect.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.connect.Secret;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where Slack calls us: signed, or refused before anything is read.
public final class SlackRoutes {
    private final SlackRequests requests;
    private final SlackInbound inbound;

    private SlackRoutes(SlackRequests requests, SlackInbound inbound) {
        this.requests = requests;
        this.inbound = inbound;
    }

    public static SlackRoutes of(Secret signingSecret, SlackInbound inbound, InstantSource clock) {
        return new SlackRoutes(new SlackRequests(signingSecret, clock), inbound);
    }

    public void mount(Web web) {
        web.open(
                HttpMethod.POST,
                "/chat/slack/interactivity",
                e -> answer(e, inbound.interactive(payload(form(signed(e))))));
        web.open(
                HttpMethod.POST,
                "/chat/slack/events",
                e -> answer(e, inbound.event(object(signed(e)))));
        web.open(
                HttpMethod.POST,
                "/chat/slack/commands",
                e -> answer(e, inbound.command(form(signed(e)))));
    }

    private String signed(Exchange e) {
        var body = e.body();
        requests.require(
                e.header("x-slack-request-timestamp").orElse(""),
                e.header("x-slack-signature").orElse(""),
                body,
                e.header("x-slack-retry-num").isPresent());
        return body;
    }

    private static void answer(Exchange e, Optional<JsonNode> answer) {
        if (answer.isPresent()) {
            e.json(200, answer.get());
        } else {
            e.text(200, "text/plain", "");
        }
    }

    private static JsonNode payload(Map<String, String> form) {
        return object(form.getOrDefault("payload", ""));
    }

    private static JsonNode object(String text) {
        var read = SlackJson.read(text);
        if (!read.isObject()) {
            throw new Problem(
                            400,
                            "malformed-payload",
                            "The payload is malformed",
                            "the request holds no JSON object where Slack puts one",
                            "check which of the app's addresses this is")
                    .asException();
        }
        return read;
    }

    private static Map<String, String> form(String body) {
        var out = new LinkedHashMap<String, String>();
        for (var pair : body.split("&")) {
            var at = pair.indexOf('=');
            if (at > 0) {
                out.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
            }
        }
        return out;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
