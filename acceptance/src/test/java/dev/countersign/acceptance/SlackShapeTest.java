package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the stand-in says has the shape of what Slack was recorded to say.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackShapeTest {
    private Path samples;

    @BeforeAll
    void unpack(@TempDir Path folder) throws Exception {
        var archive = Shared.require("data/slack_payloads/slack-json-samples.tar.gz");
        var tar =
                new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        samples = folder.resolve("json-logs/samples");
    }

    private JsonNode sample(String path) throws IOException {
        return World.JSON.readTree(Files.readString(samples.resolve(path)));
    }

    /// Every name that `ours` uses is one that was recorded, at the same place; what differs by app
    /// (a form's values, a message's blocks) is not looked into.
    private static List<String> unknown(JsonNode ours, JsonNode recorded, String at) {
        var out = new ArrayList<String>();
        for (var field : ours.properties()) {
            var place = at + "/" + field.getKey();
            if (!recorded.has(field.getKey())) {
                out.add(place);
            } else if (field.getValue().isObject() && !place.endsWith("/state")) {
                out.addAll(unknown(field.getValue(), recorded.get(field.getKey()), place));
            }
        }
        return out;
    }

    @Test
    void buttonsFormsAndEventsAreShapedAsRecorded(@TempDir Path data) throws Exception {
        try (var slack = new SlackStandIn();
                var world = new World(data)) {
            var max = new SlackUser(world, slack, "U0MAX001");
            var pressed = max.pressed("review", "case-1", "t");
            var recorded = sample("app-backend/interactive-components/BlockActionPayload.json");
            assertThat(unknown(pressed, recorded, "")).isEmpty();

            var view = World.JSON.createObjectNode().put("id", "V1").put("private_metadata", "{}");
            var submitted = max.submitted(view, java.util.Map.of());
            var form = sample("app-backend/views/ViewSubmissionPayload.json");
            assertThat(unknown(submitted, form, "")).isEmpty();

            var opened = max.homeOpened();
            var event = sample("events/AppHomeOpenedPayload.json");
            assertThat(unknown(opened, event, "")).isEmpty();
        }
    }

    @Test
    void answersOfTheApiAreShapedAsRecorded() throws Exception {
        try (var slack = new SlackStandIn()) {
            slack.member("U0MAX001", "max@world.example");
            for (var method :
                    List.of(
                            "auth.test",
                            "chat.postMessage",
                            "users.info",
                            "users.lookupByEmail",
                            "views.open")) {
                var ours = (ObjectNode) call(slack, method);
                assertThat(ours.path("ok").asBoolean()).as(method + " " + ours).isTrue();
                ours.remove("view");
                assertThat(unknown(ours, sample("api/" + method + ".json"), ""))
                        .as(method)
                        .isEmpty();
            }
        }
    }

    private static JsonNode call(SlackStandIn slack, String method) throws Exception {
        var view =
                "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"x\"},"
                        + "\"blocks\":[{\"type\":\"section\",\"text\":{\"type\":\"plain_text\",\"text\":\"x\"}}]}";
        var form =
                "channel="
                        + SlackStandIn.CHANNEL
                        + "&text=x&user=U0MAX001&email=max%40world.example&trigger_id=t&view="
                        + SlackUser.encoded(view)
                        + "&blocks="
                        + SlackUser.encoded(
                                "[{\"type\":\"section\",\"text\":{\"type\":\"plain_text\",\"text\":\"x\"}}]");
        var request =
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(slack.url() + method))
                        .header("authorization", "Bearer " + SlackStandIn.TOKEN)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            return World.JSON.readTree(
                    http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
