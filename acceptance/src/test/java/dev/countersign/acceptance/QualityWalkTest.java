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

/// Training and proof open a tool, a change of its model shuts it: in the browser, as people see
/// it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QualityWalkTest {
    private static final String PASSWORD = "correct-horse-battery";

    private World world;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        browser = new Browser();
        for (var person : List.of("fay", "otto")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        }
        Classroom.keep(world, "tools", 3, 0);
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.95");
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

    @Test
    @Requirement({"E28", "E33", "E35", "E36", "E37", "P34"})
    void enrolLearnFailPassProveUseAndLoseIt() {
        var fay = as("fay");
        // What is shut says what opens it, and leads there.
        fay.navigate(world.base + "/home");
        assertThat(fay.textContent("#tools")).contains("quiz score of at least 0.85");
        fay.click("#tools a[href='/learn/tools']");
        fay.click("button:has-text('Enrol')");
        fay.click("a:has-text('Who decides')");
        fay.click("main form button");

        quiz(fay, 42);
        assertThat(fay.textContent("main")).contains("Not passed with 84");
        assertThat(refused()).contains("recorded so far: 0.84", "/learn/tools");
        quiz(fay, 43);
        assertThat(fay.textContent("main")).contains("Passed with 86");
        assertThat(refused()).doesNotContain("quiz score").contains("50 reviewed shadow samples");

        shadow(fay);
        review();
        var proved = world.get("otto", "/v1/certificates?tool=gated_tool").body();
        assertThat(proved.path("certificates")).hasSize(1);

        // The very next question passes.
        fay.navigate(world.base + "/ask?prompt=gated");
        fay.fill("#text", "When does it leave?");
        fay.click("form.card button.primary");
        assertThat(fay.textContent("main")).contains("It leaves tomorrow.");

        Proof.change(world, "model_version", "2026-12-01");
        assertThat(refused()).contains("50 reviewed shadow samples");
        var otto = as("otto");
        var certificate = proved.at("/certificates/0/id").asText();
        Waiting.until(() -> {
            otto.navigate(world.base + "/certificates/" + certificate);
            return otto.textContent("main").contains("Void");
        });
        assertThat(otto.textContent("main")).contains("the model is").contains("2026-12-01");
    }

    private String refused() {
        var answer = world.chat("fay", "gated", "When does it leave?");
        assertThat(answer.status()).isEqualTo(403);
        return answer.text();
    }

    private void quiz(Page page, int right) {
        page.navigate(world.base + "/learn/tools");
        page.click("form[action='/learn/tools/quiz/end'] button");
        page.waitForSelector("#quiz");
        for (var i = 0; i < Classroom.QUESTIONS; i++) {
            page.check("input[name=q%d][value=%s]".formatted(i, i < right));
        }
        page.click("#quiz button.primary");
        page.waitForSelector(".note[role=status]");
    }

    /// The last piece is answered at the page, the others came with their answers.
    private void shadow(Page fay) {
        Proof.bring(world, 1, 49);
        world.post("max", "/v1/work-items", Proof.work(50).toString());
        Proof.askAll(world);
        fay.navigate(world.base + "/shadow");
        assertThat(fay.textContent("main"))
                .contains("ticket-50")
                .doesNotContain("It leaves tomorrow");
        fay.fill("textarea[name=answer]", "It leaves on Tuesday");
        fay.click("main form button.primary");
        assertThat(fay.textContent("main")).contains("Nothing waits for your answer");
    }

    private void review() {
        var otto = as("otto");
        otto.navigate(world.base + "/quality");
        otto.click("a:has-text('Review 50 answers')");
        for (var i = 0; i < 8; i++) {
            otto.check("input[name=first][value=right]");
            otto.check("input[name=second][value=right]");
            otto.click("#review button.primary");
            otto.waitForLoadState();
        }
        assertThat(otto.textContent("main")).contains("42 left");
        Proof.review(world, 0);
        otto.navigate(world.base + "/quality/review");
        assertThat(otto.textContent("main")).contains("Nothing to review");
        otto.navigate(world.base + "/quality/tools/gated_tool");
        assertThat(otto.textContent("main")).contains("50 of 50", "holds");
    }
}
