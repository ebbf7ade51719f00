package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An old version of a policy ends while its successor waits beside it.
class SunsetTest {
    private World world;
    private Instant turn;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        turn = world.clock.instant().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private static String version(String version, String valid, int limit) {
        return """
        name: retention
        version: "%s"
        owner: compliance_liaison
        scope: all
        %s
        rule: {match: [{condition: "retention_days > %d", output: "'deny'"}]}
        """
                .formatted(version, valid, limit);
    }

    private World.Answer put(Map<String, String> files) {
        var body = World.JSON.createObjectNode().put("why", "auditors want a month from then on");
        body.set("files", World.JSON.valueToTree(files));
        return world.post("pam", "/v1/policies", body.toString());
    }

    private String raise(String id) {
        return world.post(
                        "fay",
                        "/v1/exceptions",
                        "{\"id\":\"%s\",\"title\":\"Retention\",\"facts\":{\"retention_days\":60}}"
                                .formatted(id))
                .body()
                .at("/results/0/case")
                .asText();
    }

    @Test
    @Requirement("P57")
    void theOldVersionGetsAnEndAndEachCaseIsJudgedByTheOneInForce() {
        assertThat(put(Map.of("v1.yaml", version("1", "", 90))).status()).isEqualTo(201);
        var late = turn.minusSeconds(3_600);
        var overlap =
                put(
                        Map.of(
                                "v1.yaml", version("1", "valid: {until: " + turn + "}", 90),
                                "v2.yaml", version("2", "valid: {from: " + late + "}", 30)));
        assertThat(overlap.status()).isEqualTo(422);
        assertThat(overlap.text()).contains("v2.yaml:5:8", "while version `1` (v1.yaml:5)");
        var rewritten =
                put(
                        Map.of(
                                "v1.yaml", version("1", "valid: {until: " + turn + "}", 80),
                                "v2.yaml", version("2", "valid: {from: " + turn + "}", 30)));
        assertThat(rewritten.text()).contains("still calls itself version `1`");

        var proposed =
                put(
                        Map.of(
                                "v1.yaml", version("1", "valid: {until: " + turn + "}", 90),
                                "v2.yaml", version("2", "valid: {from: " + turn + "}", 30)));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        var change = proposed.body().path("change").asText();
        assertThat(world.get("pam", "/v1/changes/" + change).text())
                .contains(
                        "`retention@1` is valid at another time", "adds `retention@2` beside `1`");
        world.sign(change);

        var before = raise("before");
        var max = Session.of(world, "max");
        assertThat(max.get("/policies").text()).contains("in force until", "to come from");
        assertThat(max.get("/policies/retention").text()).contains("Versions side by side");
        assertThat(max.get("/policies/retention?version=2").text()).contains("above 30");
        assertThat(max.get("/policies/retention?version=7").status()).isEqualTo(404);
        world.clock.tick(Duration.ofDays(11));
        var after = raise("after");

        assertThat(world.get("max", "/v1/cases/" + before).body().at("/exception/verdict").asText())
                .isEmpty();
        assertThat(world.get("max", "/v1/cases/" + after).body().at("/exception/verdict").asText())
                .isEqualTo("deny");
        assertThat(world.get("cleo", "/v1/ledger/entries?action=exception.raised").text())
                .contains("retention@2");
        var feedback =
                world.post(
                        "fay",
                        "/v1/policies/feedback",
                        "{\"policy\":\"retention\",\"case\":\"%s\",\"text\":\"a month is too short for customs papers\"}"
                                .formatted(after));
        assertThat(feedback.text()).contains("\"version\":\"2\"");
        assertThat(world.get("max", "/v1/policies/review").text()).contains("\"version\":\"2\"");
        // The session has ended with the days.
        assertThat(Session.of(world, "max").get("/policies").text())
                .contains("ended until", "in force from");
    }
}
