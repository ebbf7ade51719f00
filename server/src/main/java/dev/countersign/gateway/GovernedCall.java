package dev.countersign.gateway;

import dev.countersign.egress.Outbound;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Reason;
import dev.countersign.policy.PersonalDataFound;
import dev.countersign.policy.Rulebook;
import dev.countersign.policy.Rules;
import dev.countersign.policy.Verdict;
import dev.countersign.prompt.Prompt;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Masking;
import dev.countersign.storage.Reservation;
import dev.countersign.storage.StorageException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The governed call, step by step. Read [#govern] first.
///
/// No byte of an answer leaves before every rule that could stop it has been evaluated and its
/// release is durable. Nothing here blocks the event loop. One per event loop.
final class GovernedCall {
    /// Above this, reading and masking a request moves off the event loop.
    private static final int LARGE_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final GatewayParts parts;
    private final Records records;
    private final Outbound outbound;
    private final UnseenCalls unseen;
    private final Context context;
    private final Inbox inbox;

    /// Runs on the event loop that makes it, or on a new one where no loop does.
    GovernedCall(Vertx vertx, GatewayParts parts, Records records, Outbound outbound) {
        this.vertx = vertx;
        this.parts = parts;
        this.records = records;
        this.outbound = outbound;
        this.unseen = new UnseenCalls(vertx, parts, outbound);
        this.context = vertx.getOrCreateContext();
        this.inbox = new Inbox(context);
    }

    /// Where [#govern] is to be called.
    Context context() {
        return context;
    }

    /// From arrival to outcome. Never fails: every ending is an [Outcome].
    Future<Outcome> govern(Arrival arrival, int bytes, Caller caller) {
        Reservation place;
        try {
            place = parts.storage().reserve();
        } catch (StorageException e) {
            return Future.succeededFuture(new Outcome.Refused(unrecordable(e)));
        }
        return prepare(arrival, bytes)
                .compose(prepared -> onLoop(records.request(prepared)))
                .compose(prepared -> callAndJudge(prepared, place, caller))
                .recover(e -> refused(arrival, e))
                .onComplete(_ -> place.close());
    }

    /// A call whose answer nobody is shown. Fails with a problem.
    Future<Rehearsal.Unshown> rehearse(Arrival arrival, int bytes) {
        Reservation place;
        try {
            place = parts.storage().reserve();
        } catch (StorageException e) {
            return Future.failedFuture(unrecordable(e).asException());
        }
        return prepare(arrival, bytes)
                .compose(prepared -> onLoop(records.request(prepared.ungated())))
                .compose(prepared ->
                        answer(prepared, new Caller())
                                .compose(answer ->
                                        onLoop(
                                                records.unshown(
                                                        place,
                                                        prepared,
                                                        answer,
                                                        verdict(prepared, answer))))
                                .recover(e -> unheard(prepared, place, e)))
                .onComplete(_ -> place.close());
    }

    private Future<Rehearsal.Unshown> unheard(Prepared prepared, Reservation place, Throwable e) {
        var problem = Failures.problem(e);
        return onLoop(records.ending(place, prepared, CallState.FAILED, problem.code()))
                .transform(_ -> Future.failedFuture(problem.asException()));
    }

    /// Admit, redact and locate; the gate and every permission are checked again when recording.
    Future<Prepared> prepare(Arrival arrival, int bytes) {
        Rulebook rulebook;
        Prompt prompt;
        try {
            rulebook = rulebook();
            prompt = prompt(arrival, rulebook);
        } catch (ProblemException e) {
            return Future.failedFuture(e);
        }
        return bytes > LARGE_BYTES || rulebook.names()
                ? OffLoop.run(vertx, () -> prepareNow(arrival, rulebook, prompt))
                : now(() -> prepareNow(arrival, rulebook, prompt));
    }

    private Prepared prepareNow(Arrival arrival, Rulebook rulebook, Prompt prompt) {
        return prepared(parts, parts.ids().next("call"), arrival, rulebook, prompt);
    }

    static Prepared prepared(
            GatewayParts parts, String id, Arrival arrival, Rulebook rulebook, Prompt prompt) {
        Finder finder = rulebook.redact() ? parts.finders().of(rulebook) : text -> List.of();
        var upstream =
                prompt.upstream().equals("on-box")
                        ? Optional.<dev.countersign.egress.Upstream>empty()
                        : Optional.of(
                                parts.upstreams()
                                        .named(prompt.upstream())
                                        .orElseThrow(() -> noUpstream(prompt)));
        return Preparation.prepare(id, arrival, rulebook, prompt, upstream, new Masking(finder));
    }

    private Future<Outcome> callAndJudge(Prepared prepared, Reservation place, Caller caller) {
        return answer(prepared, caller)
                .compose(answer -> judge(prepared, place, answer))
                .recover(e -> ended(prepared, place, e, caller));
    }

    private Future<Answer> answer(Prepared prepared, Caller caller) {
        if (prepared.upstream().isEmpty()) {
            return OffLoop.run(vertx, () -> onBox(parts, prepared));
        }
        var pending =
                outbound.post(
                        prepared.upstream().get(),
                        prepared.arrival().route().operation,
                        Buffer.buffer(prepared.outgoingBytes()));
        caller.whenGone(pending.cancel());
        return pending.answer()
                .compose(answered ->
                        answered.body().length() > LARGE_BYTES || prepared.rulebook().names()
                                ? OffLoop.run(vertx, () -> Answers.read(prepared, answered))
                                : now(() -> Answers.read(prepared, answered)));
    }

    static Answer onBox(GatewayParts parts, Prepared prepared) {
        var assist = parts.assist();
        if (!assist.serves().contains(prepared.prompt().name())) {
            throw new UpstreamFailure(
                    "no-microtool",
                    "`" + prepared.prompt().name() + "` is not among the on-box microtools");
        }
        return Answers.of(
                prepared,
                assist.answer(prepared.prompt().name(), prepared.text()),
                parts.clock().instant().getEpochSecond());
    }

    private Future<Outcome> judge(Prepared prepared, Reservation place, Answer answer) {
        var verdict = verdict(prepared, answer);
        var seconds =
                SecondOpinions.of(
                        parts.beside().to(prepared.rulebook()),
                        prepared,
                        answer,
                        readable(prepared, answer),
                        found(prepared, answer),
                        verdict);
        return onLoop(
                        records.outcome(
                                place,
                                prepared,
                                answer,
                                verdict,
                                v -> keptBackForSpace(prepared.rules(), v),
                                seconds))
                .onSuccess(outcome -> unseen.after(prepared, verdict, outcome));
    }

    /// What the rules say of an answer. Pure.
    static Verdict verdict(Prepared prepared, Answer answer) {
        return ActionCalls.guard(
                prepared.rulebook(),
                answer.response(),
                prepared.rules()
                        .judge(
                                answer.confidence().map(c -> new java.math.BigDecimal(c.text())),
                                prepared.text(),
                                readable(prepared, answer),
                                found(prepared, answer)));
    }

    private static String readable(Prepared prepared, Answer answer) {
        return prepared.arrival().route() == Route.EMBEDDINGS ? "" : answer.text();
    }

    private static PersonalDataFound found(Prepared prepared, Answer answer) {
        return new PersonalDataFound(
                prepared.masking().counts().values().stream().mapToInt(Integer::intValue).sum() > 0,
                answer.personalData());
    }

    /// An answer that came to a full disk waits for a person: its record took the space kept back,
    /// and what follows a release (reports, copies, the next question) has none.
    private static Verdict keptBackForSpace(Rules rules, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Release _ ->
                    new Verdict.Hold(
                            rules.approverRole(),
                            List.of(
                                    new Reason(
                                            "disk-full",
                                            "the disk filled up while this was answered",
                                            "no space left",
                                            "",
                                            "storage")));
            case Verdict.Hold hold -> hold;
            case Verdict.Block block -> block;
        };
    }

    /// Anything but an answer. The ending is recorded from the reserved place before it is told.
    private Future<Outcome> ended(
            Prepared prepared, Reservation place, Throwable cause, Caller caller) {
        var problem = Failures.problem(cause);
        var state = caller.gone() ? CallState.ABANDONED : CallState.FAILED;
        return onLoop(records.ending(place, prepared, state, problem.code()))
                .transform(recorded -> {
                    if (caller.gone()) {
                        return Future.succeededFuture(new Outcome.Abandoned(prepared.id()));
                    }
                    return Future.succeededFuture(
                            recorded.succeeded()
                                    ? new Outcome.Failed(prepared.id(), problem)
                                    : new Outcome.Failed(
                                            prepared.id(), Failures.problem(recorded.cause())));
                });
    }

    private Future<Outcome> refused(Arrival arrival, Throwable cause) {
        var problem = Failures.problem(cause);
        return onLoop(records.refusal(arrival, problem))
                .transform(_ -> Future.succeededFuture(new Outcome.Refused(problem)));
    }

    Rulebook rulebook() {
        return parts.rulebooks()
                .current()
                .orElseThrow(() ->
                        new Problem(
                                        503,
                                        "no-playbook",
                                        "No playbook is active",
                                        "no playbook has been activated yet",
                                        "the programme manager activates one on the"
                                                + " Programme page")
                                .asException());
    }

    private Prompt prompt(Arrival arrival, Rulebook rulebook) {
        var roles = arrival.identity().person().roles();
        if (rulebook.roleFor(roles, arrival.prompt()).isEmpty()) {
            throw rulebook.notYours(arrival.prompt()).asException();
        }
        return parts.library()
                .live(arrival.prompt())
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "model_not_found",
                                        "No live version",
                                        "prompt `" + arrival.prompt() + "` has no live version",
                                        "publish and activate one in the prompt library")
                                .asException());
    }

    private static ProblemException noUpstream(Prompt prompt) {
        return new Problem(
                        503,
                        "no-upstream",
                        "The upstream is not registered",
                        "prompt `"
                                + prompt.reference()
                                + "` names upstream `"
                                + prompt.upstream()
                                + "`, which is not registered",
                        "add it to the organisation file, or publish a version that names another")
                .asException();
    }

    private static Problem unrecordable(StorageException e) {
        return Failures.problem(e);
    }

    <T> Future<T> onLoop(CompletableFuture<T> stage) {
        return inbox.bring(stage);
    }

    private static <T> Future<T> now(java.util.concurrent.Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
