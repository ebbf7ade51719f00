package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Somebody who presses buttons and sends forms in Slack, and Slack, which signs and delivers that.
final class SlackUser {
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final AtomicInteger EVENTS = new AtomicInteger();

    private final World world;
    private final SlackStandIn slack;
    private final String member;
    private final String team;

    SlackUser(World world, SlackStandIn slack, String member) {
        this(world, slack, member, SlackStandIn.TEAM);
    }

    SlackUser(World world, SlackStandIn slack, String member, String team) {
        this.world = world;
        this.slack = slack;
        this.member = member;
        this.team = team;
    }

    /// The value of a card's button with this action.
    static String value(JsonNode blocks, String action) {
        for (var b : blocks) {
            for (var e : b.path("elements")) {
                if (e.path("action_id").asText().equals(action)) {
                    return e.path("value").asText();
                }
            }
        }
        return "";
    }

    /// The payload of a button, as recorded payloads have it.
    ObjectNode pressed(String action, String value, String trigger) {
        var out = payload("block_actions", trigger);
        out.putObject("container").put("type", "message").put("channel_id", SlackStandIn.CHANNEL);
        out.putObject("channel").put("id", SlackStandIn.CHANNEL).put("name", "ops-exceptions");
        out.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", action)
                .put("block_id", "case")
                .put("value", value)
                .put("action_ts", "1763629200.000001");
        return out;
    }

    /// The payload of a form that was filled in.
    ObjectNode submitted(JsonNode view, Map<String, String> values) {
        var out = payload("view_submission", slack.trigger());
        var sent = (ObjectNode) view.deepCopy();
        sent.put("team_id", SlackStandIn.TEAM).put("hash", "1763629200.abc");
        var state = sent.putObject("state").putObject("values");
        for (var b : view.path("blocks")) {
            var id = b.path("block_id").asText();
            if (!b.path("type").asText().equals("input")) {
                continue;
            }
            var type = b.at("/element/type").asText();
            var element = state.putObject(id).putObject(id).put("type", type);
            var value = values.get(id);
            switch (type) {
                case "static_select" -> {
                    if (value == null) {
                        element.set("selected_option", b.at("/element/initial_option"));
                    } else {
                        element.putObject("selected_option").put("value", value);
                    }
                }
                case "datepicker" -> element.put("selected_date", value);
                default ->
                        element.put(
                                "value",
                                value == null ? b.at("/element/initial_value").asText("") : value);
            }
        }
        out.set("view", sent);
        return out;
    }

    private ObjectNode payload(String type, String trigger) {
        var out = World.JSON.createObjectNode().put("type", type);
        out.putObject("team").put("id", SlackStandIn.TEAM).put("domain", "world");
        out.putObject("user").put("id", member).put("username", "x").put("team_id", team);
        out.put("api_app_id", "A0WORLD01").put("token", "unused").put("trigger_id", trigger);
        out.put("is_enterprise_install", false);
        return out;
    }

    static Map<String, String> decision(String chosen, String why) {
        var out = new LinkedHashMap<String, String>();
        out.put("decision", chosen);
        out.put("justification", why);
        return out;
    }

    /// Presses Review and gets the form.
    JsonNode review(String caseId) {
        var trigger = slack.trigger();
        deliver(pressed("review", caseId, trigger));
        slack.await(() -> {}, () -> slack.opened(trigger).isPresent());
        return slack.opened(trigger).orElseThrow();
    }

    /// Presses a button that opens or changes a form; `view` is the window it stands in.
    JsonNode press(String action, JsonNode view) {
        var trigger = slack.trigger();
        var payload = pressed(action, action, trigger);
        payload.remove("channel");
        payload.set("view", view);
        deliver(payload);
        var id = view.path("id").asText();
        slack.await(() -> {}, () -> !slack.view(id).equals(view));
        return slack.view(id);
    }

    World.Answer send(JsonNode view, Map<String, String> values) {
        return deliver(submitted(view, values));
    }

    World.Answer deliver(JsonNode payload, String... headers) {
        return post("interactivity", "payload=" + encoded(payload.toString()), headers);
    }

    /// The form that a command opens.
    JsonNode opened(String text) {
        var trigger = slack.trigger();
        command(text, trigger);
        slack.await(() -> {}, () -> slack.opened(trigger).isPresent());
        return slack.opened(trigger).orElseThrow();
    }

    World.Answer command(String text) {
        return command(text, slack.trigger());
    }

    private World.Answer command(String text, String trigger) {
        return post(
                "commands",
                "command=%2Fcountersign&text="
                        + encoded(text)
                        + "&user_id="
                        + member
                        + "&team_id="
                        + team
                        + "&trigger_id="
                        + trigger);
    }

    /// Opens the app's home; Slack's event with a number of its own.
    ObjectNode homeOpened() {
        var out = World.JSON.createObjectNode().put("type", "event_callback");
        out.put("team_id", SlackStandIn.TEAM).put("event_id", "Ev" + EVENTS.incrementAndGet());
        out.putObject("event")
                .put("type", "app_home_opened")
                .put("user", member)
                .put("tab", "home");
        return out;
    }

    World.Answer event(JsonNode event, String... headers) {
        return post("events", event.toString(), headers);
    }

    World.Answer post(String to, String body, String... headers) {
        return world.send(signed(to, body, world.clock.instant(), SECRET, headers));
    }

    HttpRequest signed(String to, String body, Instant at, String secret, String... headers) {
        var timestamp = String.valueOf(at.getEpochSecond());
        var request =
                HttpRequest.newBuilder(java.net.URI.create(world.base + "/chat/slack/" + to))
                        .header(
                                "content-type",
                                to.equals("events")
                                        ? "application/json"
                                        : "application/x-www-form-urlencoded")
                        .header("x-slack-request-timestamp", timestamp)
                        .header("x-slack-signature", signature(timestamp, body, secret));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    static String signature(String timestamp, String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var of = "v0:" + timestamp + ":" + body;
            return "v0="
                    + HexFormat.of().formatHex(mac.doFinal(of.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
