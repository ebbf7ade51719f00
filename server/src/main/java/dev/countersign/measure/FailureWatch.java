package dev.countersign.measure;

import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.measure.FailureModes.Mode;
import dev.countersign.measure.FailureModes.State;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Looks for the failure modes once a day, and says so once when one begins and when it ends.
/// Threads may share it.
public final class FailureWatch {
    /// The stretch of time that is judged, and the one before that it is compared with.
    public static final int DAYS = 28;

    private static final String KIND = "measure.failure-modes";
    private static final String SYSTEM = "system:measure";
    private static final Duration EVERY = Duration.ofDays(1);

    /// Tells those who answer for the programme, in the transaction.
    @FunctionalInterface
    public interface Teller {
        void tell(Tx tx, String key, String sentence, String href, Instant until)
                throws SQLException;
    }

    private final Storage storage;
    private final Ledger ledger;
    private final Timers timers;
    private final IntFunction<FailureModes.Facts> facts;
    private final Teller teller;
    private final InstantSource clock;
    private final ModeStore store = new ModeStore();

    /// @param facts of the last days, by how many
    public FailureWatch(
            Storage storage,
            Ledger ledger,
            Timers timers,
            IntFunction<FailureModes.Facts> facts,
            Teller teller,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.timers = timers;
        this.facts = facts;
        this.teller = teller;
        this.clock = clock;
        timers.handle(KIND, (tx, subject, _) -> due(tx, subject));
        storage.writeAndWait(tx -> {
            timers.setIfAbsent(tx, KIND, "daily", clock.instant().plus(EVERY));
            return true;
        });
    }

    /// As it is now.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403
    public List<Mode> modes(Identity who) {
        if (!Kpis.reads(who)) {
            throw Refusal.role("failure modes are for those who steer the programme");
        }
        return FailureModes.of(facts.apply(DAYS));
    }

    /// Only notes that it is time: counting a month's records is too long for a unit of work.
    private void due(Tx tx, String subject) {
        store.due(tx, clock.instant());
        timers.set(tx, KIND, subject, clock.instant().plus(EVERY));
    }

    /// Looks where that is due; called after timers ran.
    public synchronized void lookDue() {
        if (!storage.read(store::isDue)) {
            return;
        }
        var modes = FailureModes.of(facts.apply(DAYS));
        storage.writeAndWait(tx -> {
            for (var mode : modes) {
                note(tx, mode);
            }
            store.looked(tx);
            return true;
        });
    }

    /// Where there is too little to judge by, what was said stands.
    private void note(Tx tx, Mode mode) throws SQLException {
        var was = store.isSeen(tx, mode.id());
        if (mode.state() == State.UNKNOWN || was == (mode.state() == State.SEEN)) {
            return;
        }
        var now = clock.instant();
        store.seen(tx, mode.id(), !was, now);
        var words =
                mode.said().stream()
                        .map(FailureModes.Said::sentence)
                        .collect(Collectors.joining("; "));
        ledger.append(
                tx,
                new Entry(
                        was ? "failure_mode.ended" : "failure_mode.seen",
                        SYSTEM,
                        mode.id(),
                        Map.of("said", words)));
        if (!was) {
            teller.tell(
                    tx,
                    "failure-mode|" + mode.id() + "|" + now.toEpochMilli(),
                    mode.title() + ": " + mode.said().getFirst().sentence(),
                    "/kpis/failure-modes",
                    now.plus(Duration.ofDays(DAYS)));
        }
    }
}
