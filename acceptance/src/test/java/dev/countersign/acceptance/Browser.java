package dev.countersign.acceptance;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Debian's Chromium, headless.
final class Browser implements AutoCloseable {
    private final Playwright playwright =
            Playwright.create(
                    new Playwright.CreateOptions()
                            .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium =
            playwright
                    .chromium()
                    .launch(
                            new BrowserType.LaunchOptions()
                                    .setExecutablePath(chromium())
                                    .setArgs(
                                            List.of(
                                                    "--no-sandbox",
                                                    "--disable-gpu",
                                                    "--disable-background-networking",
                                                    "--no-first-run")));

    private static Path chromium() {
        for (var path :
                List.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")) {
            if (Files.isExecutable(Path.of(path))) {
                return Path.of(path);
            }
        }
        throw new IllegalStateException("install Chromium: apt-get install chromium");
    }

    Page open(int width, ColorScheme scheme) {
        BrowserContext context =
                chromium.newContext(
                        new NewContextOptions()
                                .setViewportSize(width, width < 500 ? 844 : 900)
                                .setColorScheme(scheme)
                                .setLocale("en-GB"));
        var page = context.newPage();
        page.setDefaultTimeout(15_000);
        return page;
    }

    static void signIn(Page page, String base, String email, String password) {
        page.navigate(base + "/sign-in");
        page.fill("#email", email);
        page.fill("#password", password);
        page.click("form.card button.primary");
        page.waitForURL(base + "/home");
    }

    @Override
    public void close() {
        playwright.close();
    }
}
