package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that is in force changes before everybody has signed, in order.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeTest {
    private static final String REASON = "customers misread the old greeting, see ticket HL-2107";

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer propose(String text) {
        var was = world.get("pam", "/v1/prompts/answer").body().path("versions").path(0);
        var body = was.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) body).put("text", text);
        var published = world.post("pam", "/v1/prompts", body.toString());
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        return world.post(
                "pam",
                "/v1/prompts/answer/activate",
                "{\"version\":%d,\"why\":\"%s\"}"
                        .formatted(published.body().path("version").asInt(), REASON));
    }

    private int live() {
        for (var version : world.get("pam", "/v1/prompts/answer").body().path("versions")) {
            if (version.path("live").asBoolean()) {
                return version.path("version").asInt();
            }
        }
        return 0;
    }

    @Test
    @Requirement({"E44", "E45", "E40"})
    void aPromptChangesWithTheLastSignatureInThePlaybooksOrder() {
        var before = live();
        var proposed = propose("Answer kindly, and name the ticket.");
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().path("words").toString())
                .contains("the text gains: Answer kindly, and name the ticket.");
        var caseId = proposed.body().path("case").asText();
        assertThat(live()).isEqualTo(before);

        // Security cannot sign before the ops manager, nor the proposer at all.
        assertThat(world.decide("sam", caseId, "approve", "").status()).isEqualTo(403);
        assertThat(world.decide("pam", caseId, "approve", "").status()).isEqualTo(403);
        assertThat(world.decide("max", caseId, "approve", "").status()).isEqualTo(200);
        assertThat(world.decide("mia", caseId, "approve", "").status()).isEqualTo(403);
        assertThat(world.decide("sam", caseId, "approve", "").status()).isEqualTo(200);
        assertThat(live()).isEqualTo(before);
        assertThat(world.decide("lea", caseId, "approve", "").status()).isEqualTo(200);

        assertThat(live()).isEqualTo(proposed.body().path("version").asInt());
        var change = world.get("pam", "/v1/changes/" + proposed.body().path("change").asText());
        assertThat(change.body().path("state").asText()).isEqualTo("in_force");
        world.upstream.answers("Fine.\nconfidence: 0.95");
        world.chat("fay", "answer", "Hello there");
        assertThat(world.upstream.requests().getLast()).contains("Answer kindly");
    }

    @Test
    @Requirement("E44")
    void oneDenialEndsItAndNothingChanges() {
        var before = live();
        var proposed = propose("Answer like a pirate.");
        var caseId = proposed.body().path("case").asText();
        world.decide("max", caseId, "approve", "");

        world.decide("sam", caseId, "deny", "");

        assertThat(live()).isEqualTo(before);
        assertThat(world.decide("lea", caseId, "approve", "").status()).isEqualTo(409);
    }

    @Test
    void aChangeIsSignedAsItIsAndProposedOnce() {
        var proposed = propose("Answer in one sentence.");
        var caseId = proposed.body().path("case").asText();

        var edited =
                world.decide(
                        "max", caseId, "edit_and_approve", ",\"text\":\"the text gains: more\"");
        var again =
                world.post(
                        "pam",
                        "/v1/prompts/answer/activate",
                        "{\"version\":%d,\"why\":\"%s\"}"
                                .formatted(proposed.body().path("version").asInt(), REASON));

        assertThat(edited.status()).isEqualTo(422);
        assertThat(edited.text()).contains("approved as it is or denied");
        assertThat(again.status()).isEqualTo(409);
        assertThat(world.get("max", "/v1/cases/" + caseId).body().path("state").asText())
                .isEqualTo("open");
    }

    @Test
    void theFirstOfTwoChangesOvertakesTheOther() {
        var one = propose("Answer with the article's number.");
        var other = propose("Answer with the article's title.");
        world.sign(one.body().path("change").asText());
        var caseId = other.body().path("case").asText();
        world.decide("max", caseId, "approve", "");
        world.decide("sam", caseId, "approve", "");

        var last = world.decide("lea", caseId, "approve", "");

        assertThat(last.status()).isEqualTo(409);
        assertThat(last.text()).contains("something else came into force");
    }

    @Test
    @Requirement("E46")
    void oneClockOfFortyEightHoursRunsForAllSignatures() {
        var proposed = propose("Answer with a greeting first.");
        var caseId = proposed.body().path("case").asText();
        var opened = world.get("max", "/v1/cases/" + caseId).body();
        var due = java.time.Instant.parse(opened.path("due_at").asText());
        assertThat(
                        Duration.between(
                                java.time.Instant.parse(opened.path("opened_at").asText()), due))
                .isEqualTo(Duration.ofDays(2));

        world.clock.tick(Duration.ofHours(40));
        world.decide("max", caseId, "approve", "");

        assertThat(world.get("sam", "/v1/cases/" + caseId).body().path("due_at").asText())
                .isEqualTo(due.toString());
        world.clock.tick(Duration.ofHours(9));
        world.server.runDue();
        assertThat(world.get("sam", "/v1/cases/" + caseId).body().path("breached").asBoolean())
                .isTrue();
    }
}
