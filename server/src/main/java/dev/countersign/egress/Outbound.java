package dev.countersign.egress;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Supplier;

/// Sends requests to upstreams: pooled keep-alive connections, Nagle off, every wait bounded,
/// redirects not followed. One per event loop.
public final class Outbound {
    private final Vertx vertx;
    private final HttpClient client;
    private final Duration deadline;
    private final int maxAnswerBytes;

    /// @param deadline for a whole answer, from sending to its last byte
    public Outbound(Vertx vertx, int connections, Duration deadline, int maxAnswerBytes) {
        this.vertx = vertx;
        this.deadline = deadline;
        this.maxAnswerBytes = maxAnswerBytes;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setTcpNoDelay(true)
                                .setKeepAlive(true)
                                .setKeepAliveTimeout(60)
                                .setConnectTimeout(5_000)
                                // Later than the deadline, which says what happened.
                                .setIdleTimeout((int) deadline.toSeconds() + 5)
                                .setDecompressionSupported(false),
                        new PoolOptions().setHttp1MaxSize(connections));
    }

    /// A whole answer.
    public record Answered(int status, String contentType, Buffer body) {}

    /// An answer on its way; `cancel` drops the connection, so the upstream stops working.
    public record Pending<T>(Future<T> answer, Runnable cancel) {}

    /// Posts JSON and reads the whole answer.
    ///
    /// Fails with [UpstreamFailure] where the upstream cannot be reached, is late, breaks off or
    /// sends more than it may.
    public Pending<Answered> post(Upstream upstream, String operation, Buffer body) {
        return post(upstream, operation, body, "application/json");
    }

    /// As above, for an answer of another type.
    public Pending<Answered> post(Upstream upstream, String operation, Buffer body, String accept) {
        var cancelled = new Cancellation();
        var whole =
                onLoop(() ->
                        open(upstream, operation, body, accept, cancelled)
                                .compose(response -> collect(response, cancelled)));
        return new Pending<>(withDeadline(whole, upstream, cancelled), cancelled::cancel);
    }

    /// Posts JSON and hands over the response before its body, for streams. The caller is on an
    /// event loop and sets its handlers at once.
    public Pending<HttpClientResponse> stream(Upstream upstream, String operation, Buffer body) {
        var cancelled = new Cancellation();
        var opened = open(upstream, operation, body, "text/event-stream", cancelled);
        return new Pending<>(withDeadline(opened, upstream, cancelled), cancelled::cancel);
    }

    /// A response that nobody on its event loop waits for is over before it can be read.
    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        if (Context.isOnEventLoopThread()) {
            return work.get();
        }
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(_ -> work.get().onComplete(done));
        return done.future();
    }

    /// The rest of a response that turned out to be no stream: an error, bounded like any answer.
    public Pending<Answered> rest(Upstream upstream, HttpClientResponse response) {
        var cancelled = new Cancellation();
        cancelled.hold(response.request());
        return new Pending<>(
                withDeadline(collect(response, cancelled), upstream, cancelled), cancelled::cancel);
    }

    private Future<HttpClientResponse> open(
            Upstream upstream,
            String operation,
            Buffer body,
            String accept,
            Cancellation cancelled) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(upstream.url().getHost())
                        .setPort(upstream.port())
                        .setSsl(upstream.tls())
                        .setURI(upstream.path(operation));
        options.putHeader("content-type", "application/json").putHeader("accept", accept);
        upstream.apiKey().ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
        return client.request(options)
                .compose(request -> {
                    if (!cancelled.hold(request)) {
                        return Future.failedFuture(
                                new UpstreamFailure("cancelled", "the caller left"));
                    }
                    return request.send(body);
                })
                .recover(e -> Future.failedFuture(UpstreamFailure.of(upstream, e)));
    }

    private Future<Answered> collect(HttpClientResponse response, Cancellation cancelled) {
        Promise<Answered> done = Promise.promise();
        var body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > maxAnswerBytes) {
                done.tryFail(
                        new UpstreamFailure(
                                "too-large",
                                "the upstream sent more than " + maxAnswerBytes + " bytes"));
                cancelled.cancel();
            }
        });
        response.exceptionHandler(
                e -> done.tryFail(new UpstreamFailure("broken-off", "the answer broke off")));
        response.endHandler(_ -> {
            var type = response.getHeader("content-type");
            done.tryComplete(new Answered(response.statusCode(), type == null ? "" : type, body));
        });
        return done.future();
    }

    private <T> Future<T> withDeadline(Future<T> work, Upstream upstream, Cancellation cancelled) {
        Promise<T> done = Promise.promise();
        var timer =
                vertx.setTimer(
                        deadline.toMillis(),
                        _ -> {
                            done.tryFail(
                                    new UpstreamFailure(
                                            "late",
                                            "`"
                                                    + upstream.name()
                                                    + "` gave no answer within "
                                                    + deadline.toSeconds()
                                                    + " s"));
                            cancelled.cancel();
                        });
        work.onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                done.tryComplete(result.result());
            } else {
                done.tryFail(result.cause());
            }
        });
        return done.future();
    }

    private static final class Cancellation {
        private @org.jspecify.annotations.Nullable HttpClientRequest request;
        private @org.jspecify.annotations.Nullable Context context;
        private boolean cancelled;

        synchronized boolean hold(HttpClientRequest opened) {
            request = opened;
            context = Vertx.currentContext();
            if (cancelled) {
                opened.reset();
            }
            return !cancelled;
        }

        synchronized void cancel() {
            cancelled = true;
            var open = request;
            var home = context;
            if (open != null && home != null) {
                home.runOnContext(_ -> open.reset());
            }
        }
    }
}
