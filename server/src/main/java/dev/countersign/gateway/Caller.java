package dev.countersign.gateway;

import org.jspecify.annotations.Nullable;

/// The one who waits for an answer, and may leave. Lives on one event loop.
final class Caller {
    private boolean gone;
    private boolean done;
    private @Nullable Runnable whenGone;

    /// At most one thing to stop; the newest.
    void whenGone(Runnable stop) {
        whenGone = stop;
        if (gone) {
            stop.run();
        }
    }

    void leave() {
        if (done || gone) {
            return;
        }
        gone = true;
        var stop = whenGone;
        if (stop != null) {
            stop.run();
        }
    }

    /// After this, leaving stops nothing.
    void served() {
        done = true;
    }

    boolean gone() {
        return gone;
    }
}
