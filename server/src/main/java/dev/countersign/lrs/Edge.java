package dev.countersign.lrs;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads requests of learning systems from the wire, never more than a request may have, and never
/// more requests at once than fit in memory. Strangers take no place from learning systems: a key
/// is looked at before a body is read, and where the key is in the body, few may come at once.
final class Edge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_AT_ONCE = 32;
    private static final int MOST_FORMS_AT_ONCE = 8;

    private final Service service;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Semaphore formPlaces = new Semaphore(MOST_FORMS_AT_ONCE);
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
        if (params.containsKey("method")) {
            // Its key is in the form.
            read(request, params, formPlaces, MOST_FORMS_AT_ONCE);
        } else if (request.getHeader("authorization") == null || isAbout(request)) {
            // Nothing of a stranger's body is read.
            answer(request, params, Buffer.buffer());
        } else {
            admit(request, params);
        }
    }

    /// Asks for the key first, off the event loop.
    private void admit(HttpServerRequest request, Map<String, String> params) {
        var loop = Objects.requireNonNull(Vertx.currentContext(), "requests come on an event loop");
        var ask = ask(request, params, Buffer.buffer());
        request.pause();
        threads.execute(() -> {
            var refused = refused(ask);
            loop.runOnContext(_ -> {
                if (refused.isPresent()) {
                    send(request, refused.get());
                } else {
                    read(request, params, places, MOST_AT_ONCE);
                }
                // What nobody reads is thrown away as it comes.
                request.resume();
            });
        });
    }

    private Optional<Reply> refused(Ask ask) {
        try {
            return service.refused(ask);
        } catch (Throwable broken) {
            LOG.error("xapi-broken", broken);
            return Optional.of(Reply.of(broken()));
        }
    }

    private void read(
            HttpServerRequest request, Map<String, String> params, Semaphore from, int most) {
        if (from.tryAcquire()) {
            new Reading(request, params, from).begin();
        } else {
            send(request, Reply.of(busy(most)).with("retry-after", "1"));
        }
    }

    private static boolean isAbout(HttpServerRequest request) {
        return String.valueOf(request.path()).endsWith("/about");
    }

    /// One request's body; gives its place back exactly once.
    private final class Reading {
        private final HttpServerRequest request;
        private final Map<String, String> params;
        private final Buffer body = Buffer.buffer();
        private final Semaphore from;
        private boolean over;

        Reading(HttpServerRequest request, Map<String, String> params, Semaphore from) {
            this.request = request;
            this.params = params;
            this.from = from;
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
                    answer(request, params, body, from::release);
                }
            });
        }

        private void end() {
            if (!over) {
                over = true;
                from.release();
            }
        }
    }

    private void answer(HttpServerRequest request, Map<String, String> params, Buffer body) {
        answer(request, params, body, () -> {});
    }

    private void answer(
            HttpServerRequest request, Map<String, String> params, Buffer body, Runnable after) {
        var ask = ask(request, params, body);
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

    private static Ask ask(HttpServerRequest request, Map<String, String> params, Buffer body) {
        return new Ask(
                request.method().name(),
                String.valueOf(request.path()).substring(LearningRecords.PATH.length()),
                params,
                headers(request),
                body.getBytes());
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

    private static Problem busy(int most) {
        return new Problem(
                503,
                "busy",
                "Too many at once",
                most + " requests of learning systems are being served",
                "send it again in a second");
    }

    @Override
    public void close() {
        threads.close();
    }
}
