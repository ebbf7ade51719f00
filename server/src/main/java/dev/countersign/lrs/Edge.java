package dev.countersign.lrs;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads requests of learning systems from the wire, never more than a request may have, and never
/// more requests at once than fit in memory.
final class Edge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_AT_ONCE = 32;

    private final Service service;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Edge(Service service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    void handle(HttpServerRequest request) {
        Map<String, String> params;
        try {
            params = Ask.decoded(request.query() == null ? "" : request.query());
        } catch (ProblemException e) {
            send(request, Reply.of(e.problem()).with(Service.VERSION, "2.0.0"));
            return;
        }
        var form = params.containsKey("method");
        if (request.getHeader("authorization") == null && !form && !isAbout(request)) {
            // Nothing of a stranger's body is read.
            answer(request, params, Buffer.buffer());
            return;
        }
        if (!places.tryAcquire()) {
            send(request, Reply.of(busy()).with("retry-after", "1"));
            return;
        }
        new Reading(request, params).begin();
    }

    private static boolean isAbout(HttpServerRequest request) {
        return String.valueOf(request.path()).endsWith("/about");
    }

    /// One request's body; gives its place back exactly once.
    private final class Reading {
        private final HttpServerRequest request;
        private final Map<String, String> params;
        private final Buffer body = Buffer.buffer();
        private boolean over;

        Reading(HttpServerRequest request, Map<String, String> params) {
            this.request = request;
            this.params = params;
        }

        void begin() {
            request.exceptionHandler(_ -> end());
            request.handler(chunk -> {
                if (over) {
                    return;
                }
                if (body.length() + chunk.length() > MOST_BYTES) {
                    end();
                    send(request, Reply.of(tooLarge()).with(Service.VERSION, "2.0.0"));
                    return;
                }
                body.appendBuffer(chunk);
            });
            request.endHandler(_ -> {
                if (!over) {
                    over = true;
                    answer(request, params, body, places::release);
                }
            });
        }

        private void end() {
            if (!over) {
                over = true;
                places.release();
            }
        }
    }

    private void answer(HttpServerRequest request, Map<String, String> params, Buffer body) {
        answer(request, params, body, () -> {});
    }

    private void answer(
            HttpServerRequest request, Map<String, String> params, Buffer body, Runnable after) {
        var ask =
                new Ask(
                        request.method().name(),
                        String.valueOf(request.path()).substring(LearningRecords.PATH.length()),
                        params,
                        headers(request),
                        body.getBytes());
        threads.execute(() -> {
            try {
                send(request, service.serve(ask));
            } catch (Throwable broken) {
                // Whoever asks hears something, even of an error.
                LOG.error("xapi-broken", broken);
                send(request, Reply.of(broken()));
            } finally {
                after.run();
            }
        });
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var out = new LinkedHashMap<String, String>();
        request.headers()
                .forEach(h ->
                        out.merge(
                                h.getKey().toLowerCase(Locale.ROOT),
                                h.getValue(),
                                (a, b) -> a + ", " + b));
        return out;
    }

    private void send(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status())
                // Clients measure Consistent-Through against it.
                .putHeader(
                        "date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atOffset(ZoneOffset.UTC)))
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                // A document is a stranger's: opened in a browser it must be able to do nothing.
                .putHeader("content-security-policy", "sandbox; default-src 'none'");
        reply.headers().forEach(response::putHeader);
        if (request.method().name().equals("HEAD")) {
            response.putHeader("content-length", String.valueOf(reply.body().length)).end();
        } else if (reply.status() == 204) {
            response.end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }

    private static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                "Too large",
                "the request has more than " + MOST_BYTES + " bytes",
                "send statements in parts; keep large files elsewhere and give their fileUrl");
    }

    private static Problem broken() {
        return new Problem(
                500,
                "internal",
                "Something broke here",
                "the request could not be carried out",
                "the operator's log names the cause");
    }

    private static Problem busy() {
        return new Problem(
                503,
                "busy",
                "Too many at once",
                MOST_AT_ONCE + " requests of learning systems are being served",
                "send it again in a second");
    }

    @Override
    public void close() {
        threads.close();
    }
}
