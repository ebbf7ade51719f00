package dev.countersign.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.Outbound;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.policy.Rulebook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The OpenAI-compatible edge: reads requests, answers in the shapes that unmodified clients
/// expect. One per event loop.
final class Front {
    /// A prompt larger than this is refused before it is read to its end.
    static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    /// The first of two requests with one idempotency key still runs: its answer comes to whoever
    /// asks again.
    private static final Set<String> UNDER_WAY = Set.of("same-request", "still-running");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final Vertx vertx;
    private final GatewayParts parts;
    private final GovernedCall call;
    private final Streams streams;
    private final Holds holds;
    private final CallStore store;
    private final Allowance allowance;

    Front(
            Vertx vertx,
            GatewayParts parts,
            Records records,
            Holds holds,
            CallStore store,
            Allowance allowance) {
        this.allowance = allowance;
        this.vertx = vertx;
        this.parts = parts;
        this.holds = holds;
        this.store = store;
        var outbound = new Outbound(vertx, 512, parts.upstreamDeadline(), 8 * 1024 * 1024);
        this.call = new GovernedCall(vertx, parts, records, outbound);
        this.streams = new Streams(vertx, parts, call, records, holds, outbound);
    }

    void handle(HttpServerRequest request) {
        var path = path(request);
        try {
            if (request.method().equals(HttpMethod.POST)) {
                post(request, path);
            } else if (request.method().equals(HttpMethod.GET)) {
                get(request, path);
            } else {
                throw noRoute(request);
            }
        } catch (ProblemException e) {
            send(request.response(), e.problem());
        }
    }

    private void post(HttpServerRequest request, String path) {
        var identity = identity(request);
        var route =
                switch (path) {
                    case "/v1/chat/completions" -> Route.CHAT;
                    case "/v1/embeddings" -> Route.EMBEDDINGS;
                    default -> {
                        if (!path.startsWith("/v1/microtools/")) {
                            throw noRoute(request);
                        }
                        yield Route.MICROTOOL;
                    }
                };
        allowance.take(identity.id());
        var caller = new Caller();
        request.response().closeHandler(_ -> caller.leave());
        request.response().exceptionHandler(_ -> caller.leave());
        body(request)
                .compose(bytes -> {
                    var arrival = arrival(route, identity, request, bytes);
                    return arrival.idempotencyKey().isPresent()
                            ? replay(arrival)
                                    .compose(known ->
                                            known.isPresent()
                                                    ? replayed(request, arrival, known.get())
                                                    : serve(
                                                            request,
                                                            arrival,
                                                            bytes.length(),
                                                            caller))
                            : serve(request, arrival, bytes.length(), caller);
                })
                .onFailure(e -> {
                    if (!request.response().ended() && !request.response().closed()) {
                        send(request.response(), Failures.problem(e));
                    }
                });
    }

    private Future<Void> serve(
            HttpServerRequest request, Arrival arrival, int bytes, Caller caller) {
        if (arrival.stream()) {
            return streams.serve(request, arrival, bytes, caller);
        }
        return call.govern(arrival, bytes, caller)
                .compose(outcome -> {
                    caller.served();
                    return tell(request.response(), arrival, outcome);
                });
    }

    /// The same key from the same person is the same call: a retry never runs it twice.
    private Future<Optional<CallRecord>> replay(Arrival arrival) {
        return OffLoop.run(
                vertx,
                () ->
                        parts.storage()
                                .read(tx ->
                                        store.byIdempotencyKey(
                                                        tx,
                                                        arrival.identity().id(),
                                                        arrival.idempotencyKey().orElse(""))
                                                .filter(c -> !c.state().endedWithoutAnswer())));
    }

    /// In the shape in which the first answer came, or would have come.
    private Future<Void> replayed(HttpServerRequest request, Arrival arrival, CallRecord known) {
        var response = request.response();
        return OffLoop.run(vertx, () -> holds.fetch(arrival.identity(), known.id()))
                .compose(completion -> {
                    response.putHeader("idempotent-replayed", "true");
                    if (arrival.stream()) {
                        return streams.again(response, arrival, completion);
                    }
                    return Completions.isKeptBack(completion)
                            ? keptBack(response, arrival, completion)
                            : send(response, 200, shaped(arrival, completion));
                });
    }

    private Future<Void> tell(HttpServerResponse response, Arrival arrival, Outcome outcome) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        return switch (outcome) {
            case Outcome.Released(_, var completion, var text) ->
                    arrival.route() == Route.MICROTOOL
                            ? send(response, 200, shaped(arrival, completion))
                            : sendWritten(response, text);
            case Outcome.Held h -> keptBack(response, arrival, "held", h);
            case Outcome.Blocked b ->
                    keptBack(
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
            case Outcome.Refused(var problem) -> send(response, problem);
            case Outcome.Failed(_, var problem) -> send(response, problem);
            case Outcome.Abandoned _ -> Future.succeededFuture();
        };
    }

    private Future<Void> keptBack(
            HttpServerResponse response, Arrival arrival, String outcome, Outcome.Held held) {
        var completion =
                Completions.keptBack(
                        outcome,
                        held.callId(),
                        held.caseId(),
                        arrival.prompt(),
                        held.approverRole(),
                        held.because(),
                        held.due(),
                        held.at());
        return keptBack(response, arrival, completion);
    }

    private Future<Void> keptBack(
            HttpServerResponse response, Arrival arrival, ObjectNode completion) {
        var mark = completion.path("countersign");
        response.putHeader("x-should-retry", "false");
        response.putHeader("x-countersign-hold", mark.path("hold").asText());
        if (arrival.route() == Route.EMBEDDINGS) {
            return send(
                    response,
                    new Problem(
                            403,
                            "content_filter",
                            "Kept back",
                            completion
                                    .path("choices")
                                    .get(0)
                                    .path("message")
                                    .path("content")
                                    .asText(),
                            "fetch it after the decision"));
        }
        if (arrival.async()) {
            response.putHeader("location", "/v1/chat/completions/" + mark.path("call").asText());
            return send(response, 202, shaped(arrival, completion));
        }
        return send(response, 200, shaped(arrival, completion));
    }

    /// A microtool's answer says what it found in fields of its own.
    static ObjectNode shaped(Arrival arrival, ObjectNode completion) {
        if (arrival.route() != Route.MICROTOOL) {
            return completion;
        }
        var out = JSON.createObjectNode();
        var mark = completion.path("countersign");
        out.put("id", completion.path("id").asText()).put("object", "microtool.answer");
        out.put("microtool", arrival.prompt());
        out.put("outcome", mark.path("outcome").asText());
        out.put(
                "answer",
                completion.path("choices").path(0).path("message").path("content").asText());
        if (completion.has("label")) {
            out.set("label", completion.get("label"));
            out.set("details", completion.get("details"));
        }
        out.set("countersign", mark);
        return out;
    }

    private void get(HttpServerRequest request, String path) {
        var identity = identity(request);
        if (path.equals("/v1/models")) {
            send(request.response(), 200, models(identity));
        } else if (path.startsWith("/v1/models/")) {
            send(request.response(), 200, model(identity, path.substring("/v1/models/".length())));
        } else if (path.startsWith("/v1/chat/completions/")) {
            var id = path.substring("/v1/chat/completions/".length());
            OffLoop.run(vertx, () -> holds.fetch(identity, id))
                    .onSuccess(completion -> send(request.response(), 200, completion))
                    .onFailure(e -> send(request.response(), Failures.problem(e)));
        } else {
            throw noRoute(request);
        }
    }

    private ObjectNode models(Identity identity) {
        var out = JSON.createObjectNode().put("object", "list");
        var data = out.putArray("data");
        usable(identity).forEach(name -> data.add(model(name)));
        return out;
    }

    private ObjectNode model(Identity identity, String name) {
        if (!usable(identity).contains(name)) {
            throw new Problem(
                            404,
                            "model_not_found",
                            "No such prompt",
                            "none of your roles may run `" + name + "`, or it has no live version",
                            "GET /v1/models lists what you may use")
                    .asException();
        }
        return model(name);
    }

    private ObjectNode model(String name) {
        var out = JSON.createObjectNode().put("id", name).put("object", "model");
        parts.library()
                .live(name)
                .ifPresent(p ->
                        out.put("created", p.createdAt().getEpochSecond())
                                .put("owned_by", p.owner())
                                .put("version", p.version())
                                .put("description", p.summary()));
        return out;
    }

    private List<String> usable(Identity identity) {
        return parts.rulebooks()
                .current()
                .map(Rulebook::promptsOfRole)
                .map(roles ->
                        identity.person().roles().stream()
                                .flatMap(r -> roles.getOrDefault(r, Set.of()).stream())
                                .distinct()
                                .filter(n -> parts.library().live(n).isPresent())
                                .sorted()
                                .toList())
                .orElse(List.of());
    }

    private Future<Buffer> body(HttpServerRequest request) {
        var body = Buffer.buffer();
        io.vertx.core.Promise<Buffer> whole = io.vertx.core.Promise.promise();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY_BYTES) {
                // What still comes is read and dropped, so that the caller sees the answer.
                request.handler(_ -> {});
                whole.tryFail(tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> whole.tryComplete(body));
        request.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    private static Arrival arrival(
            Route route, Identity identity, HttpServerRequest request, Buffer bytes) {
        var body = json(bytes);
        String prompt;
        if (route == Route.MICROTOOL) {
            prompt = path(request).substring("/v1/microtools/".length());
        } else if (body.path("model").isTextual()) {
            prompt = body.path("model").textValue();
        } else {
            throw Messages.malformed("`model` must name a prompt of the library");
        }
        var prefer = request.getHeader("prefer");
        return new Arrival(
                route,
                identity,
                prompt,
                body,
                route == Route.CHAT && body.path("stream").asBoolean(false),
                prefer != null && prefer.contains("respond-async"),
                idempotencyKey(request));
    }

    private static Optional<String> idempotencyKey(HttpServerRequest request) {
        var key =
                Optional.ofNullable(request.getHeader("idempotency-key")).filter(k -> !k.isBlank());
        if (key.filter(k -> k.length() > 200).isPresent()) {
            throw Messages.malformed("`Idempotency-Key` has more than 200 characters");
        }
        return key;
    }

    private static ObjectNode json(Buffer bytes) {
        try {
            // A Jackson parser given bytes refuses invalid UTF-8 by itself.
            if (JSON.readTree(bytes.getBytes()) instanceof ObjectNode object) {
                return object;
            }
            throw Messages.malformed("the body must be a JSON object");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Messages.malformed(
                    "the body is not valid JSON"
                            + (at == null
                                    ? ""
                                    : " at line "
                                            + at.getLineNr()
                                            + ", column "
                                            + at.getColumnNr()));
        } catch (IOException e) {
            throw Messages.malformed("the body is not valid UTF-8");
        }
    }

    private Identity identity(HttpServerRequest request) {
        var header = request.getHeader("authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthenticated("the request carries no key");
        }
        return parts.people()
                .byKey(header.substring(7).strip())
                .orElseThrow(
                        () -> unauthenticated("the key is unknown, has expired or was revoked"));
    }

    private static ProblemException unauthenticated(String detail) {
        return new Problem(
                        401,
                        "invalid_api_key",
                        "No valid key",
                        detail,
                        "send `Authorization: Bearer` with a key from your profile page")
                .asException();
    }

    private static String path(HttpServerRequest request) {
        var path = request.path();
        return path == null ? "/" : path;
    }

    private static ProblemException noRoute(HttpServerRequest request) {
        return new Problem(
                        404,
                        "no-route",
                        "Nothing here",
                        request.method() + " " + request.path() + " is not part of this API",
                        "the gateway serves /v1/chat/completions, /v1/embeddings, /v1/models and"
                                + " /v1/microtools/{name}")
                .asException();
    }

    private static ProblemException tooLarge() {
        return new Problem(
                        413,
                        "too-large",
                        "The request is too large",
                        "the body has more than " + MAX_BODY_BYTES + " bytes",
                        "send less text, for example the parts that matter")
                .asException();
    }

    static Future<Void> send(HttpServerResponse response, Problem problem) {
        if (!response.headers().contains("x-should-retry")) {
            var passing =
                    problem.status() == 503
                            || problem.status() == 429
                            || problem.status() == 504
                            || UNDER_WAY.contains(problem.code());
            response.putHeader("x-should-retry", passing ? "true" : "false");
        }
        if (problem.status() == 503) {
            response.putHeader("retry-after", "1");
        }
        return send(response, problem.status(), Completions.error(problem));
    }

    static Future<Void> send(HttpServerResponse response, int status, ObjectNode body) {
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(Preparation.bytes(body)));
    }

    private static Future<Void> sendWritten(HttpServerResponse response, String json) {
        return response.putHeader("content-type", "application/json").end(json);
    }
}
