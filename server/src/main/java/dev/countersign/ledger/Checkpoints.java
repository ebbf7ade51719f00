package dev.countersign.ledger;

import dev.countersign.proof.Checkpoint;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Signs the tree's size and root on the caller's thread, never the writer's, and keeps each.
final class Checkpoints {
    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final long EVERY_MILLIS = 1_000;

    private final Storage storage;
    private final TreeStore store;
    private final Supplier<LedgerKeys> keys;
    private final Growth growth;
    private final InstantSource clock;
    private final Thread thread;

    Checkpoints(
            Storage storage,
            TreeStore store,
            Supplier<LedgerKeys> keys,
            Growth growth,
            InstantSource clock) {
        this.storage = storage;
        this.store = store;
        this.keys = keys;
        this.growth = growth;
        this.clock = clock;
        thread = Thread.ofVirtual().name("countersign-checkpoints").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            long signed = -1;
            while (!growth.closed()) {
                if (growth.beyond(signed, EVERY_MILLIS) > signed) {
                    signed = signedSize(signed);
                    growth.pause(EVERY_MILLIS);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private long signedSize(long before) {
        try {
            return Checkpoint.parse(newest()).size();
        } catch (RuntimeException problem) {
            LOG.log(System.Logger.Level.WARNING, "no checkpoint; trying again", problem);
            return before;
        }
    }

    /// Signs one first if the tree has grown.
    String newest() {
        var now = keys.get();
        record Seen(TreeState state, Optional<String> note) {}
        var seen = storage.read(tx -> new Seen(store.load(tx), store.newestCheckpoint(tx)));
        var size = seen.state().size();
        if (seen.note().isPresent()
                && Checkpoint.parse(seen.note().get()).size() == size
                && Checkpoint.signedBy(seen.note().get(), now.verifier())) {
            return seen.note().get();
        }
        var note =
                new Checkpoint(now.verifier().name(), size, seen.state().root())
                        .signed(now.verifier(), now.signing());
        storage.write(
                        Priority.CALL,
                        tx -> {
                            store.keep(tx, size, note, clock.instant());
                            return size;
                        })
                .join();
        return note;
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
