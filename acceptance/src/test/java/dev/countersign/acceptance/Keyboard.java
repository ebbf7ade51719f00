package dev.countersign.acceptance;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/// Somebody without a mouse: after the first address only keys reach the page. What Tab does not
/// reach, or shows no focus, fails.
final class Keyboard {
    /// More stops than any page of the product has.
    private static final int FAR = 600;

    private static final String STOP =
            """
            css => {
              const at = document.activeElement;
              const ring = getComputedStyle(at);
              return {
                there: at.matches(css),
                seen: ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2,
                what: at.outerHTML.slice(0, 200),
              };
            }
            """;

    final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    void press(String... keys) {
        for (var key : keys) {
            page.keyboard().press(key);
        }
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /// A long text, as from a clipboard.
    void paste(String text) {
        press("Control+a");
        page.keyboard().insertText(text);
    }

    /// From the top of the page to its content, over the rail.
    void skipToContent() {
        press("Tab");
        if (!isAt("a.skip")) {
            throw new AssertionError("the first stop of " + page.url() + " skips nothing");
        }
        press("Enter");
    }

    /// Tab until it has the focus, and shows that it has.
    void to(String css) {
        for (var stop = 0; stop < FAR; stop++) {
            press("Tab");
            if (page.evaluate(STOP, css) instanceof Map<?, ?> at
                    && Boolean.TRUE.equals(at.get("there"))) {
                if (!Boolean.TRUE.equals(at.get("seen"))) {
                    throw new AssertionError("no focus to be seen on " + at.get("what"));
                }
                return;
            }
        }
        throw new AssertionError("Tab reaches no " + css + " on " + page.url());
    }

    boolean isAt(String css) {
        return (boolean) page.evaluate("css => document.activeElement.matches(css)", css);
    }

    /// Follows a link or presses a button, and waits for the page that comes.
    void follow(String css) {
        to(css);
        go("Enter");
    }

    /// Presses a key that leads to another page.
    void go(String key) {
        page.waitForNavigation(() -> press(key));
    }

    /// In a group of radio buttons: the arrow keys, until that one is chosen.
    void choose(String name, String value) {
        to("input[type=radio][name=\"%s\"]".formatted(name));
        press("Space");
        for (var i = 0; i < 20 && !on("value").equals(value); i++) {
            press("ArrowDown");
        }
        if (!on("value").equals(value)) {
            throw new AssertionError("no key chooses " + value + " of " + name);
        }
    }

    /// In a list: the arrow keys, until that one is chosen.
    void pick(String name, String value) {
        to("select[name=\"%s\"]".formatted(name));
        press("Home");
        for (var i = 0; i < 60 && !on("value").equals(value); i++) {
            press("ArrowDown");
        }
        if (!on("value").equals(value)) {
            throw new AssertionError("no key chooses " + value + " of " + name);
        }
    }

    /// The names of what is asked for, in the order of the page, once each.
    List<String> asked() {
        @SuppressWarnings("unchecked")
        var names =
                (List<String>)
                        page.evaluate(
                                """
                                () => [...new Set([...document.querySelectorAll('fieldset.question [name]')]
                                  .map(e => e.name))]
                                """);
        return names;
    }

    boolean has(String css) {
        return page.querySelector(css) != null;
    }

    /// What the address ends with: mostly the id of what is shown.
    String lastOfAddress() {
        return page.url().replaceAll("#.*", "").replaceAll(".*/", "");
    }

    String text() {
        return page.innerText("main");
    }

    private String on(String property) {
        return String.valueOf(page.evaluate("p => document.activeElement[p]", property));
    }
}
