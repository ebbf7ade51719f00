package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.preview.PreviewServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An author's preview in a real browser.
class PreviewPageTest {
    private static final String LEARN = "/learn/MOD-802";

    private final PageCheck check = new PageCheck();
    @TempDir private Path folder;
    private PreviewServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        copy(Path.of("..", "playbooks", "courses", "mod-802"), folder);
        server = PreviewServer.start(folder, 0, InstantSource.system());
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            var place = to.resolve(from.relativize(file).toString());
                            Files.createDirectories(place.getParent());
                            Files.copy(file, place);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    private void open(Page page, String path) {
        page.navigate("http://127.0.0.1:" + server.port() + path);
        page.waitForSelector("body[data-live=yes]");
    }

    @Test
    void theOpenPageFollowsTheFilesAndKeepsItsPlace() throws IOException {
        var page = browser.open(1440, ColorScheme.LIGHT);
        check.listen(page);
        open(page, LEARN + "/m1/rotations");
        page.evaluate("scrollTo(0, 400)");
        Files.writeString(
                folder.resolve("modules/m1/rotations.md"),
                "\n\nThis line is new.\n",
                StandardOpenOption.APPEND);
        page.waitForSelector("text=This line is new.");
        page.waitForFunction("() => scrollY === 400");

        var pack = Files.readString(folder.resolve("pack.yaml"));
        Files.writeString(
                folder.resolve("pack.yaml"), pack.replaceFirst("minutes: \\d+", "minutes: 7"));
        page.waitForSelector("[data-preview-errors]");
        assertThat(page.textContent("[data-preview-errors]"))
                .containsPattern("pack\\.yaml:\\d+:\\d+")
                .contains("the last version without errors");
        assertThat(page.textContent("main")).contains("This line is new.");
        check.look(page, "preview-errors", ColorScheme.LIGHT, 1440);
        Files.writeString(folder.resolve("pack.yaml"), pack);
        page.waitForSelector("body:not(:has([data-preview-errors])) h1");

        open(page, LEARN + "/labs/1.1");
        assertThat(page.textContent("body")).doesNotContain("Sign out");
        assertThat(check.found()).isEmpty();
    }

    @Test
    void aVideoGoesOnWhereItWasWhenTheScriptIsMended() throws IOException {
        var page = browser.open(1440, ColorScheme.LIGHT);
        check.listen(page);
        open(page, "/preview/MOD-802/videos/first-fifteen");
        page.focus("[data-do=play]");
        page.keyboard().press("n");
        var at = page.getAttribute("[data-player]", "data-now");
        assertThat(at).isNotEqualTo("0");
        var captions = folder.resolve("videos/first-fifteen/captions.vtt");
        Files.writeString(captions, Files.readString(captions).replaceFirst("But,", "Mended, but"));
        page.waitForSelector(".cue:has-text('Mended, but')");
        page.waitForSelector("[data-player][data-ready=yes]");
        assertThat(page.getAttribute("[data-player]", "data-now")).isEqualTo(at);
        assertThat(check.found()).isEmpty();
    }

    @Test
    void axeFindsNothingOnPagesOfAPreview() {
        for (var scheme : ColorScheme.values()) {
            if (scheme == ColorScheme.NO_PREFERENCE) {
                continue;
            }
            var width = scheme == ColorScheme.LIGHT ? 1440 : 390;
            var page = browser.open(width, scheme);
            check.listen(page);
            pages().forEach((name, path) -> {
                open(page, path);
                check.look(page, "preview-" + name, scheme, width);
            });
        }
        assertThat(check.found()).isEmpty();
    }

    private static Map<String, String> pages() {
        var out = new LinkedHashMap<String, String>();
        out.put("contents", LEARN);
        out.put("section", LEARN + "/m3/severity-and-roles");
        out.put("parts", "/preview/MOD-802");
        out.put("bank", "/preview/MOD-802/banks/learning");
        out.put("card", "/preview/MOD-802/cards/commander");
        out.put("lab", LEARN + "/labs/1.1");
        out.put("materials", LEARN + "/materials");
        out.put("findings", "/preview/findings");
        out.put("nothing", LEARN + "/m1/nothing");
        out.put("answers", "/attempts/MOD-802~capstone~1?answers=right");
        return out;
    }
}
