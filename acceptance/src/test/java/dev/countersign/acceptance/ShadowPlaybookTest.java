package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A playbook that was signed judges live answers unseen before it goes live.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShadowPlaybookTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private JsonNode change(String id) {
        return world.get("pam", "/v1/changes/" + id).body();
    }

    /// A playbook that asks for another confidence, watched on so many calls.
    private String watched(String below, int cases, String limit) {
        var inForce = "";
        for (var p : world.get("pam", "/v1/playbooks").body().path("playbooks")) {
            inForce = p.path("active").asBoolean() ? p.path("id").asText() : inForce;
        }
        var was = world.get("pam", "/v1/playbooks/" + inForce).body();
        var body = World.JSON.createObjectNode();
        body.put(
                "playbook",
                was.path("playbook")
                        .asText()
                        .replaceAll(
                                "if confidence < [0-9.]+ or", "if confidence < " + below + " or"));
        body.set("organisation", was.path("organisation"));
        var loaded = world.post("pam", "/v1/playbooks", body.toString()).body();
        var activate = World.JSON.createObjectNode().put("why", World.WHY);
        activate.set("accepted", loaded.path("open_findings"));
        activate.putObject("shadow")
                .put("cases", cases)
                .put("limit", new java.math.BigDecimal(limit));
        var proposed =
                world.post(
                        "pam",
                        "/v1/playbooks/" + loaded.path("id").asText() + "/activate",
                        activate.toString());
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        assertThat(proposed.body().path("words").toString())
                .contains("is watched first, unseen, on " + cases + " live cases");
        var id = proposed.body().path("change").asText();
        world.sign(id);
        return id;
    }

    @Test
    @Requirement({"E44", "E47"})
    void theSameAnswerIsJudgedTwiceAndAskedForOnce() {
        var id = watched("0.95", 2, "0.5");
        var asked = world.upstream.requests().size();

        world.upstream.answers("It arrives on Tuesday.\nconfidence: 0.93");
        var first = world.chat("fay", "answer", "When does the parcel arrive?");
        world.upstream.answers("It arrives on Friday.\nconfidence: 0.97");
        var second = world.chat("fay", "answer", "And the other one?");

        assertThat(first.outcome()).as("it decides nothing").isEqualTo("released");
        assertThat(second.outcome()).isEqualTo("released");
        assertThat(world.upstream.requests()).hasSize(asked + 2);
        var cases = world.get("max", "/v1/changes/" + id + "/shadow").body().path("cases");
        assertThat(cases).hasSize(2);
        assertThat(cases.path(0).path("subject").asText()).isEqualTo(first.call());
        assertThat(cases.path(0).path("live").asText()).isEqualTo("release");
        assertThat(cases.path(0).path("would").asText()).isEqualTo("hold for ops_manager");
        assertThat(cases.path(0).path("because").asText()).isEqualTo("`approval-rule`");
        assertThat(cases.path(1).path("differs").asBoolean()).isFalse();
        assertThat(Session.of(world, "max").get("/changes/" + id).html())
                .contains("href=\"/calls/" + first.call() + "\"", "held for ops manager");

        world.server.runDue();

        assertThat(change(id).path("state").asText()).isEqualTo("in_force");
        world.upstream.answers("It arrives on Tuesday.\nconfidence: 0.93");
        assertThat(world.chat("fay", "answer", "When does the parcel arrive now?").outcome())
                .isEqualTo("held");
    }

    @Test
    void aHeldAnswerCountsWithItsCase() {
        var id = watched("0.85", 50, "1");

        world.upstream.answers("A refund is due.\nconfidence: 0.97");
        var held = world.chat("fay", "answer", "Is money due?");

        var seen = world.get("max", "/v1/changes/" + id + "/shadow").body().at("/cases/0");
        assertThat(seen.path("case").asText()).isEqualTo(held.hold());
        assertThat(seen.path("live").asText()).isEqualTo("hold for ops_manager");
        assertThat(seen.path("differs").asBoolean()).isFalse();
        world.post(
                "max",
                "/v1/changes/" + id + "/shadow/stop",
                "{\"justification\":\"" + World.WHY + "\"}");
        assertThat(change(id).path("state").asText()).isEqualTo("stopped");
        world.chat("fay", "answer", "Is more money due?");
        assertThat(change(id).at("/shadow/watched").asInt()).isEqualTo(1);
    }
}
