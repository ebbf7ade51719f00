package dev.countersign.gateway;

import dev.countersign.egress.Outbound;
import dev.countersign.egress.Outbound.Answered;
import dev.countersign.egress.Upstream;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.gateway.Probe.Capability;
import dev.countersign.gateway.Probe.State;
import dev.countersign.kernel.Digests;
import dev.countersign.ledger.Entry;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.Prompt.Kind;
import dev.countersign.prompt.Prompt.Recipe;
import dev.countersign.prompt.Prompt.Streaming;
import dev.countersign.redaction.Masking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every model that a live prompt uses what it can do: once per registration, again later
/// where it could not be asked. No start and no call waits for it.
public final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;

    private final GatewayParts parts;
    private final ProbeStore store = new ProbeStore();
    private final Outbound outbound;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Probes(Vertx vertx, GatewayParts parts) {
        this.parts = parts;
        this.outbound = new Outbound(vertx, 2, shorter(parts.upstreamDeadline()), MOST_BYTES);
    }

    private static Duration shorter(Duration deadline) {
        return deadline.compareTo(ANSWER_WITHIN) < 0 ? deadline : ANSWER_WITHIN;
    }

    /// A model of an upstream that some live prompt uses.
    private record Target(Upstream upstream, String model, boolean embedding) {
        String digest() {
            return Digests.hex(
                    upstream.url()
                            + "\n"
                            + upstream.region()
                            + "\n"
                            + upstream.modelVersion()
                            + "\n"
                            + model
                            + "\n"
                            + embedding);
        }
    }

    public List<Probe> all() {
        return parts.storage().read(store::all);
    }

    /// Says in the log what live prompts lack, as far as earlier probes know. Blocks.
    public void warn() {
        warnings().forEach(w -> LOG.warn("upstream-lacks {}", w));
    }

    /// What live prompts ask for and their upstream cannot give, in words.
    public List<String> warnings() {
        var known = all();
        var out = new ArrayList<String>();
        parts.library().live().stream()
                .sorted(java.util.Comparator.comparing(Prompt::name))
                .forEach(prompt ->
                        known.stream()
                                .filter(p ->
                                        p.upstream().equals(prompt.upstream())
                                                && p.model().equals(prompt.model()))
                                .forEach(p -> lacking(prompt, p).ifPresent(out::add)));
        return out;
    }

    private static Optional<String> lacking(Prompt prompt, Probe probe) {
        if (prompt.recipe() == Recipe.LOGPROBS && probe.lacks(Capability.LOGPROBS)) {
            return Optional.of(
                    "prompt `"
                            + prompt.reference()
                            + "` takes its confidence from log-probabilities, which `"
                            + prompt.upstream()
                            + "` does not return for `"
                            + prompt.model()
                            + "`: its answers come without a confidence and are held wherever the"
                            + " playbook requires one; publish a version with another recipe or"
                            + " upstream");
        }
        if (prompt.streaming() == Streaming.LIVE && probe.lacks(Capability.STREAMING)) {
            return Optional.of(
                    "prompt `"
                            + prompt.reference()
                            + "` streams live, but `"
                            + prompt.upstream()
                            + "` does not stream `"
                            + prompt.model()
                            + "`: its streamed calls fail; publish a version with streaming"
                            + " `whole`");
        }
        return Optional.empty();
    }

    /// Starts asking what is due, unless that is under way. Returns at once.
    public void start() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("probes")
                    .start(() -> {
                        try {
                            runDue();
                        } catch (RuntimeException e) {
                            LOG.warn("probe-failed", e);
                        } finally {
                            busy.set(false);
                        }
                    });
        }
    }

    /// Asks what is due and waits for the answers.
    public void runDue() {
        oneAtATime.lock();
        try {
            askAllDue();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void askAllDue() {
        var targets = targets();
        if (targets.isEmpty()) {
            return;
        }
        var known = all();
        for (var target : targets) {
            if (isDue(target, known)) {
                record(target, probe(target, known));
            }
        }
    }

    private List<Target> targets() {
        if (parts.rulebooks().current().isEmpty()) {
            return List.of();
        }
        var out = new ArrayList<Target>();
        for (var prompt : parts.library().live()) {
            parts.upstreams()
                    .named(prompt.upstream())
                    .map(u -> new Target(u, prompt.model(), prompt.kind() == Kind.EMBEDDING))
                    .filter(t -> prompt.kind() != Kind.REPORT && !out.contains(t))
                    .ifPresent(out::add);
        }
        return out;
    }

    private static Optional<Probe> earlier(Target target, List<Probe> known) {
        return known.stream()
                .filter(p ->
                        p.upstream().equals(target.upstream().name())
                                && p.model().equals(target.model())
                                && p.target().equals(target.digest()))
                .findFirst();
    }

    private boolean isDue(Target target, List<Probe> known) {
        var refusal = outside(target);
        return earlier(target, known)
                .map(p ->
                        refusal.isPresent()
                                ? p.state() != State.OUTSIDE
                                : p.state() == State.OUTSIDE
                                        || p.retryAt().filter(at -> !at.isAfter(now())).isPresent())
                .orElse(true);
    }

    private Optional<String> outside(Target target) {
        return parts.rulebooks()
                .current()
                .flatMap(rulebook ->
                        rulebook.residency()
                                .refusal(
                                        "upstream `" + target.upstream().name() + "`",
                                        target.upstream().region()));
    }

    private Probe probe(Target target, List<Probe> known) {
        var refusal = outside(target);
        if (refusal.isPresent()) {
            return result(target, State.OUTSIDE, refusal.get(), Map.of(), 0, Optional.empty());
        }
        try {
            var can = target.embedding() ? embeddings(target) : chat(target);
            return result(target, State.PROBED, "", can, 0, Optional.empty());
        } catch (UpstreamFailure e) {
            var attempts = 1 + earlier(target, known).map(Probe::attempts).orElse(0);
            // Half a minute, a minute, two … at most an hour.
            var wait = Duration.ofSeconds(Math.min(3_600, 15L << Math.min(attempts, 12)));
            return result(
                    target,
                    State.UNREACHED,
                    String.valueOf(e.getMessage()),
                    Map.of(),
                    attempts,
                    Optional.of(now().plus(wait)));
        }
    }

    private Probe result(
            Target target,
            State state,
            String detail,
            Map<Capability, Boolean> can,
            int attempts,
            Optional<Instant> retryAt) {
        return new Probe(
                target.upstream().name(),
                target.model(),
                target.digest(),
                state,
                detail,
                can,
                attempts,
                now(),
                retryAt);
    }

    private Map<Capability, Boolean> embeddings(Target target) {
        var answered = ask(target, "embeddings", ProbeQuestions.embeddings(target.model()));
        return Map.of(
                Capability.EMBEDDINGS,
                told(target, answered, ProbeQuestions.hasEmbedding(answered)));
    }

    private Map<Capability, Boolean> chat(Target target) {
        var model = target.model();
        var limit = limit(target);
        var can = new EnumMap<Capability, Boolean>(Capability.class);
        var logprobs = ask(target, ProbeQuestions.logprobs(model, limit));
        can.put(Capability.LOGPROBS, told(target, logprobs, ProbeQuestions.hasLogprobs(logprobs)));
        var stream = ask(target, ProbeQuestions.streaming(model, limit));
        can.put(Capability.STREAMING, told(target, stream, ProbeQuestions.streams(stream)));
        var tools = ask(target, ProbeQuestions.streamedToolCalls(model, limit));
        can.put(
                Capability.STREAMED_TOOL_CALLS,
                told(target, tools, ProbeQuestions.streamsToolCalls(tools)));
        return can;
    }

    /// Newer models know only `max_completion_tokens`, older servers only `max_tokens`.
    private String limit(Target target) {
        var failure = new UpstreamFailure("garbage", "nothing was asked");
        for (var limit : List.of("max_tokens", "max_completion_tokens")) {
            var answered = ask(target, ProbeQuestions.plain(target.model(), limit));
            if (ProbeQuestions.isCompletion(answered)) {
                return limit;
            }
            failure = failure(target, answered);
            if (!ProbeQuestions.refusesTheQuestion(answered)) {
                break;
            }
        }
        throw failure;
    }

    /// An answer or a refusal tells something; a busy or broken upstream does not.
    private boolean told(Target target, Answered answered, boolean can) {
        if (answered.status() != 200 && !ProbeQuestions.refusesTheQuestion(answered)) {
            throw failure(target, answered);
        }
        return can;
    }

    private UpstreamFailure failure(Target target, Answered answered) {
        return answered.status() == 200
                ? new UpstreamFailure(
                        "garbage",
                        "`" + target.upstream().name() + "` answered, but not as OpenAI would")
                : UpstreamErrors.of(target.upstream(), answered, new Masking(parts.rules()));
    }

    private Answered ask(Target target, com.fasterxml.jackson.databind.JsonNode question) {
        return ask(target, "chat/completions", question);
    }

    private Answered ask(
            Target target, String operation, com.fasterxml.jackson.databind.JsonNode question) {
        var accept = question.path("stream").asBoolean() ? "text/event-stream" : "application/json";
        var pending =
                outbound.post(
                        target.upstream(),
                        operation,
                        Buffer.buffer(Preparation.bytes(question)),
                        accept);
        try {
            // Outbound has its own deadline; this one only guards against a stopped event loop.
            return pending.answer()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            pending.cancel().run();
            throw new UpstreamFailure("late", "the probe was not answered in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UpstreamFailure known
                    ? known
                    : new UpstreamFailure("broken-off", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailure("cancelled", "the server stops");
        }
    }

    /// The ledger hears of what is new, not of every further attempt in vain.
    private void record(Target target, Probe probe) {
        parts.storage()
                .writeAndWait(tx -> {
                    var before = store.find(tx, probe.upstream(), probe.model());
                    store.put(tx, probe);
                    var isNews =
                            before.filter(b ->
                                            b.target().equals(probe.target())
                                                    && b.state() == probe.state()
                                                    && b.can().equals(probe.can()))
                                    .isEmpty();
                    if (isNews) {
                        parts.ledger()
                                .append(
                                        tx,
                                        new Entry(
                                                "upstream.probed",
                                                "system:gateway",
                                                probe.upstream(),
                                                facts(target, probe)));
                    }
                    return true;
                });
        if (probe.state() == State.PROBED) {
            warnings().stream()
                    .filter(w -> w.contains("`" + probe.model() + "`"))
                    .forEach(w -> LOG.warn("upstream-lacks {}", w));
        } else {
            LOG.warn(
                    "upstream-not-probed upstream={} model={} because={}",
                    probe.upstream(),
                    probe.model(),
                    probe.detail());
        }
    }

    private static Map<String, Object> facts(Target target, Probe probe) {
        var can = new TreeMap<String, Object>();
        probe.can().forEach((c, yes) -> can.put(c.name().toLowerCase(Locale.ROOT), yes));
        return Map.of(
                "model", probe.model(),
                "model_version", target.upstream().modelVersion(),
                "region", target.upstream().region(),
                "state", probe.state().name().toLowerCase(Locale.ROOT),
                "can", can);
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
