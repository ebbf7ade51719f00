package dev.countersign.ui;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/// Server-sent events to one browser. Threads may share it.
public final class EventStream {
    private final HttpServerResponse response;
    private final Context context;

    /// So often something is said, or the connection counts as forgotten.
    private static final long BEAT_MS = 60_000;

    EventStream(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
        context.runOnContext(_ -> {
            response.setChunked(true)
                    .putHeader("content-type", "text/event-stream; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .putHeader("x-accel-buffering", "no");
            response.write("retry: 3000\n\n");
            context.owner().setPeriodic(BEAT_MS, this::beat);
        });
    }

    private void beat(long timer) {
        if (response.ended() || response.closed()) {
            context.owner().cancelTimer(timer);
        } else {
            response.write(":\n\n");
        }
    }

    /// @param data one line
    public void send(String event, String data) {
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.write("event: " + event + "\ndata: " + data + "\n\n");
            }
        });
    }

    public void close() {
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    public void whenClosed(java.lang.Runnable then) {
        context.runOnContext(_ -> response.closeHandler(_ -> then.run()));
    }
}
