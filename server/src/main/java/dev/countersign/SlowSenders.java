package dev.countersign;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.lang.ref.WeakReference;
import java.time.Duration;

/// Ends requests whose body does not come: each holds memory and a place that others wait for. Only
/// a request that is still being sent is looked at, so that an answer may take as long as it needs.
final class SlowSenders {
    /// In one span of patience; slower than any line that people work with.
    private static final long LEAST_BYTES = 16 * 1024;

    private static final String LATE =
            """
            {"type":"https://countersign.dev/problems/too-slow","title":"Too slow","status":408,\
            "detail":"the rest of the request did not come in time","because":[],\
            "remedy":"send it again, without pauses"}\
            """;

    private final Vertx vertx;
    private final Duration patience;

    SlowSenders(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /// For the event loop, as a request begins.
    void watch(HttpServerRequest request) {
        var headers = request.headers();
        if (headers.contains("content-length")
                || headers.contains("transfer-encoding")
                || request.version() == HttpVersion.HTTP_2) {
            // While it is open its connection holds it; afterwards nobody has to.
            lookLater(new WeakReference<>(request), 0);
        }
    }

    private void lookLater(WeakReference<HttpServerRequest> held, long seen) {
        vertx.setTimer(
                patience.toMillis(),
                _ -> {
                    var request = held.get();
                    if (request == null || request.isEnded()) {
                        return;
                    }
                    var now = request.bytesRead();
                    if (now - seen >= LEAST_BYTES) {
                        lookLater(held, now);
                    } else {
                        end(request);
                    }
                });
    }

    private static void end(HttpServerRequest request) {
        var response = request.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            request.connection().close();
            return;
        }
        response.setStatusCode(408)
                .putHeader("content-type", "application/problem+json")
                .putHeader("connection", "close")
                .end(LATE)
                .onComplete(_ -> request.connection().close());
    }
}
