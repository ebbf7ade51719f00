package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mock exceptions in Slack: the real form, for one learner alone, and nothing comes of it.
class PracticeInChatTest {
    private final SlackStandIn slack = new SlackStandIn();
    private World world;
    private SlackUser fay;

    @BeforeEach
    void start(@TempDir Path data) {
        SlackTest.members(slack);
        world = SlackTest.world(data, slack);
        Workshop.teach(world);
        fay = new SlackUser(world, slack, SlackTest.id("fay"));
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
        slack.close();
        assertThat(slack.faults()).isEmpty();
    }

    private static String caseOf(JsonNode form) throws IOException {
        return World.JSON.readTree(form.path("private_metadata").asText()).path("case").asText();
    }

    private JsonNode practice() {
        return world.get("fay", "/v1/practice").body();
    }

    @Test
    @Requirement({"P31", "P61"})
    void aMockCaseIsDecidedInItsFormAndTheGoodAnswerComesBack() throws IOException {
        var form = fay.opened("practice");
        assertThat(form.at("/title/text").asText()).isEqualTo("Practice");
        assertThat(form.toString())
                .contains("Practice: nothing here is real", "/practice/cases/", "Your decision");
        // Two windows hold the same case.
        assertThat(caseOf(fay.opened("practice"))).isEqualTo(caseOf(form));

        var vague = fay.send(form, SlackUser.decision("deny", "looks fine to me, fine fine"));
        assertThat(vague.body().at("/errors/justification").asText()).contains("says too little");
        var told = fay.send(form, SlackUser.decision("deny", Learner.WHY)).body();
        assertThat(told.path("response_action").asText()).isEqualTo("update");
        assertThat(told.toString())
                .contains("You decided: deny", "Good answer: ", "Often done instead", "Next case");
        assertThat(practice().path("decided").asInt()).isEqualTo(1);
        assertThat(practice().at("/cases/0/in_chat").asBoolean()).isTrue();

        var next = fay.press("practice", form);
        assertThat(next.at("/title/text").asText()).isEqualTo("Practice");
        assertThat(caseOf(next)).isNotEqualTo(caseOf(form));
        // Nothing of it is told in the channel or counts at the real desk.
        world.server.chatDue();
        assertThat(slack.messages()).isEmpty();
        assertThat(world.get("fay", "/v1/cases/" + caseOf(form)).status()).isEqualTo(404);
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .doesNotContain(caseOf(form));
    }

    @Test
    void aMockCaseIsNobodyElsesInChatAndARealOneIsNoMock() throws IOException {
        var form = fay.opened("practice");
        var max = new SlackUser(world, slack, SlackTest.id("max"));
        assertThat(max.opened(caseOf(form)).toString()).contains("No such case");
        assertThat(max.send(form, SlackUser.decision("deny", Learner.WHY)).text())
                .contains("Nothing was decided");
        assertThat(practice().path("decided").asInt()).isZero();

        var raised =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"real\",\"category\":\"config_conflict\",\"service\":\"billing\","
                                + "\"rule\":\"r\",\"recommendation\":\"keep\",\"evidence\":{\"a\":1}}");
        var real = raised.body().at("/results/0/case").asText();
        var review = max.review(real);
        var forged = review.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) forged).put("callback_id", "practise");
        assertThat(max.send(forged, SlackUser.decision("deny", Learner.WHY)).text())
                .contains("Nothing was decided");
        assertThat(world.get("max", "/v1/cases/" + real).body().path("decisions")).isEmpty();
    }

    @Test
    @Requirement({"P31", "P32"})
    void aLabInChatCountsWhatWasHandledThere() throws IOException {
        var pages = new Learner(world, "fay");
        pages.denies(1);
        Workshop.save(world, "fay", "mocks", "note", "One, without help.");
        assertThat(Workshop.handIn(world, "fay", "mocks").text())
                .contains("1 mock exceptions opened in chat and decided: 0 decided");

        // Opened in chat and finished on its page: that is asked for, too.
        var form = fay.opened("practice");
        assertThat(pages.deny(caseOf(form)).path()).startsWith("/practice/answers/");
        assertThat(Workshop.handIn(world, "fay", "mocks").body().path("state").asText())
                .isEqualTo("passed");
    }

    @Test
    @Requirement("P61")
    void afterFiveAMentorLooksFirstAndTheFormSaysSo() {
        new Learner(world, "fay").denies(5);
        assertThat(fay.opened("practice").toString())
                .contains("Your mentor looks first", "comment");
        fay.event(fay.homeOpened());
        slack.await(
                () -> {},
                () -> slack.home(SlackTest.id("fay")).toString().contains("Practise a mock"));
    }
}
