package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How people work with lists and cases in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasePageTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String PROPOSED = "A refund of the whole fee is due today.";

    private World world;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        browser = new Browser();
        for (var person : List.of("fay", "max", "mia", "eve")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        }
        world.upstream.answers(PROPOSED + "\nconfidence: 0.95");
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        world.close();
    }

    private Page as(String person) {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, person + "@world.example", PASSWORD);
        return page;
    }

    private World.Answer held(String text) {
        return world.chat("fay", "answer", text);
    }

    @Test
    @Requirement("P53")
    void showsWhatAnEditChangesWhileItIsWrittenAndForEverAfter() {
        var held = held("Edit me");
        var page = as("max");
        page.navigate(world.base + "/cases/" + held.hold());

        page.keyboard().press("e");
        page.fill("#edited", page.inputValue("#edited").replace("whole fee", "half fee"));
        assertThat(page.textContent("#diff ins").strip()).isEqualTo("half");
        assertThat(page.textContent("#diff del").strip()).isEqualTo("whole");
        page.fill("#justification", "the tariff gives half of the fee back, see page four");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".badge.green");

        assertThat(page.textContent(".steps .diff ins").strip()).isEqualTo("half");
        assertThat(page.textContent(".steps .diff del").strip()).isEqualTo("whole");
        page.context().close();
    }

    @Test
    @Requirement("P54")
    void whenSomebodyElseDecidedItSaysWhatTheySaidAndKeepsWhatWasWritten() {
        var held = held("Race me");
        var page = as("max");
        page.navigate(world.base + "/cases/" + held.hold());
        page.waitForSelector("body[data-live=yes]");
        page.keyboard().press("d");
        page.keyboard().type("the carrier says the yard was open, so no fee is due");
        world.decide("mia", held.hold(), "approve", "");
        page.waitForSelector("#stale-note:not([hidden])");

        page.click("#decision button.primary");
        page.waitForSelector("[role=alert]");

        assertThat(page.textContent("[role=alert]")).contains("Mia Manager approved it");
        assertThat(page.textContent("#since")).contains("Mia Manager approved", World.WHY);
        assertThat(page.textContent("aside")).contains("so no fee is due");
        page.context().close();
    }

    @Test
    void aDraftStaysInThisBrowserUntilTheCaseIsSettled() {
        var held = held("Draft me");
        var page = as("max");
        page.navigate(world.base + "/cases/" + held.hold());
        page.keyboard().press("e");
        page.fill("#edited", "Half of the fee is due.");
        page.fill("#justification", "half is what the tariff");

        page.navigate(world.base + "/home");
        page.navigate(world.base + "/cases/" + held.hold());

        assertThat(page.inputValue("#justification")).isEqualTo("half is what the tariff");
        assertThat(page.inputValue("#edited")).isEqualTo("Half of the fee is due.");
        assertThat(page.isChecked("input[value=edit_and_approve]")).isTrue();
        page.selectOption(
                "#template", new com.microsoft.playwright.options.SelectOption().setIndex(1));
        assertThat(page.inputValue("#justification"))
                .startsWith("half is what the tariff\nanswer: I checked");
        page.context().close();
    }

    @Test
    void theListIsWorkedByKeyboardAndItsViewsAreKeptForTheirOwner() {
        var held = held("Take me by keyboard");
        var page = as("max");
        page.navigate(world.base + "/work?q=keyboard");

        page.keyboard().press("j");
        page.keyboard().press("x");
        page.click("text=Take selected");
        page.waitForSelector("td[data-label='Taken by']:has-text('Max Manager')");
        page.waitForLoadState(); // the keys below need the new page's script
        assertThat(world.get("max", "/v1/cases/" + held.hold()).body().path("taken_by").asText())
                .isEqualTo("max");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.click("text=Put back selected");
        page.waitForSelector("td[data-label='Taken by']:has-text('nobody')");

        page.click("summary:has-text('Views')");
        page.fill("#view-name", "By keyboard");
        page.click(".pop button:has-text('Save')");
        page.waitForSelector(".tabs-line a[aria-current=page]:has-text('By keyboard')");
        assertThat(page.url()).contains("q=keyboard");
        assertThat(world.get("mia", "/work").text()).doesNotContain("By keyboard");
        page.waitForLoadState();
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForSelector("#decision");
        assertThat(page.url()).endsWith(held.hold());
        page.context().close();
    }

    @Test
    void aListMarksWhatChangedAndMovesNothing() {
        var held = held("Mark me");
        var page = as("max");
        page.navigate(world.base + "/work?q=mark");
        page.waitForSelector("body[data-live=yes]");

        world.post("mia", "/v1/cases/" + held.hold() + "/take", "{}");
        page.waitForSelector(".fresh-mark");

        assertThat(page.textContent("#new-note")).contains("One case is new or changed");
        assertThat(page.textContent("td[data-label='Taken by']")).contains("nobody");
        page.context().close();
    }

    @Test
    void thePaletteFindsByWordsAndById() {
        var held = held("Find the walrus");
        var page = as("max");

        page.keyboard().press("Control+k");
        page.keyboard().type("walrus");
        page.waitForSelector("#palette-list li:has-text('Find the walrus')");
        page.fill("#palette input", held.call());
        page.waitForSelector("#palette-list li:has-text('" + held.call() + "')");
        page.keyboard().press("Enter");
        page.waitForURL("**/calls/" + held.call());

        page.keyboard().press("Control+k");
        page.keyboard().type("nothing is called this");
        page.waitForSelector(".palette-none:has-text('Nothing that you may see')");
        page.context().close();
    }

    @Test
    void theRailHasWhatTheRoleMayDoAndWhatStillOpensTheRest() {
        var fay = as("fay");
        assertThat(entries(fay))
                .containsExactly(
                        "Home",
                        "My work",
                        "Ask",
                        "Actions",
                        "My courses",
                        "Calendar",
                        "Practice",
                        "Shadow work",
                        "Surveys",
                        "Concerns",
                        "Skills",
                        "Playbook",
                        "Prompts",
                        "Policies",
                        "Categories",
                        "Changes",
                        "Exceptions",
                        "Quality",
                        "Prompt log");
        assertThat(fay.textContent(".rail a.nav.locked")).contains("gated, locked, opens with");
        assertThat(fay.textContent("#tools")).contains("Opens with:");
        fay.context().close();

        var eve = as("eve");
        assertThat(entries(eve))
                .contains("Daily brief", "Exceptions")
                .doesNotContain("Ask", "People", "Waivers");
        eve.keyboard().press("?");
        eve.waitForSelector("#help[open]");
        eve.keyboard().press("Escape");
        eve.keyboard().press("t");
        assertThat(eve.locator("#chart-table[open] tbody tr").count()).isEqualTo(14);
        eve.context().close();
    }

    private static List<String> entries(Page page) {
        return page.locator(".rail a.nav:not(.locked)").allTextContents().stream()
                .map(String::strip)
                .toList();
    }
}
