package dev.countersign.gateway;

import dev.countersign.egress.Outbound;
import dev.countersign.gateway.Beside.Second;
import dev.countersign.gateway.Beside.UnseenPrompt;
import dev.countersign.kernel.ProblemException;
import dev.countersign.policy.Verdict;
import dev.countersign.storage.Priority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks another version of a prompt what a caller has just asked, once the caller has their
/// outcome: masked anew, only where the playbook allows, recorded before it leaves, judged by the
/// same rules. Its text is kept nowhere and seen by nobody. One per event loop.
final class UnseenCalls {
    private static final Logger LOG = LoggerFactory.getLogger(UnseenCalls.class);

    /// More at once are let go and counted nowhere: watching must not slow what it watches.
    private static final int AT_ONCE = 8;

    private final Vertx vertx;
    private final GatewayParts parts;
    private final Outbound outbound;
    private final AtomicInteger running = new AtomicInteger();

    UnseenCalls(Vertx vertx, GatewayParts parts, Outbound outbound) {
        this.vertx = vertx;
        this.parts = parts;
        this.outbound = outbound;
    }

    /// Returns at once.
    ///
    /// @param verdict what became of the call
    void after(Prepared live, Verdict verdict, Outcome outcome) {
        if (live.arrival().route() == Route.EMBEDDINGS) {
            return;
        }
        for (var unseen : parts.beside().to(live.prompt())) {
            if (running.incrementAndGet() > AT_ONCE) {
                running.decrementAndGet();
                return;
            }
            ask(live, unseen)
                    .recover(e -> Future.succeededFuture(failed(live, unseen, e)))
                    .compose(would -> keep(live, unseen, verdict, would, caseOf(outcome)))
                    .onComplete(done -> {
                        running.decrementAndGet();
                        if (done.failed()) {
                            LOG.warn(
                                    "shadow-unrecorded change={} call={}",
                                    unseen.change(),
                                    live.id(),
                                    done.cause());
                        }
                    });
        }
    }

    /// @param asked whether the model was asked; where the change is watched no more, it was not
    private record Would(boolean asked, String outcome, String because) {}

    private Future<Would> ask(Prepared live, UnseenPrompt unseen) {
        return OffLoop.run(
                        vertx,
                        () ->
                                GovernedCall.prepared(
                                        parts,
                                        live.id(),
                                        live.arrival(),
                                        live.rulebook(),
                                        unseen.prompt()))
                .compose(p ->
                        recorded(live, unseen)
                                .compose(may ->
                                        may ? answered(p) : Future.succeededFuture(nothing())));
    }

    private static Would nothing() {
        return new Would(false, "", "");
    }

    private Future<Boolean> recorded(Prepared live, UnseenPrompt unseen) {
        return Future.fromCompletionStage(
                parts.storage()
                        .write(
                                Priority.BULK,
                                tx ->
                                        parts.beside()
                                                .asks(
                                                        tx,
                                                        unseen.change(),
                                                        live.id(),
                                                        unseen.prompt())));
    }

    private Future<Would> answered(Prepared p) {
        Future<Answer> answer =
                p.upstream().isEmpty()
                        ? OffLoop.run(vertx, () -> GovernedCall.onBox(parts, p))
                        : outbound.post(
                                        p.upstream().get(),
                                        p.arrival().route().operation,
                                        Buffer.buffer(p.outgoingBytes()))
                                .answer()
                                .compose(a -> OffLoop.run(vertx, () -> Answers.read(p, a)));
        return answer.map(a -> {
            var verdict = GovernedCall.verdict(p, a);
            return new Would(
                    true, SecondOpinions.outcome(verdict), SecondOpinions.because(verdict));
        });
    }

    /// A version that cannot be asked differs from one that can.
    private static Would failed(Prepared live, UnseenPrompt unseen, Throwable e) {
        if (e instanceof ProblemException refused && refused.problem().status() < 500) {
            return new Would(true, "refuse", refused.problem().detail());
        }
        LOG.warn("shadow-failed change={} call={}", unseen.change(), live.id(), e);
        return new Would(true, SecondOpinions.FAILED, "it gave no answer that could be judged");
    }

    private Future<Boolean> keep(
            Prepared live,
            UnseenPrompt unseen,
            Verdict verdict,
            Would would,
            Optional<String> caseId) {
        if (!would.asked()) {
            return Future.succeededFuture(false);
        }
        return Future.fromCompletionStage(
                parts.storage()
                        .write(
                                Priority.BULK,
                                tx -> {
                                    parts.beside()
                                            .keep(
                                                    tx,
                                                    new Second(
                                                            unseen.change(),
                                                            live.id(),
                                                            SecondOpinions.outcome(verdict),
                                                            would.outcome(),
                                                            would.because()),
                                                    caseId);
                                    return true;
                                }));
    }

    private static Optional<String> caseOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Held held -> Optional.of(held.caseId());
            case Outcome.Blocked blocked -> Optional.of(blocked.caseId());
            case Outcome.Released _, Outcome.Refused _, Outcome.Failed _, Outcome.Abandoned _ ->
                    Optional.empty();
        };
    }
}
