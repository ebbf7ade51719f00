package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people decide at the desk is work on which tools prove themselves.
class DeskWorkTest {
    private static final String TOOL = "{\"tool\":\"answer_tool\"}";

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        world.upstream.answers("Keep thirty days.\nconfidence: 0.95");
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private String exception(String id) {
        return Uncategorised.raise(
                world,
                id,
                "\"title\":\"Logs of anna@example.com kept a day\",\"category\":\"performance_tradeoff\"");
    }

    @Test
    @Requirement({"E36", "E37"})
    void aDecidedCaseIsShadowWorkByOneClickWithTheDecisionAsOnesOwnAnswer() {
        var id = exception("one");
        world.decide("max", id, "deny", "");
        var max = Session.of(world, "max");
        assertThat(max.get("/cases/" + id).html())
                .contains("Use as shadow work for <code>answer_tool</code>");
        var after = max.form("/cases/" + id, "/cases/" + id + "/shadow", "tool", "answer_tool");
        assertThat(after.path()).isEqualTo("/cases/" + id);
        assertThat(after.html())
                .contains("Shadow work for <code>answer_tool</code>: it waits for")
                .doesNotContain("Use as shadow work for");

        var sample = sample("max");
        assertThat(sample.path("source").asText()).isEqualTo("desk");
        assertThat(sample.path("worker").asText()).isEqualTo("max");
        assertThat(sample.path("answer").asText()).isEqualTo("Deny: " + World.WHY);
        assertThat(sample.path("case").asText()).isEqualTo(id);
        assertThat(sample.path("input").asText())
                .contains("kept a day")
                .doesNotContain("anna@example.com");

        // Again is the same one.
        var again = world.post("max", "/v1/cases/" + id + "/shadow", TOOL);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.body().path("id")).isEqualTo(sample.path("id"));
        assertThat(
                        world.get("cleo", "/v1/ledger/entries?action=sample.taken")
                                .body()
                                .path("entries"))
                .hasSize(1);

        // A reviewer gets both answers, and no way to see whose is whose.
        world.server.shadowDue();
        var toReview = world.get("otto", "/v1/work-items?review=true");
        assertThat(toReview.text()).doesNotContain("\"case\":");
    }

    /// The newest sample of the tool, as this person reads it.
    private com.fasterxml.jackson.databind.JsonNode sample(String person) {
        var id =
                world.get("cleo", "/v1/ledger/entries?action=sample.taken")
                        .body()
                        .at("/entries/0/subject")
                        .asText();
        return world.get(person, "/v1/work-items/" + id).body();
    }

    @Test
    void ofAnOpenCaseOneIsAskedForOnesOwnAnswerOrUsesTheDecisionLater() {
        var id = exception("one");
        var used = world.post("max", "/v1/cases/" + id + "/shadow", TOOL);
        assertThat(used.body().path("state").asText()).isEqualTo("waits_for_person");
        var max = Session.of(world, "max");
        assertThat(max.get("/shadow").html()).contains("href=\"/cases/" + id + "\"");
        assertThat(max.get("/cases/" + id).text()).contains("it waits for your own answer");

        world.decide("max", id, "approve", "");
        assertThat(max.get("/cases/" + id).html())
                .contains("Use my decision as the answer for <code>answer_tool</code>");
        assertThat(
                        world.post("max", "/v1/cases/" + id + "/shadow", TOOL)
                                .body()
                                .path("state")
                                .asText())
                .isIn("waits_for_tool", "waits_for_review");
        assertThat(sample("max").path("answer").asText()).isEqualTo("Approve: " + World.WHY);
        assertThat(max.get("/shadow").text()).contains("Nothing waits for your answer");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheReason() {
        var id = exception("one");
        world.decide("max", id, "deny", "");
        world.post("max", "/v1/cases/" + id + "/shadow", TOOL);

        refused("fay", id, TOOL, 404, "no case");
        refused("max", id, "{\"tool\":\"nothing\"}", 404, "there is no tool `nothing`");
        refused("max", id, "{\"tool\":\"gated_tool\"}", 403, "which no role of yours includes");
        refused("cleo", id, TOOL, 403, "this case is not your work");

        world.upstream.answers("We can refund it.\nconfidence: 0.8");
        var held = world.chat("fay", "answer", "The parcel is late").hold();
        refused("max", held, TOOL, 422, "shows what `answer_tool` answered");

        var action =
                world.post(
                        "fay",
                        "/v1/actions/refund_credits",
                        """
                        {"about":"HL-2107","reason":"the fee was charged twice, see the carrier's note",
                         "parameters":{"account":"AC-9","amount":40,"currency":"EUR"}}
                        """);
        refused("max", action.body().path("case").asText(), TOOL, 422, "are no work for a tool");
    }

    private void refused(String who, String caseId, String body, int status, String says) {
        var answer = world.post(who, "/v1/cases/" + caseId + "/shadow", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(says);
    }
}
