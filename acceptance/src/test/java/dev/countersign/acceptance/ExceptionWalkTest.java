package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The life of an exception as people see it: in the browser, with the chat's room beside it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExceptionWalkTest {
    private static final String PASSWORD = "correct-horse-battery";

    private final SlackStandIn slack = new SlackStandIn();
    private World world;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        SlackTest.members(slack);
        world = SlackTest.world(data, slack);
        browser = new Browser();
        for (var person : List.of("max", "cleo", "sam")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        }
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        world.close();
        slack.close();
    }

    private Page as(String person) {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, person + "@world.example", PASSWORD);
        return page;
    }

    private boolean told(String caseId, String words) {
        return slack.cards().stream().anyMatch(m -> m.shows(caseId) && m.shows(words));
    }

    private void untilTold(String caseId, String words) {
        slack.await(
                () -> {
                    world.clock.tick(Duration.ofSeconds(1));
                    world.server.chatDue();
                },
                () -> told(caseId, words));
    }

    @Test
    @Requirement({"P52", "P55", "P57"})
    void fromThePolicyCheckToTheDashboardByKeyboard() {
        var conftest =
                "[{\"filename\":\"services/ledger/deploy.yaml\",\"namespace\":\"main\",\"failures\":"
                        + "[{\"msg\":\"Container runs as root\",\"metadata\":{\"query\":\"data.main.deny\"}}]}]";
        var raised = world.post("pam", "/v1/exceptions/conftest", conftest);
        var caseId = raised.body().at("/results/0/case").asText();
        untilTold(caseId, "Container runs as root");

        var max = as("max");
        max.navigate(world.base + "/work?kind=exception");
        max.waitForLoadState();
        max.keyboard().press("j");
        max.keyboard().press("Enter");
        max.waitForURL("**/cases/" + caseId);
        max.waitForLoadState();
        max.keyboard().press("a");
        max.fill("#justification", "the image is replaced on Thursday, see change HL-8841");
        max.keyboard().press("Control+Enter");
        max.waitForSelector(".badge.green");
        assertThat(max.textContent(".steps")).contains("see change HL-8841");

        // The room hears of it, and nobody can decide it there any more.
        untilTold(caseId, "Approved by Max Manager");

        var cleo = as("cleo");
        cleo.navigate(world.base + "/ledger?subject=" + caseId);
        assertThat(cleo.textContent("main")).contains("case.opened", "case.approved");

        max.navigate(world.base + "/exceptions");
        assertThat(max.textContent("main tbody tr:first-child"))
                .contains("Policy violation")
                .contains("100 %");
        assertThat(max.textContent("section[aria-labelledby=pattern]")).contains("100 %");
        max.context().close();
        cleo.context().close();
    }

    @Test
    @Requirement({"P51", "P56"})
    void whatNobodyAnswersClimbsByItself() {
        var raised =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"climb\",\"category\":\"operational_override\",\"severity\":\"P3\","
                                + "\"service\":\"cart\",\"title\":\"Restart during the freeze\"}");
        var caseId = raised.body().at("/results/0/case").asText();
        world.server.runDue();
        var sam = as("sam");
        sam.navigate(world.base + "/work");
        assertThat(sam.textContent("main")).doesNotContain("Restart during the freeze");

        world.clock.tick(Duration.ofMinutes(125));
        world.server.runDue();

        untilTold(caseId, "security");
        var later = as("sam");
        later.navigate(world.base + "/work");
        assertThat(later.textContent("main")).contains("Restart during the freeze");
        later.navigate(world.base + "/cases/" + caseId);
        assertThat(later.textContent("#panel")).contains("Nobody answered by");

        world.clock.tick(Duration.ofMinutes(70));
        world.server.runDue();
        var after = as("sam");
        after.navigate(world.base + "/cases/" + caseId);
        assertThat(after.textContent("main .head")).containsIgnoringCase("expired");
        untilTold(caseId, "Nobody decided in time");
        after.context().close();
        later.context().close();
        sam.context().close();
    }
}
