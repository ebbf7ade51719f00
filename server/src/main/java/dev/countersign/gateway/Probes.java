package dev.countersign.gateway;

import dev.countersign.egress.UpstreamFailure;
import dev.countersign.gateway.Probe.Capability;
import dev.countersign.gateway.Probe.State;
import dev.countersign.ledger.Entry;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.Prompt.Kind;
import dev.countersign.redaction.Masking;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every model that a live prompt uses what it can do: once per registration, again later
/// where it could not be asked. No start and no call waits for it.
public final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

    private final GatewayParts parts;
    private final ProbeStore store = new ProbeStore();
    private final Prober prober;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Probes(Vertx vertx, GatewayParts parts) {
        this.parts = parts;
        this.prober = new Prober(vertx, parts.upstreamDeadline(), this::masking);
    }

    private Masking masking() {
        return new Masking(
                parts.rulebooks()
                        .current()
                        .map(rulebook -> parts.finders().of(rulebook))
                        .orElse(_ -> List.of()));
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
                .sorted(Comparator.comparing(Prompt::name))
                .forEach(prompt ->
                        known.stream()
                                .filter(p ->
                                        p.upstream().equals(prompt.upstream())
                                                && p.model().equals(prompt.model()))
                                .forEach(
                                        p -> ProbeWarnings.lacking(prompt, p).ifPresent(out::add)));
        return out;
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

    private List<ProbeTarget> targets() {
        if (parts.rulebooks().current().isEmpty()) {
            return List.of();
        }
        var out = new ArrayList<ProbeTarget>();
        // A model that serves both kinds is asked as a chat model, whatever the library's order.
        var prompts =
                parts.library().live().stream()
                        .filter(p -> p.kind() != Kind.REPORT)
                        .sorted(Comparator.comparing(Prompt::kind).thenComparing(Prompt::name))
                        .toList();
        for (var prompt : prompts) {
            parts.upstreams()
                    .named(prompt.upstream())
                    .map(u -> new ProbeTarget(u, prompt.model(), prompt.kind() == Kind.EMBEDDING))
                    .filter(t -> out.stream().noneMatch(t::asksTheSame))
                    .ifPresent(out::add);
        }
        return out;
    }

    private static Optional<Probe> earlier(ProbeTarget target, List<Probe> known) {
        return known.stream().filter(target::isOf).findFirst();
    }

    private boolean isDue(ProbeTarget target, List<Probe> known) {
        var refusal = outside(target);
        return earlier(target, known)
                .map(p ->
                        refusal.isPresent()
                                ? p.state() != State.OUTSIDE
                                : p.state() == State.OUTSIDE
                                        || p.retryAt().filter(at -> !at.isAfter(now())).isPresent())
                .orElse(true);
    }

    private Optional<String> outside(ProbeTarget target) {
        return parts.rulebooks()
                .current()
                .flatMap(rulebook ->
                        rulebook.residency()
                                .refusal(
                                        "upstream `" + target.upstream().name() + "`",
                                        target.upstream().region()));
    }

    private Probe probe(ProbeTarget target, List<Probe> known) {
        var refusal = outside(target);
        if (refusal.isPresent()) {
            return result(target, State.OUTSIDE, refusal.get(), Map.of(), 0, Optional.empty());
        }
        try {
            return result(target, State.PROBED, "", prober.ask(target), 0, Optional.empty());
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
            ProbeTarget target,
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

    /// The ledger hears of what is new, not of every further attempt in vain.
    private void record(ProbeTarget target, Probe probe) {
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

    private static Map<String, Object> facts(ProbeTarget target, Probe probe) {
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
