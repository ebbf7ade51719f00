package dev.countersign.retention;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbooks;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Destroys, once a day, the sealed values that are older than the playbook's
/// `observability.audit_trail.retention_days`. Leaves and their proofs stay.
public final class Retention {
    private static final String TIMER = "retention";

    /// So many at a time, so that nobody waits for a long unit of work.
    private static final int MOST = 500;

    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Playbooks playbooks;
    private final Timers timers;
    private final InstantSource clock;

    public Retention(
            Storage storage,
            Ledger ledger,
            Playbooks playbooks,
            Timers timers,
            InstantSource clock) {
        this.ledger = ledger;
        this.playbooks = playbooks;
        this.timers = timers;
        this.clock = clock;
        timers.handle(TIMER, (tx, subject, _) -> due(tx, subject));
        playbooks.onActive(_ ->
                storage.writeAndWait(tx -> {
                    timers.setIfAbsent(tx, TIMER, "daily", clock.instant().plus(EVERY));
                    return true;
                }));
    }

    private void due(Tx tx, String subject) {
        var more = playbooks.active().map(loaded -> apply(tx, loaded)).orElse(false);
        timers.set(tx, TIMER, subject, clock.instant().plus(more ? SOON : EVERY));
    }

    /// True where there is more to destroy.
    private boolean apply(Tx tx, LoadedPlaybook loaded) {
        var days = loaded.playbook().observability().auditTrail().retentionDays();
        Instant before = clock.instant().minus(Duration.ofDays(days));
        var gone = ledger.expire(tx, before, MOST);
        if (gone.calls() + gone.values() > 0) {
            ledger.append(
                    tx,
                    new Entry(
                            "retention.applied",
                            "system:retention",
                            "retention",
                            Map.of(
                                    "before", before.toString(),
                                    "retention_days", (long) days,
                                    "calls", gone.calls(),
                                    "values", gone.values())));
        }
        return gone.calls() == MOST || gone.values() == MOST;
    }
}
