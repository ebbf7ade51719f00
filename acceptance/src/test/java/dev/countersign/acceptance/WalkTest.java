package dev.countersign.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.countersign.testing.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The first five minutes of README.md, on `countersign demo`, in a browser, as each of its people.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkTest {
    private static final String WHY =
            "Read KB-09 against the order record: the limits quoted are those in force today.";

    private Path data;
    private Process demo;
    private String base;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        data = folder.resolve("demo");
        var builder =
                ServerProcess.java(
                        "dev.countersign.Main", "demo", "--data", data.toString(), "--port", "0");
        builder.command().add(1, "-Dcountersign.home=" + Path.of("..").toAbsolutePath());
        demo = builder.redirectErrorStream(true).start();
        base = ready(demo);
        browser = new Browser();
    }

    private static String ready(Process demo) throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
        var base = "";
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("countersign serves at ")) {
                base = line.substring("countersign serves at ".length()).strip();
            }
            if (line.contains("example organisation is loaded")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return base;
            }
        }
        throw new IOException("the demo ended before it was ready");
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
        demo.destroyForcibly().waitFor();
    }

    private Page as(String name) {
        var page = browser.open(1440, ColorScheme.LIGHT);
        page.navigate(base + "/sign-in");
        page.click(".personas button:has-text('" + name + "')");
        page.waitForURL(base + "/home");
        return page;
    }

    private void ask(Page page, String tool, String text) {
        page.navigate(base + "/ask");
        page.selectOption("#prompt", tool);
        page.fill("#text", text);
        page.click("form.card button.primary");
        page.waitForURL(base + "/ask?*");
    }

    private static String answer(Page page) {
        return page.locator("section[aria-live=polite]").first().innerText();
    }

    @Test
    @Order(1)
    void theFrontlineAsksAndIsAnsweredHeldOrRefusedWithItsReason() {
        var mara = as("Mara Lindqvist");
        var learnt =
                mara.request()
                        .get(
                                base + "/v1/knowledge?wait=60",
                                RequestOptions.create().setTimeout(90_000));
        assertThat(learnt.text()).contains("learnt");

        ask(mara, "kb_lookup", "Where do I find a proof of delivery?");
        assertThat(answer(mara)).contains("KB-19", "released", "extracted");

        ask(mara, "kb_lookup", "Who approves a credit?");
        assertThat(answer(mara)).contains("held", "refund", "its case").doesNotContain("1,500");

        mara.navigate(base + "/ask");
        assertThat(mara.locator("#prompt option[value=triage_summarize]")).isDisabled();
        assertThat(mara.locator("aside").innerText()).contains("quiz", "shadow");
    }

    @Test
    @Order(2)
    @Requirement({"P53", "P54"})
    void theManagerDecidesAndGrantsWaivers() {
        var joost = as("Joost Verhaegen");
        joost.navigate(base + "/work");
        joost.click("a:has-text('Who approves a credit?')");
        assertThat(joost.locator("main")).containsText("refund");
        joost.check("input[name=decision][value=approve]");
        joost.fill("#justification", WHY);
        joost.click("form:has(#justification) button.primary");
        assertThat(joost.locator("main")).containsText("approved");

        for (var condition : new String[] {"quiz", "shadow_mode"}) {
            joost.navigate(base + "/waivers");
            joost.selectOption("#person", "mara.lindqvist");
            joost.selectOption("#gate", "triage_summarizer " + condition);
            joost.fill("#reason", "Did this work by hand for six years; training starts in May.");
            joost.click("form:has(#gate) button.primary");
            assertThat(joost.locator("table")).containsText(condition);
        }
    }

    @Test
    @Order(3)
    void theAnswerIsThereAndTheToolOpen() {
        var mara = as("Mara Lindqvist");
        mara.navigate(base + "/calls");
        mara.click("main a:has-text('Who approves a credit?')");
        assertThat(mara.locator("main")).containsText("1,500");
        assertThat(mara.locator("main")).containsText("Joost Verhaegen");

        ask(
                mara,
                "triage_summarize",
                "Container still missing\nOur container was due in Rotterdam a week ago and has"
                        + " not arrived. The vessel was rolled and nobody tells us the new date.");
        assertThat(answer(mara)).contains("released", "late_container", "sea-desk", "extracted");
    }

    @Test
    @Order(4)
    void theLiaisonFindsTheRecordAndAnOutsiderChecksIt() throws Exception {
        var aoife = as("Aoife Brannigan");
        aoife.navigate(base + "/calls");
        assertThat(aoife.locator("main tbody")).containsText("Mara Lindqvist");
        aoife.navigate(base + "/waivers");
        assertThat(aoife.locator("table")).containsText("triage_summarizer");
        aoife.navigate(base + "/ledger");
        var pack = data.resolveSibling("evidence-pack.zip");
        aoife.waitForDownload(() -> aoife.click("a:has-text('Download an evidence pack')"))
                .saveAs(pack);

        var verify =
                ServerProcess.java(
                                "dev.countersign.Main",
                                "verify",
                                pack.toString(),
                                "--key",
                                data.resolve("keys/verifier.vkey").toString())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(said).isZero();
    }

    @Test
    @Order(5)
    @Requirement("E19")
    void anActionIsAskedForApprovedForLessAndCarriedOutOnce() {
        var mara = as("Mara Lindqvist");
        mara.click("nav a:has-text('Actions')");
        mara.click("a.chip:has-text('Refund or credit')");
        mara.fill("#about", "HL-4471, storage charged twice");
        mara.fill("#p-account", "Northwind Parts");
        mara.fill("#p-amount", "180.00");
        mara.selectOption("#p-currency", "EUR");
        mara.fill("#reason", "Both invoices carry the same gate-out; the terminal confirmed one.");
        mara.click("form button.primary");
        mara.waitForURL(base + "/actions/action-*");
        assertThat(mara.locator("aside")).containsText("waits for ops manager");

        var joost = as("Joost Verhaegen");
        joost.navigate(base + "/work");
        joost.click("a:has-text('storage charged twice')");
        joost.check("input[name=decision][value=edit_and_approve]");
        joost.fill("#edited", joost.inputValue("#edited").replace("180.00", "90.00"));
        joost.fill("#justification", "Only the second invoice, 90.00, was charged twice.");
        joost.click("form:has(#justification) button.primary");
        // The amount changed, so another manager approves what Joost wrote.
        assertThat(joost.locator("main")).containsText("somebody else approves it");

        var renata = as("Renata Kowalczyk");
        renata.navigate(base + "/work");
        renata.click("a:has-text('storage charged twice')");
        renata.check("input[name=decision][value=approve]");
        renata.fill("#justification", "The terminal's invoice for the second day is 90.00.");
        renata.click("form:has(#justification) button.primary");
        assertThat(renata.locator("main")).containsText("may be carried out once");

        // The page of whoever waits changes by itself.
        mara.click("button:has-text('Carry it out')");
        assertThat(mara.locator("main")).containsText("90.00");
        assertThat(mara.locator("main")).containsText("The approval is used up");
    }

    @Test
    @Order(6)
    void theProgrammeManagerSeesWhatIsInForce() {
        var hana = as("Hana");
        hana.navigate(base + "/playbook");
        assertThat(hana.locator("h1")).isVisible();
        hana.navigate(base + "/prompts");
        assertThat(hana.locator("main")).containsText("kb_lookup");
        hana.navigate(base + "/brief");
        assertThat(hana.locator("h1")).isVisible();
    }
}
