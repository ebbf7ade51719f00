package dev.countersign.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.desk.Desk;
import dev.countersign.desk.NewCase;
import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Vault;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.Verdict;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Reservation;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the gateway makes durable: a request before it leaves, an outcome before it is told. Every
/// permission is looked at again in the transaction that records its use.
final class Records {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Storage storage;
    private final Ledger ledger;
    private final Vault vault;
    private final People people;
    private final PromptLibrary library;
    private final Gates gates;
    private final Desk desk;
    private final RulebookSource rulebooks;
    private final Beside beside;
    private final AnswerWatch watch;
    private final InstantSource clock;
    private final String node;
    private final CallStore store;

    Records(GatewayParts parts, CallStore store) {
        this.storage = parts.storage();
        this.ledger = parts.ledger();
        this.vault = parts.vault();
        this.people = parts.people();
        this.library = parts.library();
        this.gates = parts.gates();
        this.desk = parts.desk();
        this.rulebooks = parts.rulebooks();
        this.beside = parts.beside();
        this.watch = parts.watch();
        this.clock = parts.clock();
        this.node = parts.node();
        this.store = store;
    }

    /// Durable before the request leaves. Fails with a problem where a permission no longer holds.
    CompletableFuture<Prepared> request(Prepared p) {
        return storage.write(
                Priority.CALL,
                tx -> {
                    revalidate(tx, p);
                    refuseTwin(tx, p);
                    store.insert(tx, p, sealAll(tx, p), node, clock.instant());
                    ledger.append(
                            tx,
                            new Entry(
                                    "call.recorded",
                                    p.arrival().identity().id(),
                                    p.id(),
                                    facts(p)));
                    return p;
                });
    }

    /// The verdict's outcome, durable before anything of the answer leaves.
    ///
    /// @param whenScarce what becomes of the verdict where the disk is full and only the space kept
    ///   back is left
    /// @param seconds what other versions of the rules would have said
    CompletableFuture<Outcome> outcome(
            Reservation place,
            Prepared p,
            Answer answer,
            Verdict judged,
            UnaryOperator<Verdict> whenScarce,
            List<Beside.Second> seconds) {
        return storage.write(
                place,
                tx -> {
                    people.revalidate(tx, p.arrival().identity());
                    var allowed = watched(tx, p, answer, judged);
                    var verdict = tx.scarce() ? whenScarce.apply(allowed) : allowed;
                    var now = clock.instant();
                    var keptBack = keptBack(verdict);
                    var caseId =
                            keptBack.isPresent()
                                    ? desk.open(tx, newCase(p, answer, keptBack.get()))
                                    : null;
                    var state =
                            switch (verdict) {
                                case Verdict.Release _ -> CallState.RELEASED;
                                case Verdict.Hold _ -> CallState.HELD;
                                case Verdict.Block _ -> CallState.BLOCKED;
                            };
                    mark(answer.response(), p, state, answer);
                    var text = answer.response().toString();
                    if (!store.settle(
                            tx,
                            p,
                            state,
                            answer,
                            text,
                            verdict.because(),
                            caseId,
                            seal(tx, p),
                            now)) {
                        throw new IllegalStateException("call " + p.id() + " had ended before");
                    }
                    var facts = outcomeFacts(p, answer, verdict.because());
                    if (caseId != null) {
                        facts.put("case", caseId);
                    }
                    ledger.append(
                            tx,
                            new Entry("call." + state.stored(), "system:gateway", p.id(), facts));
                    if (verdict instanceof Verdict.Release && p.gate().isPresent()) {
                        watch.released(tx, given(p, answer));
                    }
                    // The space kept back is for outcomes, not for what might have been.
                    if (!tx.scarce()) {
                        seconds.forEach(s -> beside.keep(tx, s, Optional.ofNullable(caseId)));
                    }
                    var due = now.plus(p.rulebook().clearance());
                    return switch (verdict) {
                        case Verdict.Release _ ->
                                new Outcome.Released(p.id(), answer.response(), text);
                        case Verdict.Hold(var role, var because) ->
                                new Outcome.Held(
                                        p.id(), String.valueOf(caseId), role, because, due, now);
                        case Verdict.Block(var role, var because) ->
                                new Outcome.Blocked(
                                        p.id(), String.valueOf(caseId), role, because, due, now);
                    };
                });
    }

    /// An answer in shadow mode: kept for its reviewers, shown to nobody else.
    CompletableFuture<Rehearsal.Unshown> unshown(
            Reservation place, Prepared p, Answer answer, Verdict verdict) {
        return storage.write(
                place,
                tx -> {
                    mark(answer.response(), p, CallState.SHADOWED, answer);
                    if (!store.settle(
                            tx,
                            p,
                            CallState.SHADOWED,
                            answer,
                            answer.response().toString(),
                            verdict.because(),
                            null,
                            seal(tx, p),
                            clock.instant())) {
                        throw new IllegalStateException("call " + p.id() + " had ended before");
                    }
                    var would = SecondOpinions.outcome(verdict);
                    var facts = outcomeFacts(p, answer, verdict.because());
                    facts.put("would", would);
                    ledger.append(tx, new Entry("call.shadowed", "system:gateway", p.id(), facts));
                    return new Rehearsal.Unshown(
                            p.id(),
                            p.text(),
                            answer.text(),
                            answer.confidence().map(c -> c.text()),
                            p.prompt().reference(),
                            answer.modelVersion(),
                            would);
                });
    }

    private Verdict watched(Tx tx, Prepared p, Answer answer, Verdict verdict) throws SQLException {
        if (!(verdict instanceof Verdict.Release) || p.gate().isEmpty()) {
            return verdict;
        }
        return watch.objection(tx, given(p, answer))
                .<Verdict>map(why -> new Verdict.Hold(p.rules().approverRole(), List.of(why)))
                .orElse(verdict);
    }

    private static AnswerWatch.Given given(Prepared p, Answer answer) {
        return new AnswerWatch.Given(
                p.id(),
                p.gate().orElseThrow().tool(),
                p.arrival().identity().id(),
                p.prompt().reference(),
                answer.modelVersion(),
                p.text(),
                answer.text(),
                answer.confidence().map(c -> c.text()));
    }

    /// An ending without an answer: the upstream failed, the caller left, or a permission ended.
    CompletableFuture<Boolean> ending(Reservation place, Prepared p, CallState state, String code) {
        return storage.write(
                place,
                tx -> {
                    var moved =
                            store.settle(
                                    tx,
                                    p,
                                    state,
                                    null,
                                    null,
                                    List.of(),
                                    null,
                                    seal(tx, p),
                                    clock.instant());
                    if (moved) {
                        var facts = new HashMap<String, Object>();
                        facts.put("code", code);
                        ledger.append(
                                tx,
                                new Entry(
                                        "call." + state.stored(), "system:gateway", p.id(), facts));
                    }
                    return moved;
                });
    }

    /// "Release began", durable before a live stream's first byte.
    CompletableFuture<Boolean> beginRelease(Reservation place, Prepared p) {
        return storage.write(
                Priority.CALL,
                tx -> {
                    people.revalidate(tx, p.arrival().identity());
                    var moved = store.beginRelease(tx, p.id());
                    if (moved) {
                        ledger.append(
                                tx,
                                new Entry(
                                        "call.release-began", "system:gateway", p.id(), Map.of()));
                    }
                    return moved;
                });
    }

    /// A refusal of somebody we know is recorded with its reason; nothing of the request is kept.
    CompletableFuture<Boolean> refusal(Arrival arrival, Problem problem) {
        return storage.write(
                Priority.CALL,
                tx -> {
                    ledger.append(
                            tx,
                            new Entry(
                                    "call.refused",
                                    arrival.identity().id(),
                                    arrival.prompt(),
                                    Map.of(
                                            "code",
                                            problem.code(),
                                            "detail",
                                            problem.detail(),
                                            "because",
                                            problem.because())));
                    return true;
                });
    }

    /// What the sealed originals of a call are, for an entitled reader; the look is recorded.
    Optional<Map<String, String>> reveal(Identity reader, String callId) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, reader);
            var sealed = store.sealed(tx, callId);
            if (sealed == null) {
                return Optional.of(Map.of());
            }
            var opened = vault.openTexts(tx, callId, sealed, context(callId));
            ledger.append(tx, new Entry("call.revealed", reader.id(), callId, Map.of()));
            return opened;
        });
    }

    /// Two requests with one idempotency key at once: the second is told to fetch the first. A
    /// retry after a failure, or after its caller had left, runs anew.
    private void refuseTwin(Tx tx, Prepared p) {
        var key = p.arrival().idempotencyKey();
        if (key.isEmpty()) {
            return;
        }
        store.byIdempotencyKey(tx, p.arrival().identity().id(), key.get())
                .ifPresent(first -> {
                    if (first.state().endedWithoutAnswer()) {
                        store.giveUpKey(tx, first.id());
                        return;
                    }
                    throw new Problem(
                                    409,
                                    "same-request",
                                    "The same request is under way",
                                    "call `" + first.id() + "` carries the same idempotency key",
                                    "fetch it at /v1/chat/completions/" + first.id())
                            .asException();
                });
    }

    private void revalidate(Tx tx, Prepared p) throws SQLException {
        people.revalidate(tx, p.arrival().identity());
        library.revalidate(tx, p.prompt());
        rulebooks.revalidate(tx, p.rulebook());
        if (p.gate().isPresent()
                && gates.used(tx, p.gate().get(), p.arrival().identity().id())
                        instanceof GateState.Shut(var missing)) {
            throw new Problem(
                            403,
                            "gate",
                            "A gate is shut",
                            "`" + p.prompt().name() + "` is not open to you yet",
                            missing,
                            "meet the condition, or ask a manager for a dated waiver")
                    .asException();
        }
    }

    private static Optional<Verdict> keptBack(Verdict verdict) {
        return verdict instanceof Verdict.Release ? Optional.empty() : Optional.of(verdict);
    }

    private static NewCase newCase(Prepared p, Answer answer, Verdict verdict) {
        var blocked = verdict instanceof Verdict.Block;
        var role =
                switch (verdict) {
                    case Verdict.Hold(var r, _) -> r;
                    case Verdict.Block(var r, _) -> r;
                    case Verdict.Release _ -> throw new IllegalArgumentException("released");
                };
        return new NewCase(
                blocked ? NewCase.Kind.BLOCKED_ANSWER : NewCase.Kind.HELD_ANSWER,
                Titles.of(p.text()),
                p.arrival().identity().id(),
                p.role(),
                role,
                p.id(),
                p.prompt().name(),
                p.text(),
                answer.text(),
                verdict.because(),
                p.requestDigest(),
                answer.digest(),
                p.rulebook().reference(),
                p.prompt().reference(),
                p.prompt().model() + " " + p.prompt().modelVersion(),
                p.region(),
                answer.confidence().map(c -> c.text()),
                p.rulebook().clearance(),
                Optional.empty(),
                List.of());
    }

    /// Our own field beside the upstream's: clients that do not know it keep it or drop it.
    private static void mark(
            com.fasterxml.jackson.databind.node.ObjectNode response,
            Prepared p,
            CallState state,
            Answer answer) {
        response.put("id", p.id());
        var mark = response.putObject("countersign");
        mark.put("outcome", state == CallState.RELEASED ? "released" : state.stored());
        mark.put("call", p.id());
        mark.put("prompt", p.prompt().reference());
        mark.put("playbook", p.rulebook().reference());
        answer.confidence()
                .ifPresent(c -> mark.put("confidence", c.text()).put("recipe", c.recipe()));
        if (p.humanInLoop()) {
            mark.put("draft", true);
        }
        var counts = p.masking().counts();
        if (!counts.isEmpty()) {
            var redacted = mark.putObject("redacted");
            counts.forEach((kind, count) -> redacted.put(kind.name(), count));
        }
    }

    private static Map<String, Object> facts(Prepared p) {
        var facts = new HashMap<String, Object>();
        facts.put("role", p.role());
        facts.put("route", p.arrival().route().name());
        facts.put("prompt", p.prompt().reference());
        facts.put("model", p.prompt().model());
        facts.put("model_version", p.prompt().modelVersion());
        facts.put("upstream", p.upstreamName());
        facts.put("region", p.region());
        facts.put("no_training", p.upstream().map(u -> u.noTraining()).orElse(true));
        facts.put("playbook_version", p.rulebook().reference());
        facts.put("request_digest", p.requestDigest());
        return facts;
    }

    private static Map<String, Object> outcomeFacts(
            Prepared p, Answer answer, List<Reason> because) {
        var facts = new HashMap<String, Object>();
        facts.put("prompt", p.prompt().reference());
        facts.put("playbook_version", p.rulebook().reference());
        facts.put("request_digest", p.requestDigest());
        facts.put("answer_digest", answer.digest());
        facts.put("model_version_reported", answer.modelVersion());
        answer.confidence()
                .ifPresent(c -> {
                    facts.put("confidence", c.text());
                    facts.put("recipe", c.recipe());
                });
        if (!because.isEmpty()) {
            facts.put("rules", because.stream().map(Reason::rule).toList());
        }
        return facts;
    }

    /// Nothing where the answer brought no original that the request had not: what is stored stays.
    private byte @Nullable [] seal(Tx tx, Prepared p) throws SQLException {
        return p.masking().originals().size() == p.originalsInRequest() ? null : sealAll(tx, p);
    }

    private byte @Nullable [] sealAll(Tx tx, Prepared p) throws SQLException {
        return vault.sealTexts(tx, p.id(), p.masking().tokens(), context(p.id()));
    }

    private static byte[] context(String callId) {
        return ("call:" + callId).getBytes(StandardCharsets.UTF_8);
    }
}
