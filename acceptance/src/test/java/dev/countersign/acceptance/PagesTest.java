package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every page in a real browser. With the variable `COUNTERSIGN_SCREENSHOTS` set to a folder, every
/// page is also drawn into it, light and dark, at 390 and 1440 px.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String PASSWORD = "correct-horse-battery";

    private World world;
    private Browser browser;
    private World.Answer open;
    private World.Answer settled;
    private String version;
    private String inForce;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        browser = new Browser();
        world.setUp.post(
                world.administrator,
                "/v1/people",
                World.JSON.readTree(
                        "{\"id\":\"ada\",\"name\":\"Ada Admin\",\"email\":\"ada@world.example\",\"roles\":[\"administrator\"]}"));
        for (var person : List.of("fay", "max", "cleo", "pam", "finn", "ada")) {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        }
        world.upstream.answers(
                "We can refund the demurrage for the two days the yard was closed.\nconfidence: 0.93");
        open =
                world.chat(
                        "fay",
                        "answer",
                        "The consignee at anna@example.com says the container waited two days <script>alert(1)</script>");
        settled = world.chat("fay", "answer", "Second parcel, same customer, also late");
        world.decide("max", settled.hold(), "approve", "");
        world.upstream.answers("Nothing special to report today.\nconfidence: 0.97");
        world.chat("fay", "answer", "Summarise the shift");
        world.upstream.answers("Perhaps so.\nconfidence: 0.4");
        world.chat("fay", "answer", "Guess the arrival");
        loadAnotherVersion();
        eraseSomething();
        world.clock.tick(Duration.ofHours(6));
        world.server.runDue();
    }

    private void loadAnotherVersion() {
        inForce =
                world.get("pam", "/v1/playbooks")
                        .body()
                        .path("playbooks")
                        .path(0)
                        .path("id")
                        .asText();
        var first = world.get("pam", "/v1/playbooks/" + inForce).body();
        var body = World.JSON.createObjectNode();
        body.put(
                "playbook",
                first.path("playbook")
                        .asText()
                        .replace("1.0", "1.1")
                        .replace("block_on_confidence_lt: 0.7", "block_on_confidence_lt: 0.75")
                        .replaceAll("(?m)^ +", ""));
        body.put("organisation", first.path("organisation").asText());
        version = world.post("pam", "/v1/playbooks", body.toString()).body().path("id").asText();
    }

    private void eraseSomething() {
        world.upstream.answers("Fine.\nconfidence: 0.95");
        var call = world.chat("finn", "answer", "Old letter of bob@example.com").call();
        for (var id : List.of(call, "lea")) {
            world.post(
                    "cleo",
                    "/v1/erasures",
                    "{\"id\":\"%s\",\"confirmation\":\"%s\",\"reason\":\"asked for it by letter on 3 November\"}"
                            .formatted(id, id));
        }
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        world.close();
    }

    private Map<String, List<String>> pages() {
        return Map.of(
                "fay",
                List.of(
                        "/home",
                        "/work?tab=raised",
                        "/ask",
                        "/calls",
                        "/calls/" + open.call(),
                        "/me"),
                "max",
                List.of(
                        "/home",
                        "/work",
                        "/work?tab=settled",
                        "/cases/" + open.hold(),
                        "/cases/" + settled.hold(),
                        "/waivers"),
                "cleo",
                List.of(
                        "/home",
                        "/calls",
                        "/ledger",
                        "/ledger?action=case.",
                        "/ledger/25",
                        "/people",
                        "/erasures"),
                "ada",
                List.of("/people", "/people/fay", "/people/lea"),
                "pam",
                List.of(
                        "/home",
                        "/playbook",
                        "/playbooks",
                        "/playbooks/new",
                        "/playbooks/" + version,
                        "/playbooks/" + inForce.substring(0, 8) + "/diff/" + version,
                        "/prompts",
                        "/prompts/answer",
                        "/brief",
                        "/nowhere"));
    }

    @Test
    void axeFindsNothingOnAnyPage() throws IOException {
        var found = new ArrayList<String>();
        var shots = System.getenv("COUNTERSIGN_SCREENSHOTS");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var width : List.of(1440, 390)) {
                for (var person : pages().keySet()) {
                    var page = browser.open(width, scheme);
                    page.navigate(world.base + "/sign-in");
                    check(page, "sign-in", found);
                    shoot(page, shots, "sign-in", scheme, width);
                    Browser.signIn(page, world.base, person + "@world.example", PASSWORD);
                    for (var path : pages().get(person)) {
                        page.navigate(world.base + path);
                        var name =
                                person
                                        + path.replaceAll("[^a-z0-9]+", "-")
                                                .replace(open.hold(), "open")
                                                .replace(settled.hold(), "settled")
                                                .replace(open.call(), "one")
                                                .replace(version, "second")
                                                .replace(inForce.substring(0, 8), "first");
                        check(page, name + " " + scheme + " " + width, found);
                        shoot(page, shots, name, scheme, width);
                    }
                    page.context().close();
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static void check(Page page, String name, List<String> found) {
        var wide =
                page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
        if (Boolean.TRUE.equals(wide)) {
            found.add(name + ": the page scrolls sideways");
        }
        for (var violation :
                new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()) {
            violation
                    .getNodes()
                    .forEach(n ->
                            found.add(
                                    name
                                            + ": "
                                            + violation.getId()
                                            + " at "
                                            + n.getTarget()
                                            + " "
                                            + n.getHtml()));
        }
    }

    private static void shoot(Page page, String folder, String name, ColorScheme scheme, int width)
            throws IOException {
        if (folder != null) {
            var into = Files.createDirectories(Path.of(folder));
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(
                                    into.resolve(
                                            name
                                                    + "-"
                                                    + scheme.name()
                                                            .toLowerCase(java.util.Locale.ROOT)
                                                    + "-"
                                                    + width
                                                    + ".png")));
        }
    }

    @Test
    @Requirement({"P53", "P54", "P55"})
    void aManagerDecidesByKeyboardAndTheCallerFetchesTheAnswer() {
        world.upstream.answers("A refund of the fee is due.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "Decide me by keyboard");
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/cases/" + held.hold());

        page.keyboard().press("a");
        page.keyboard().type("checked the carrier's note, the fee was charged twice");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".badge.green");

        assertThat(page.content()).contains("the fee was charged twice");
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).content())
                .contains("A refund of the fee is due.");
    }

    @Test
    void keepsWhatWasTypedWhenAFormIsRefused() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/cases/" + open.hold());

        page.check("input[value=deny]");
        page.fill("#justification", "too short");
        page.click("#decision button.primary");
        page.waitForSelector("[role=alert]");

        assertThat(page.inputValue("#justification")).isEqualTo("too short");
        assertThat(page.isChecked("input[value=deny]")).isTrue();
        assertThat(page.textContent("[role=alert]")).contains("needs 20 to 2000");
    }

    @Test
    void theRightRoleSeesANewCaseAtOnceAndTheRequestIsEscaped() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);
        page.navigate(world.base + "/work");
        page.waitForSelector("body[data-live=yes]");
        world.upstream.answers("A refund, live.\nconfidence: 0.95");
        world.chat("fay", "answer", "Seen at once");
        page.waitForSelector(".toast a");

        assertThat(page.textContent(".toast")).contains("Waits for you", "Seen at once");
        page.navigate(world.base + "/cases/" + open.hold());
        assertThat(page.textContent(".steps")).contains("<script>alert(1)</script>", "<EMAIL_1>");
        assertThat(page.content()).doesNotContain("anna@example.com");
    }

    @Test
    void nothingOfAHeldAnswerIsShownToWhoeverAskedUntilItIsFetched() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, "fay@world.example", PASSWORD);

        page.navigate(world.base + "/cases/" + open.hold());

        assertThat(page.content()).doesNotContain("two days the yard was closed");
        assertThat(world.get("fay", "/v1/cases?mine=true").text())
                .contains(open.hold())
                .doesNotContain("the yard was closed");
        assertThat(world.get("fay", "/v1/cases/" + settled.hold()).text())
                .doesNotContain("the yard was closed");
        assertThat(world.get("max", "/v1/cases/" + open.hold()).text())
                .contains("the yard was closed");
    }

    @Test
    void somebodyWithoutRolesSeesNobodysQueue() throws Exception {
        world.setUp.post(
                world.administrator,
                "/v1/people",
                World.JSON.readTree(
                        "{\"id\":\"noel\",\"name\":\"Noel\",\"email\":\"noel@world.example\",\"roles\":[]}"));

        assertThat(world.get("noel", "/v1/cases").body().path("cases")).isEmpty();
    }

    @Test
    void aFormWithoutItsTokenIsRefusedAndNobodyIsLetInWithoutSigningIn() {
        var page = browser.open(1440, ColorScheme.LIGHT);
        page.navigate(world.base + "/cases/" + open.hold());
        assertThat(page.url()).contains("/sign-in?next=");
        Browser.signIn(page, world.base, "max@world.example", PASSWORD);

        var answer =
                page.request()
                        .post(
                                world.base + "/cases/" + open.hold() + "/take",
                                com.microsoft.playwright.options.RequestOptions.create()
                                        .setForm(
                                                com.microsoft.playwright.options.FormData.create()
                                                        .set("_csrf", "wrong")));

        assertThat(answer.status()).isEqualTo(403);
    }
}
