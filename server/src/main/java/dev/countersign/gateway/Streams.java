package dev.countersign.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.Outbound;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.kernel.Problem;
import dev.countersign.policy.Verdict;
import dev.countersign.prompt.Prompt.Streaming;
import dev.countersign.storage.Reservation;
import dev.countersign.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// Answers as server-sent events, in the two modes.
///
/// `whole`: SSE comments while the answer is made and judged, then its chunks. `live`: only where
/// every rule reads the request alone; "release began" is durable before the first byte, a
/// held-back window feeds redactor and term matcher, and the outcome is durable before `[DONE]`.
final class Streams {
    private static final long COMMENT_EVERY_MILLIS = 5_000;

    private final Vertx vertx;
    private final GatewayParts parts;
    private final GovernedCall call;
    private final Records records;
    private final Holds holds;
    private final Outbound outbound;

    Streams(
            Vertx vertx,
            GatewayParts parts,
            GovernedCall call,
            Records records,
            Holds holds,
            Outbound outbound) {
        this.vertx = vertx;
        this.parts = parts;
        this.call = call;
        this.records = records;
        this.holds = holds;
        this.outbound = outbound;
    }

    Future<Void> serve(HttpServerRequest request, Arrival arrival, int bytes, Caller caller) {
        var live =
                parts.library()
                        .live(arrival.prompt())
                        .filter(p ->
                                p.streaming() == Streaming.LIVE && !p.upstream().equals("on-box"))
                        .isPresent();
        return live
                ? live(request, arrival, bytes, caller)
                : whole(request, arrival, bytes, caller);
    }

    private Future<Void> whole(
            HttpServerRequest request, Arrival arrival, int bytes, Caller caller) {
        var response = request.response();
        var comments = comments(response);
        return call.govern(arrival, bytes, caller)
                .compose(outcome ->
                        switch (outcome) {
                            case Outcome.Released(_, var completion, _) ->
                                    replay(response, arrival, completion);
                            case Outcome.Held h -> waitForDecision(response, arrival, "held", h);
                            case Outcome.Blocked b ->
                                    waitForDecision(
                                            response,
                                            arrival,
                                            "blocked",
                                            new Outcome.Held(
                                                    b.callId(),
                                                    b.caseId(),
                                                    b.approverRole(),
                                                    b.because(),
                                                    b.due(),
                                                    b.at()));
                            case Outcome.Refused(var problem) -> error(response, problem);
                            case Outcome.Failed(_, var problem) -> error(response, problem);
                            case Outcome.Abandoned _ -> Future.<Void>succeededFuture();
                        })
                .onComplete(_ -> {
                    caller.served();
                    vertx.cancelTimer(comments);
                });
    }

    /// The first comment goes out late, so that a refusal still gets its own status.
    private long comments(HttpServerResponse response) {
        return vertx.setPeriodic(
                COMMENT_EVERY_MILLIS,
                _ -> {
                    if (!response.ended() && !response.closed()) {
                        begin(response);
                        response.write(": working\n\n");
                    }
                });
    }

    /// A call that was made before, told once more; one that is still held is waited for again.
    Future<Void> again(HttpServerResponse response, Arrival arrival, ObjectNode completion) {
        var outcome = completion.at("/countersign/outcome").asText();
        return outcome.equals("held") || outcome.equals("blocked")
                ? waitForDecision(response, arrival, completion)
                : replay(response, arrival, completion);
    }

    private Future<Void> replay(
            HttpServerResponse response, Arrival arrival, ObjectNode completion) {
        var withUsage =
                arrival.body().path("stream_options").path("include_usage").asBoolean(false);
        return write(response, Completions.chunks(completion, withUsage));
    }

    private static Future<Void> write(HttpServerResponse response, List<ObjectNode> chunks) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        begin(response);
        chunks.forEach(chunk -> response.write(event(chunk)));
        return response.end("data: [DONE]\n\n");
    }

    /// A streaming caller may wait for the person; leaving leaves only a row.
    private Future<Void> waitForDecision(
            HttpServerResponse response, Arrival arrival, String outcome, Outcome.Held held) {
        var kept =
                Completions.keptBack(
                        outcome,
                        held.callId(),
                        held.caseId(),
                        arrival.prompt(),
                        held.approverRole(),
                        held.because(),
                        held.due(),
                        held.at());
        return waitForDecision(response, arrival, kept);
    }

    private Future<Void> waitForDecision(
            HttpServerResponse response, Arrival arrival, ObjectNode kept) {
        if (arrival.async() || parts.holdWait().isZero()) {
            return replay(response, arrival, kept);
        }
        var mark = kept.path("countersign");
        var callId = mark.path("call").asText();
        begin(response);
        response.write(
                ": held "
                        + mark.path("hold").asText()
                        + " for "
                        + mark.path("approver_role").asText()
                        + "\n\n");
        Promise<Void> woken = Promise.promise();
        var context = vertx.getOrCreateContext();
        var waiting = holds.await(callId, () -> context.runOnContext(_ -> woken.tryComplete()));
        var timer = vertx.setTimer(parts.holdWait().toMillis(), _ -> woken.tryComplete());
        response.closeHandler(_ -> woken.tryComplete());
        // The decision may have come before anybody waited for it.
        OffLoop.run(vertx, () -> holds.isSettled(callId))
                .onSuccess(settled -> {
                    if (settled) {
                        woken.tryComplete();
                    }
                });
        return woken.future()
                .compose(_ -> {
                    vertx.cancelTimer(timer);
                    close(waiting);
                    return response.closed()
                            ? Future.<ObjectNode>succeededFuture(kept)
                            : OffLoop.run(vertx, () -> holds.fetch(arrival.identity(), callId));
                })
                .compose(completion -> replay(response, arrival, completion))
                .recover(e -> error(response, Failures.problem(e)));
    }

    private Future<Void> live(
            HttpServerRequest request, Arrival arrival, int bytes, Caller caller) {
        Reservation place;
        try {
            place = parts.storage().reserve();
        } catch (StorageException e) {
            return Front.send(request.response(), Failures.problem(e));
        }
        return call.prepare(arrival, bytes)
                .compose(prepared ->
                        prepared.rules().readsAnswer()
                                ? Future.<Prepared>failedFuture(notLive(prepared))
                                : call.onLoop(records.request(prepared)))
                .compose(prepared -> judgeRequest(request, prepared, place, caller))
                .recover(e -> {
                    var problem = Failures.problem(e);
                    return call.onLoop(records.refusal(arrival, problem))
                            .transform(_ -> error(request.response(), problem));
                })
                .onComplete(_ -> place.close());
    }

    /// Every rule reads the request alone, so the verdict stands before the model is asked.
    private Future<Void> judgeRequest(
            HttpServerRequest request, Prepared prepared, Reservation place, Caller caller) {
        var reasons = prepared.rules().zone().reasons(prepared.text(), "");
        var stream = new LiveStream(prepared, parts.clock().instant().getEpochSecond());
        if (!reasons.isEmpty()) {
            var verdict = new Verdict.Hold(prepared.rules().approverRole(), reasons);
            return call.onLoop(
                            records.outcome(
                                    place,
                                    prepared,
                                    stream.answer("content_filter"),
                                    verdict,
                                    UnaryOperator.identity(),
                                    List.of()))
                    .recover(e -> failed(place, prepared, e))
                    .compose(outcome ->
                            outcome instanceof Outcome.Held held
                                    ? waitForDecision(
                                            request.response(), prepared.arrival(), "held", held)
                                    : Future.<Void>succeededFuture());
        }
        var outgoing = prepared.outgoing().deepCopy();
        outgoing.put("stream", true);
        outgoing.putObject("stream_options").put("include_usage", true);
        var pending =
                outbound.stream(
                        prepared.upstream().orElseThrow(),
                        prepared.arrival().route().operation,
                        Buffer.buffer(Preparation.bytes(outgoing)));
        caller.whenGone(pending.cancel());
        return pending.answer()
                .compose(upstream -> requireStream(prepared, upstream, caller))
                .compose(upstream -> {
                    upstream.pause();
                    // It may break off while we record, and says so only once.
                    Promise<Void> done = Promise.promise();
                    upstream.exceptionHandler(_ ->
                            done.tryFail(
                                    new UpstreamFailure("broken-off", "the stream broke off")));
                    return call.onLoop(records.beginRelease(place, prepared))
                            .compose(_ ->
                                    pump(
                                            request.response(),
                                            upstream,
                                            stream,
                                            done,
                                            pending.cancel()));
                })
                .transform(pumped ->
                        settle(
                                request.response(),
                                prepared,
                                place,
                                stream,
                                caller,
                                pumped.failed() ? pumped.cause() : null));
    }

    private Future<HttpClientResponse> requireStream(
            Prepared prepared, HttpClientResponse upstream, Caller caller) {
        var type = upstream.getHeader("content-type");
        if (upstream.statusCode() != 200) {
            var registered = prepared.upstream().orElseThrow();
            var rest = outbound.rest(registered, upstream);
            caller.whenGone(rest.cancel());
            return rest.answer()
                    .compose(said ->
                            OffLoop.run(
                                    vertx,
                                    () -> {
                                        throw UpstreamErrors.of(
                                                registered, said, prepared.masking());
                                    }));
        }
        return type != null && type.contains("event-stream")
                ? Future.succeededFuture(upstream)
                : Future.failedFuture(
                        new UpstreamFailure("garbage", "the upstream did not send a stream"));
    }

    private static Future<Void> pump(
            HttpServerResponse response,
            HttpClientResponse upstream,
            LiveStream stream,
            Promise<Void> done,
            Runnable cancel) {
        if (done.future().isComplete()) {
            return done.future();
        }
        begin(response);
        upstream.handler(bytes -> {
            try {
                stream.take(bytes.getBytes()).forEach(c -> response.write(event(c)));
            } catch (RuntimeException e) {
                done.tryFail(e);
                cancel.run();
                return;
            }
            if (!stream.hit().isEmpty()) {
                done.tryComplete();
                cancel.run();
            }
        });
        upstream.endHandler(_ -> {
            try {
                if (stream.hit().isEmpty()) {
                    stream.finish().forEach(c -> response.write(event(c)));
                }
                done.tryComplete();
            } catch (RuntimeException e) {
                done.tryFail(e);
            }
        });
        upstream.resume();
        return done.future();
    }

    private Future<Void> settle(
            HttpServerResponse response,
            Prepared prepared,
            Reservation place,
            LiveStream stream,
            Caller caller,
            @org.jspecify.annotations.Nullable Throwable failure) {
        if (caller.gone() || failure != null) {
            var problem =
                    failure == null
                            ? new Problem(499, "caller-left", "Left", "the caller left", "")
                            : Failures.problem(failure);
            var state = caller.gone() ? CallState.ABANDONED : CallState.FAILED;
            return call.onLoop(records.ending(place, prepared, state, problem.code()))
                    .transform(_ -> error(response, problem));
        }
        var cut = !stream.hit().isEmpty();
        var reason = cut ? "content_filter" : stream.finishReason();
        var verdict =
                cut
                        ? new Verdict.Hold(prepared.rules().approverRole(), stream.hit())
                        : new Verdict.Release(List.of());
        return call.onLoop(
                        records.outcome(
                                place,
                                prepared,
                                stream.answer(reason),
                                verdict,
                                UnaryOperator.identity(),
                                List.of()))
                .recover(e -> failed(place, prepared, e))
                .compose(outcome -> {
                    caller.served();
                    var closing = stream.closing(reason);
                    if (outcome instanceof Outcome.Held held) {
                        closing.putObject("countersign")
                                .put("outcome", "held")
                                .put("hold", held.caseId());
                    }
                    response.write(event(closing));
                    if (prepared.arrival()
                            .body()
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean(false)) {
                        stream.usageChunk().ifPresent(u -> response.write(event(u)));
                    }
                    return response.end("data: [DONE]\n\n");
                })
                .recover(e -> error(response, Failures.problem(e)));
    }

    /// An outcome that could not be recorded ends the call: nothing stays open in the record.
    private Future<Outcome> failed(Reservation place, Prepared prepared, Throwable cause) {
        var problem = Failures.problem(cause);
        return call.onLoop(records.ending(place, prepared, CallState.FAILED, problem.code()))
                .transform(_ -> Future.failedFuture(problem.asException()));
    }

    private static Future<Void> error(HttpServerResponse response, Problem problem) {
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        if (!response.headWritten()) {
            response.headers().remove("cache-control");
            return Front.send(response, problem);
        }
        return response.end(event(Completions.error(problem)));
    }

    private static void begin(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", "text/event-stream; charset=utf-8")
                    .putHeader("cache-control", "no-store")
                    .putHeader("x-accel-buffering", "no");
        }
    }

    private static Buffer event(ObjectNode chunk) {
        return Buffer.buffer("data: ")
                .appendBytes(Preparation.bytes(chunk))
                .appendBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static RuntimeException notLive(Prepared prepared) {
        return new Problem(
                        409,
                        "not-live",
                        "This prompt cannot stream live",
                        "a rule of the playbook reads the answers of `"
                                + prepared.prompt().reference()
                                + "`, so they must be whole before they leave",
                        "publish a version with streaming `whole`")
                .asException();
    }

    private static void close(AutoCloseable waiting) {
        try {
            waiting.close();
        } catch (Exception e) {
            throw new IllegalStateException("removing a waiter does not fail", e);
        }
    }
}
