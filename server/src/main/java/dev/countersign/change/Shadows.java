package dev.countersign.change;

import dev.countersign.bundle.Judged;
import dev.countersign.bundle.JudgedListener;
import dev.countersign.change.ChangeRequest.Kind;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.change.ShadowRule.Next;
import dev.countersign.desk.Desk;
import dev.countersign.gateway.Beside;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Rulebook;
import dev.countersign.policy.RulebookCompiler;
import dev.countersign.prompt.Prompt;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches signed changes beside what is in force: what they would have made of each live case is
/// kept, decides nothing, and says in the end whether they go live. Threads may share it.
public final class Shadows implements JudgedListener, Beside {
    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);
    private static final String ENDS = "shadow-ends";
    static final String ITSELF = "system:change";

    private final Storage storage;
    private final Ledger ledger;
    private final Timers timers;
    private final InForce inForce;
    private final ChangeStore changes;
    private final ShadowEnds ends;
    private final InstantSource clock;
    private final ShadowStore store = new ShadowStore();
    private volatile List<Running> running = List.of();

    Shadows(
            Storage storage,
            Ledger ledger,
            Desk desk,
            Timers timers,
            InForce inForce,
            ChangeStore changes,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.timers = timers;
        this.inForce = inForce;
        this.changes = changes;
        this.clock = clock;
        this.ends = new ShadowEnds(ledger, desk, inForce, changes, store, timers, clock, ENDS);
        timers.handle(ENDS, (tx, id, _) -> timeIsUp(tx, id));
    }

    /// A shadow that runs, with what it judges by. What it judges by never changes.
    private record Running(
            ChangeRequest change,
            Shadow shadow,
            Optional<Policies> policies,
            Optional<Rulebook> rulebook,
            Optional<Prompt> prompt,
            boolean overtaken) {
        boolean watches(Kind kind, String base, Instant now) {
            return change.kind() == kind
                    && change.base().equals(base)
                    && shadow.figures().watched() < shadow.ask().cases()
                    && shadow.ends().filter(now::isBefore).isPresent();
        }
    }

    ShadowEnds ends() {
        return ends;
    }

    void ask(Tx tx, String change, ShadowAsk ask) {
        store.insert(tx, change, ask);
    }

    /// Begins to watch where that was asked for; the last one has signed.
    ///
    /// @return whether it was asked for
    boolean begin(Tx tx, ChangeRequest change) throws Exception {
        var asked = store.find(tx, change.id());
        if (asked.isEmpty()) {
            return false;
        }
        inForce.requireStill(tx, change);
        var ask = asked.get().ask();
        var now = clock.instant();
        var until = now.plus(Duration.ofDays(ask.days()));
        changes.settle(tx, change.id(), State.SHADOW, now);
        store.begin(tx, change.id(), now, until);
        timers.set(tx, ENDS, change.id(), until);
        ledger.append(
                tx,
                new Entry(
                        "change.shadow-began",
                        change.proposer(),
                        change.id(),
                        Map.of(
                                "case", change.caseId(),
                                "cases", (long) ask.cases(),
                                "limit", ShadowEnds.limit(ask),
                                "until", until.toString())));
        return true;
    }

    /// Its approval was overturned while it was watched.
    void overturned(Tx tx, ChangeRequest change, String by) {
        ends.stop(tx, change, by, "its approval was overturned", Optional.empty());
    }

    public Optional<Shadow> of(String change) {
        return storage.read(tx -> store.find(tx, change));
    }

    /// Those that differ first, then the newest first.
    public List<WatchedCase> watched(String change, int most) {
        return storage.read(tx -> store.watched(tx, change, most));
    }

    /// Reads anew what is watched, and how far it is.
    public synchronized void refresh() {
        List<Running> read =
                storage.read(tx -> {
                    var out = new ArrayList<Running>();
                    for (var id : store.running(tx)) {
                        var change = changes.find(tx, id).orElseThrow();
                        out.add(
                                new Running(
                                        change,
                                        store.find(tx, id).orElseThrow(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        !inForce.isStill(tx, change)));
                    }
                    return out;
                });
        running = read.stream().map(this::ready).toList();
    }

    private Running ready(Running read) {
        for (var known : running) {
            if (known.change().id().equals(read.change().id())) {
                return new Running(
                        read.change(),
                        read.shadow(),
                        known.policies(),
                        known.rulebook(),
                        known.prompt(),
                        read.overtaken());
            }
        }
        try {
            return compiled(read);
        } catch (RuntimeException e) {
            // It sees nothing then, so its time runs out and it stops; the others go on.
            LOG.warn("shadow-unreadable change={}", read.change().id(), e);
            return read;
        }
    }

    private Running compiled(Running read) {
        var subject = read.change().subject();
        return switch (read.change().kind()) {
            case POLICY ->
                    new Running(
                            read.change(),
                            read.shadow(),
                            inForce.bundles().find(subject).map(b -> b.set().policies()),
                            Optional.empty(),
                            Optional.empty(),
                            read.overtaken());
            case PLAYBOOK ->
                    new Running(
                            read.change(),
                            read.shadow(),
                            Optional.empty(),
                            inForce.playbooks().find(subject).map(RulebookCompiler::compile),
                            Optional.empty(),
                            read.overtaken());
            case PROMPT ->
                    new Running(
                            read.change(),
                            read.shadow(),
                            Optional.empty(),
                            Optional.empty(),
                            inForce.library().versions(subject).stream()
                                    .filter(p -> p.version() == read.change().version())
                                    .findFirst(),
                            read.overtaken());
        };
    }

    @Override
    public List<Unseen> to(Rulebook now) {
        var watching = running;
        if (watching.isEmpty()) {
            return List.of();
        }
        var at = clock.instant();
        return watching.stream()
                .filter(r -> r.watches(Kind.PLAYBOOK, now.digest(), at))
                .flatMap(r -> r.rulebook().map(b -> new Unseen(r.change().id(), b)).stream())
                .toList();
    }

    @Override
    public List<UnseenPrompt> to(Prompt live) {
        var watching = running;
        if (watching.isEmpty()) {
            return List.of();
        }
        var at = clock.instant();
        return watching.stream()
                .filter(r ->
                        r.change().subject().equals(live.name())
                                && r.watches(Kind.PROMPT, String.valueOf(live.version()), at))
                .flatMap(r -> r.prompt().map(p -> new UnseenPrompt(r.change().id(), p)).stream())
                .toList();
    }

    @Override
    public boolean asks(Tx tx, String change, String call, Prompt prompt) {
        if (watchedNow(tx, change).isEmpty()) {
            return false;
        }
        ledger.append(
                tx,
                new Entry(
                        "change.shadow-asked",
                        ITSELF,
                        change,
                        Map.of(
                                "call", call,
                                "prompt", prompt.reference(),
                                "upstream", prompt.upstream(),
                                "model", prompt.modelVersion())));
        return true;
    }

    @Override
    public void keep(Tx tx, Second second, Optional<String> caseId) {
        store.seen(
                tx,
                new WatchedCase(
                        second.change(),
                        second.call(),
                        caseId,
                        second.live(),
                        second.would(),
                        second.because(),
                        clock.instant()));
    }

    @Override
    public void judged(Tx tx, Judged judged) {
        for (var r : running) {
            if (r.policies().isPresent()
                    && r.watches(Kind.POLICY, judged.bundle(), clock.instant())) {
                store.seen(tx, SecondVerdict.of(r.change().id(), r.policies().get(), judged));
            }
        }
    }

    /// Those that have seen enough and wait for an approver.
    List<ChangeRequest> complete() {
        return running.stream()
                .filter(r ->
                        ShadowRule.next(r.shadow().ask(), r.shadow().figures(), false)
                                instanceof Next.AskApprover)
                .map(Running::change)
                .toList();
    }

    /// Ends what has seen enough, what was overtaken and what no longer has its approval.
    public void runDue() {
        refresh();
        for (var r : running) {
            var goesOn =
                    switch (ShadowRule.next(r.shadow().ask(), r.shadow().figures(), false)) {
                        case Next.Watch _, Next.AskApprover _ -> !r.overtaken();
                        case Next.GoLive _, Next.Stop _ -> false;
                    };
            if (!goesOn) {
                end(r.change().id());
            }
        }
    }

    private void end(String id) {
        try {
            storage.writeAndWait(tx -> {
                var change = watchedNow(tx, id);
                if (change.isPresent()) {
                    endWhereDue(tx, change.get(), false);
                }
                return true;
            });
        } catch (ProblemException refused) {
            // What cannot come into force does not stay half-way.
            LOG.warn("shadow-stopped change={} code={}", id, refused.problem().code());
            storage.writeAndWait(tx -> {
                watchedNow(tx, id)
                        .ifPresent(c ->
                                ends.stop(
                                        tx,
                                        c,
                                        ITSELF,
                                        refused.problem().detail(),
                                        Optional.empty()));
                return true;
            });
        }
        inForce.refresh();
        refresh();
    }

    /// The timer stops what has not seen enough; what has goes live in [#runDue], in one place.
    private void timeIsUp(Tx tx, String id) throws Exception {
        var change = watchedNow(tx, id);
        if (change.isPresent()) {
            var shadow = store.find(tx, id).orElseThrow();
            if (!(ShadowRule.next(shadow.ask(), shadow.figures(), true) instanceof Next.GoLive)) {
                endWhereDue(tx, change.get(), true);
            }
        }
    }

    private Optional<ChangeRequest> watchedNow(Tx tx, String id) {
        return changes.find(tx, id).filter(c -> c.state() == State.SHADOW);
    }

    private void endWhereDue(Tx tx, ChangeRequest change, boolean timeIsUp) throws Exception {
        if (!inForce.isStill(tx, change)) {
            ends.stop(
                    tx,
                    change,
                    ITSELF,
                    "something else came into force meanwhile, so what was compared no longer"
                            + " counts; propose it anew",
                    Optional.empty());
            return;
        }
        var shadow = store.find(tx, change.id()).orElseThrow();
        switch (ShadowRule.next(shadow.ask(), shadow.figures(), timeIsUp)) {
            case Next.Watch _, Next.AskApprover _ -> {}
            case Next.Stop(var because) -> ends.stop(tx, change, ITSELF, because, Optional.empty());
            case Next.GoLive _ -> {
                ends.requireApproved(tx, change);
                ends.goLive(tx, change, ITSELF, shadow.figures().inWords(), Optional.empty());
            }
        }
    }
}
