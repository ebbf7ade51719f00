package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Video lessons: as a storyboard where nobody made a film, as a film where somebody brought one.
class VideoTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String DOORS = "/learn/cinema/one/watch";
    private static final String REEL = "/learn/cinema/one/reel";
    private static final String PLACE = "/learn/cinema/videos/doors/place";

    private final PageCheck check = new PageCheck();
    @TempDir private Path data;
    private World world;

    @BeforeEach
    void start() {
        world = new World(data.resolve("world"));
        Cinema.teach(world);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private Page signedIn(Browser browser, String person) {
        Session.of(world, person);
        var page = browser.open(1440, ColorScheme.LIGHT);
        Browser.signIn(page, world.base, person + "@world.example", PASSWORD);
        return page;
    }

    private static void tabTo(Page page, String what) {
        for (var i = 0; i < 80; i++) {
            if (Boolean.TRUE.equals(
                    page.evaluate("s => document.activeElement.matches(s)", what))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no way to " + what + " by Tab");
    }

    private void open(Page page, String path) {
        page.navigate(world.base + path);
        page.waitForSelector("[data-player][data-ready=yes]");
    }

    private static int now(Page page) {
        return Integer.parseInt(page.getAttribute("[data-player]", "data-now"));
    }

    @Test
    @Requirement("P41")
    void aStoryboardIsPlayedByKeyboardAloneAndGoesOnWhereOneWas() {
        try (var browser = new Browser()) {
            var page = signedIn(browser, "fay");
            check.listen(page);
            open(page, DOORS);
            assertThat(page.textContent(".player .note")).contains("no film was made");
            tabTo(page, "[data-do=play]");
            page.keyboard().press("Enter");
            page.waitForSelector("[data-said]:has-text('Behind the first door')");
            page.waitForSelector(".cue[aria-current]:has-text('Behind the first door')");

            page.waitForFunction(
                    "() => Number(document.querySelector('[data-player]').dataset.now) > 1500");
            check.look(page, "video-playing", ColorScheme.LIGHT, 1440);
            page.keyboard().press("k");
            page.waitForFunction(
                    "() => { const d = document.querySelector('[data-player]').dataset; return d.kept === d.now && !d.playing; }");
            var left = now(page);
            var percent = page.textContent("[data-percent]").replaceAll("\\D", "");
            assertThat(Integer.parseInt(percent)).isBetween(2, 90);
            page.reload();
            page.waitForSelector("[data-player][data-ready=yes]");
            assertThat(now(page)).isEqualTo(left);
            assertThat(page.textContent("[data-told]")).contains("where you were");
            assertThat(page.textContent("[data-percent]")).isEqualTo("watched " + percent + " %");

            tabTo(page, "[data-do=play]");
            page.keyboard().press("n");
            page.waitForSelector(".chapters [aria-current]:has-text('The second door')");
            page.waitForSelector(".shot.title:visible:has-text('The second door')");
            assertThat(now(page)).isEqualTo(20_000);
            page.keyboard().press("c");
            assertThat(page.getAttribute("[data-do=captions]", "aria-pressed")).isEqualTo("false");
            assertThat(page.isVisible("[data-said]")).isFalse();
            page.keyboard().press("c");
            assertThat(page.isVisible("[data-said]")).isTrue();
            // A jump is no watching.
            assertThat(page.textContent("[data-percent]")).isEqualTo("watched " + percent + " %");

            tabTo(page, ".cue");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("() => Number(document.activeElement.dataset.from)"))
                    .isEqualTo(now(page));
            check.look(page, "video-jumped", ColorScheme.LIGHT, 1440);
        }
        assertThat(check.found()).isEmpty();
        assertThat(said("played")).contains("/videos/doors");
        assertThat(said("seeked")).contains("time-from", "time-to");
        assertThat(said("paused")).contains("played-segments", "[.]", "length\":50");
    }

    private String said(String verb) {
        var lms = new LearningSystem(world);
        return lms.get(
                        "/statements?verb="
                                + LearningSystem.encoded(
                                        "https://w3id.org/xapi/video/verbs/" + verb))
                .text();
    }

    @Test
    void whatWasSkippedIsNotWatchedAndNearlyAllIsCompleted() {
        var fay = Session.of(world, "fay");
        var jumped =
                fay.form(
                        DOORS, PLACE, "verb", "seeked", "from", "1000", "at", "45000", "seen",
                        "0-5000");
        assertThat(jumped.html()).contains("\"at\":45000", "\"percent\":10");
        fay.form(DOORS, PLACE, "verb", "paused", "at", "49000", "seen", "0-5000,2500-49000");
        assertThat(fay.get(DOORS).html()).contains("watched 98 %", "data-place=\"49000\"");
        var completed =
                new LearningSystem(world)
                        .get(
                                "/statements?verb="
                                        + LearningSystem.encoded(
                                                "http://adlnet.gov/expapi/verbs/completed"))
                        .text();
        assertThat(completed).contains("/videos/doors", "\"completion\":true");
        // A section is done when its learner says so.
        assertThat(world.get("fay", "/v1/courses").text()).contains("\"sections_done\":[]");
    }

    @Test
    void aPlaceThatMakesNoSenseIsRefusedAndNobodyElsesIsKept() {
        var fay = Session.of(world, "fay");
        assertThat(fay.form(DOORS, PLACE, "verb", "danced", "at", "1").status()).isEqualTo(400);
        assertThat(fay.form(DOORS, PLACE, "at", "1", "seen", "9-1").status()).isEqualTo(400);
        assertThat(fay.form(DOORS, "/learn/cinema/videos/none/place", "at", "1").status())
                .isEqualTo(404);
        var far = fay.form(DOORS, PLACE, "at", "999999999", "seen", "25000-999999999");
        assertThat(far.html()).contains("\"at\":50000", "\"percent\":50");
        var finn = Session.of(world, "finn");
        assertThat(finn.get(DOORS).html()).doesNotContain("data-keep");
        assertThat(finn.form("/learn/cinema", PLACE, "at", "1000", "seen", "0-1000").status())
                .isEqualTo(409);
    }

    @Test
    @Requirement("P41")
    void withoutScriptsItIsATranscriptWithChapters() {
        var html = Session.of(world, "fay").get(DOORS).html();
        assertThat(html)
                .contains("Behind the first door is a room.", "The third one was painted on.")
                .contains("href=\"#chapter-2\"", "id=\"chapter-2\"")
                .containsPattern("data-controls[^>]* hidden");
        assertThat(world.get("fay", "/learn/cinema/videos/doors/captions.vtt").text())
                .startsWith("WEBVTT");
        assertThat(world.get("fay", "/learn/cinema/videos/doors/chapters.vtt").text())
                .contains("00:00:20.000 --> 00:00:40.000\nThe second door");
    }

    @Test
    @Requirement("P41")
    void aFilmThatSomebodyBroughtIsPlayedWithCaptionsAndChapters() throws IOException {
        try (var browser = new Browser()) {
            var pam = signedIn(browser, "pam");
            var film = Cinema.film(pam);
            pam.navigate(world.base + "/learn/cinema/videos");
            assertThat(pam.textContent("main")).contains("it is not here yet");
            var named =
                    Files.write(
                            data.resolve("film.mp4"),
                            "%PDF-1.7 no film".getBytes(StandardCharsets.UTF_8));
            pam.setInputFiles("#film-reel", named);
            pam.click("section[aria-labelledby=v-reel] button:has-text('Bring')");
            assertThat(pam.textContent("[role=alert]"))
                    .contains("neither MP4 nor WebM, whatever its name says", "Export it as MP4");
            pam.setInputFiles("#film-reel", Files.write(data.resolve("film.txt"), film));
            pam.click("section[aria-labelledby=v-reel] button:has-text('Bring')");
            pam.waitForSelector(".badge.green:has-text('film')");

            var page = signedIn(browser, "fay");
            open(page, REEL);
            assertThat(page.getAttribute("video", "controls")).isNull();
            tabTo(page, "[data-do=play]");
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.querySelector('video').currentTime > 0.3");
            page.waitForFunction(
                    "() => [...document.querySelector('video').textTracks].some(t => t.kind === 'captions' && t.mode === 'showing' && t.cues?.length === 4)");
            page.waitForSelector("[data-player][data-kept]");
            check.look(page, "film-played", ColorScheme.LIGHT, 1440);
            page.keyboard().press("c");
            page.waitForFunction(
                    "() => [...document.querySelector('video').textTracks].every(t => t.mode !== 'showing')");
        }
        assertThat(check.found()).isEmpty();
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text()).contains("film.kept");
    }

    @Test
    void aFilmIsSentInThePartsThatAreAskedFor() {
        var film = new byte[700_000];
        for (var i = 0; i < film.length; i++) {
            film[i] = (byte) (i * 31 >> 3);
        }
        var head = "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, film, 0, head.length);
        assertThat(Cinema.bring(world, "max", "reel", film).status()).isEqualTo(403);
        assertThat(world.get("max", "/learn/cinema/videos").status()).isEqualTo(403);
        assertThat(Cinema.bring(world, "pam", "none", film).status()).isEqualTo(404);
        assertThat(Cinema.bring(world, "pam", "reel", film).status()).isEqualTo(303);

        var whole = part("");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.raw().body()).isEqualTo(film);
        assertThat(header(whole, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(whole, "content-type")).isEqualTo("video/mp4");
        // Across the border between two pieces of the store.
        var some = part("bytes=262100-262200");
        assertThat(some.status()).isEqualTo(206);
        assertThat(some.raw().body()).isEqualTo(Arrays.copyOfRange(film, 262_100, 262_201));
        assertThat(header(some, "content-range")).isEqualTo("bytes 262100-262200/700000");
        assertThat(part("bytes=-10").raw().body())
                .isEqualTo(Arrays.copyOfRange(film, 699_990, 700_000));
        var behind = part("bytes=700000-");
        assertThat(behind.status()).isEqualTo(416);
        assertThat(header(behind, "content-range")).isEqualTo("bytes */700000");

        film[600_000]++;
        assertThat(Cinema.bring(world, "pam", "reel", film).status()).isEqualTo(303);
        assertThat(part("bytes=600000-600000").raw().body()).containsExactly(film[600_000]);
        Session.of(world, "pam")
                .form("/learn/cinema/videos", "/learn/cinema/videos/reel/film/remove");
        assertThat(part("").status()).isEqualTo(404);
        assertThat(Session.of(world, "fay").get(REEL).text()).contains("not on this server yet");
    }

    private World.Answer part(String range) {
        var request = world.request("fay", "/learn/cinema/videos/reel/film").GET();
        return world.send((range.isEmpty() ? request : request.header("range", range)).build());
    }

    private static String header(World.Answer answer, String name) {
        return answer.raw().headers().firstValue(name).orElse("");
    }

    /// Who teaches looks at a course before anybody is enrolled, and at a new version at once.
    @Test
    void aNewVersionIsThereAtOnceForWhoeverTeaches() {
        var pam = Session.of(world, "pam");
        assertThat(pam.get("/learn").text()).contains("What others learn here", "Seen and heard");
        assertThat(pam.get("/learn/cinema").text())
                .contains("Three doors", "Videos and their films");
        Classroom.keep(world, "tools", 3, 0);
        assertThat(pam.get("/learn").text()).contains("Governed tools");
        assertThat(pam.get("/learn/tools/one/read").text()).contains("a person decides");
    }
}
