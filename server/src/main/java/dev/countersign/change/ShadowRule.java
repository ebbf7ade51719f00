package dev.countersign.change;

import java.math.BigDecimal;

/// When a shadow goes on, goes live or stops. Pure.
final class ShadowRule {
    private ShadowRule() {}

    sealed interface Next {
        record Watch() implements Next {}

        /// All were watched, and no limit was set: an approver looks at the figures.
        record AskApprover() implements Next {}

        record GoLive() implements Next {}

        record Stop(String because) implements Next {}
    }

    /// @param timeIsUp whether the longest time has passed
    static Next next(ShadowAsk ask, ShadowFigures seen, boolean timeIsUp) {
        if (seen.watched() < ask.cases()) {
            return timeIsUp
                    ? new Next.Stop(
                            "only "
                                    + seen.watched()
                                    + " of "
                                    + ask.cases()
                                    + " cases came in "
                                    + ask.days()
                                    + (ask.days() == 1 ? " day" : " days"))
                    : new Next.Watch();
        }
        if (ask.limit().isEmpty()) {
            return timeIsUp
                    ? new Next.Stop(
                            "all "
                                    + seen.watched()
                                    + " cases were watched, and no approver let it go live in time")
                    : new Next.AskApprover();
        }
        var limit = ask.limit().get();
        // Whole numbers on both sides: a share rounded down would let one case too many through.
        var within =
                BigDecimal.valueOf(seen.differed())
                                .compareTo(limit.multiply(BigDecimal.valueOf(seen.watched())))
                        <= 0;
        return within
                ? new Next.GoLive()
                : new Next.Stop(
                        seen.inWords() + ", more than the limit of " + ShadowAsk.percent(limit));
    }
}
