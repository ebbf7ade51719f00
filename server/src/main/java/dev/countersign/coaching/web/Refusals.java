package dev.countersign.coaching.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Words;

/// Does what a form asks, and shows the page again where that is refused.
final class Refusals {
    private Refusals() {}

    @FunctionalInterface
    interface Page {
        void show(String error, int status);
    }

    static void act(Exchange e, String then, Runnable act, Page again) {
        try {
            act.run();
            e.redirect(then);
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403 || p.status() == 404) {
                throw refused;
            }
            again.show(Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }
}
