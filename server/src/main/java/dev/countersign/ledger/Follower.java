package dev.countersign.ledger;

import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Shows every entry to one effect, in leaf order; position and effect move in one transaction.
final class Follower implements Runnable {
    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final int MOST = 32;
    private static final long POLL_MILLIS = 1_000;
    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final String name;
    private final Ledger.Effect effect;
    private final Storage storage;
    private final FollowerStore positions;
    private final EntryStore entries;
    private final Recorder recorder;
    private final Growth growth;
    private volatile FollowerStatus status;

    Follower(
            String name,
            Ledger.Effect effect,
            Storage storage,
            EntryStore entries,
            Recorder recorder,
            Growth growth) {
        this.name = name;
        this.effect = effect;
        this.storage = storage;
        this.positions = new FollowerStore();
        this.entries = entries;
        this.recorder = recorder;
        this.growth = growth;
        this.status = new FollowerStatus(name, 0, Optional.empty());
    }

    FollowerStatus status() {
        return status;
    }

    @Override
    public void run() {
        var wait = FIRST_WAIT_MILLIS;
        try {
            while (!growth.closed()) {
                try {
                    // After a failure one at a time, so that the good ones before it get through.
                    advance(status.problem().isEmpty() ? MOST : 1);
                    wait = FIRST_WAIT_MILLIS;
                } catch (RuntimeException problem) {
                    report(problem);
                    growth.pause(wait);
                    wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void advance(int most) throws InterruptedException {
        var size = growth.beyond(status.position(), POLL_MILLIS);
        if (size > status.position()) {
            var position = storage.write(Priority.BULK, tx -> shown(tx, size, most)).join();
            status = new FollowerStatus(name, position, Optional.empty());
        }
    }

    /// Returns the new position. Reads the old one afresh: another node may have moved it.
    private long shown(Tx tx, long size, int most) throws Exception {
        var position = positions.position(tx, name);
        var end = Math.min(size, position + most);
        for (var entry : recorder.read(tx, entries.range(tx, position, end))) {
            effect.on(tx, entry);
            position = entry.index() + 1;
        }
        positions.move(tx, name, position);
        return position;
    }

    private void report(RuntimeException problem) {
        var cause = problem instanceof CompletionException ? problem.getCause() : problem;
        LOG.log(
                System.Logger.Level.WARNING,
                "follower `" + name + "` failed at leaf " + status.position() + "; trying again",
                cause);
        status = new FollowerStatus(name, status.position(), Optional.of(String.valueOf(cause)));
    }
}
