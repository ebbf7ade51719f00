package dev.countersign.ui;

import dev.countersign.kernel.ProblemException;
import java.util.function.Supplier;

/// Does what a form asks, and shows the page again where that is refused; whoever may not see the
/// page gets the refusal itself.
public final class Refusals {
    private Refusals() {}

    /// The page once more, with what was wrong and its status.
    @FunctionalInterface
    public interface Page {
        void show(String error, int status);
    }

    /// @param then where it is shown
    public static void act(Exchange e, String then, Runnable act, Page again) {
        act(e, () -> then, act, again);
    }

    /// @param then asked for once the act is done
    public static void act(Exchange e, Supplier<String> then, Runnable act, Page again) {
        try {
            act.run();
            e.redirect(then.get());
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403 || p.status() == 404) {
                throw refused;
            }
            again.show(Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }
}
