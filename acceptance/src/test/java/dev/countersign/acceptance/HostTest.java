package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The buttons in host systems, pressed in a browser: Zendesk's and ServiceNow's scripts are stood
/// in for by their documented calls (`ZAFClient.get`, `g_form.getValue`).
class HostTest {
    private static final String PASSWORD = "a password of some length";
    private static final String SUBJECT = "Where is HL-2107 & why \"late\"?";
    private static final String TEXT = "Asked by <anna@example.com>\nSecond line, 100 % sure";

    private World world;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path data) throws IOException, InterruptedException {
        world = new World(data);
        browser = new Browser();
        world.setUp.post(
                world.administrator,
                "/v1/people/fay/password",
                World.JSON.createObjectNode().put("password", PASSWORD));
    }

    @AfterEach
    void stop() throws IOException {
        browser.close();
        world.close();
    }

    private byte[] file(String product) {
        var file = world.get("pam", "/playbook/hosts/" + product);
        assertThat(file.status()).isEqualTo(200);
        return file.raw().body();
    }

    @Test
    @Requirement("E30")
    void theButtonBesideAZendeskTicketBringsItsTextToWhoeverSignsIn() throws IOException {
        var assets = unzipped(file("zendesk"));
        var page = browser.open(390, ColorScheme.LIGHT);
        page.context().route("https://app.zendesk.example/**", route -> serve(route, assets));
        page.context()
                .route(
                        "https://static.zdassets.com/**",
                        route ->
                                route.fulfill(
                                        new Route.FulfillOptions()
                                                .setContentType("text/javascript")
                                                .setBody(
                                                        "const ZAFClient={init:()=>({invoke:async()=>{},get:async(n)=>Object.fromEntries(n.map((k)=>[k,TICKET[k]]))})};const TICKET="
                                                                + World.JSON.valueToTree(
                                                                        Map.of(
                                                                                "ticket.subject",
                                                                                SUBJECT,
                                                                                "ticket.description",
                                                                                TEXT)))));
        page.navigate("https://app.zendesk.example/assets/iframe.html");

        var opened = page.waitForPopup(() -> page.click("button"));

        signedInAndShown(opened);
    }

    @Test
    @Requirement("E30")
    void theButtonOnAServiceNowIncidentDoesTheSame() throws Exception {
        Amended.playbook(
                world, p -> p.replaceFirst("product: \"zendesk\"", "product: \"servicenow\""));
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(file("servicenow")));
        var script = document.getElementsByTagName("script").item(0).getTextContent();
        var press = document.getElementsByTagName("onclick").item(0).getTextContent();
        var page = browser.open(1440, ColorScheme.LIGHT);
        page.navigate(world.base + "/sign-in");
        page.evaluate(
                "v => { window.g_form = { getValue: (n) => v[n] }; }",
                Map.of("short_description", SUBJECT, "description", TEXT));

        var opened = page.waitForPopup(() -> page.evaluate("() => {" + script + press + "}"));

        signedInAndShown(opened);
    }

    private void signedInAndShown(Page opened) {
        opened.waitForURL("**/sign-in?next=**");
        assertThat(opened.url()).doesNotContain("HL-2107");
        Browser.signIn(opened, world.base, "fay@world.example", PASSWORD);
        opened.navigate(world.base + "/ask");
        assertThat(opened.inputValue("#text")).isEqualTo(SUBJECT + "\n\n" + TEXT);
        // Once: another question begins with an empty form.
        opened.reload();
        assertThat(opened.inputValue("#text")).isEmpty();
    }

    private static void serve(Route route, Map<String, byte[]> assets) {
        var name = route.request().url().replaceFirst("https://[^/]+/", "");
        route.fulfill(
                new Route.FulfillOptions()
                        .setContentType(name.endsWith(".js") ? "text/javascript" : "text/html")
                        .setBody(new String(assets.get(name), StandardCharsets.UTF_8)));
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        var out = new HashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                out.put(e.getName(), in.readAllBytes());
            }
        }
        return out;
    }

    @Test
    void aSystemThatWeMakeNoAppForShowsItsAddress() throws IOException {
        assertThat(world.get("pam", "/playbook/hosts/jira").status()).isEqualTo(404);
        Amended.playbook(world, p -> p.replace("product: \"zendesk\"", "product: \"jira\""));
        assertThat(Session.of(world, "pam").get("/playbook/hosts").text())
                .contains("We make no app for jira", "/ask?prompt=", "percent-encoded");
        assertThat(world.get("pam", "/playbook/hosts/jira").status()).isEqualTo(404);
    }
}
