package dev.countersign.quality.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Words;
import java.util.function.Supplier;

/// Does what a form asks, and shows the page again where that is refused.
final class Refusals {
    private Refusals() {}

    @FunctionalInterface
    interface Page {
        void show(String error, int status);
    }

    /// @param then asked for once the act is done
    static void act(Exchange e, Supplier<String> then, Runnable act, Page again) {
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
