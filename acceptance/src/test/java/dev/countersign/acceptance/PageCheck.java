package dev.countersign.acceptance;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks at one page as it is drawn now: axe, sideways scrolling, and whether anything was written
/// to the console. With the variable `COUNTERSIGN_SCREENSHOTS` set to a folder, draws it there too.
final class PageCheck {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private final Optional<Path> shots =
            Optional.ofNullable(System.getenv("COUNTERSIGN_SCREENSHOTS")).map(Path::of);
    private final List<String> found = new ArrayList<>();

    /// Without pictures each scheme is looked at in one width and each width in one scheme: half
    /// the time for the same rules.
    boolean looksOnceAtEach() {
        return shots.isEmpty() || System.getenv("COUNTERSIGN_SCREENSHOTS_ONCE") != null;
    }

    /// Without pictures each page has its turn in one of the two, chosen by its name: a look takes
    /// a second, and there are hundreds. With pictures every page is looked at in all four, unless
    /// one of each is asked for.
    boolean hasItsTurn(String name, ColorScheme scheme) {
        return !looksOnceAtEach() || (name.hashCode() & 1) == (scheme == ColorScheme.LIGHT ? 0 : 1);
    }

    List<String> found() {
        return found;
    }

    /// Notes what the page's scripts complain about. That a refused page is not 200 is no
    /// complaint.
    void listen(Page page) {
        page.onConsoleMessage(m -> {
            if (m.type().equals("error")
                    && !m.text().contains("the server responded with a status")) {
                found.add(page.url() + ": console: " + m.text());
            }
        });
        page.onPageError(error -> found.add(page.url() + ": script: " + error));
    }

    void look(Page page, String name, ColorScheme scheme, int width) {
        var where = name + " " + scheme + " " + width;
        // What fades in is judged as it stays; what moves for ever cannot be finished.
        page.evaluate("document.getAnimations().forEach(a => { try { a.finish() } catch { } })");
        var wide =
                page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
        if (Boolean.TRUE.equals(wide)) {
            found.add(where + ": the page scrolls sideways");
        }
        for (var violation : axe(page)) {
            violation
                    .getNodes()
                    .forEach(n ->
                            found.add(
                                    where
                                            + ": "
                                            + violation.getId()
                                            + " at "
                                            + n.getTarget()
                                            + " "
                                            + n.getHtml()));
        }
        shots.ifPresent(folder -> shoot(page, folder, name, scheme, width));
    }

    /// Our pages have no frames: the other mode opens a second page for each look and loads the
    /// rules there again, which takes as long as the look.
    private static List<Rule> axe(Page page) {
        return new AxeBuilder(page).withTags(RULES).setLegacyMode(true).analyze().getViolations();
    }

    private static void shoot(Page page, Path folder, String name, ColorScheme scheme, int width) {
        var file = "%s-%s-%d.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT), width);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(file)));
    }
}
