package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// On PostgreSQL: every node tries, whoever gets the lease's row lock takes waiting entries in.
final class LeasedTree implements Tree {
    private static final System.Logger LOG = System.getLogger(LeasedTree.class.getName());
    private static final int MOST = 1_000;
    private static final long POLL_MILLIS = 100;

    private final Storage storage;
    private final TreeStore store;
    private final EntryStore entries;
    private final Growth growth;
    private final Thread thread;
    private volatile @Nullable TreeState known;

    LeasedTree(Storage storage, TreeStore store, EntryStore entries, Growth growth) {
        this.storage = storage;
        this.store = store;
        this.entries = entries;
        this.growth = growth;
        growth.to(storage.read(store::size));
        thread = Thread.ofVirtual().name("countersign-integrator").start(this::run);
    }

    @Override
    public long claim(Tx tx, byte[] leaf) {
        return -1;
    }

    private void run() {
        try {
            while (!growth.closed()) {
                var before = growth.size();
                growth.to(integrated());
                if (growth.size() - before < MOST) {
                    growth.pause(POLL_MILLIS);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private long integrated() {
        try {
            var state = storage.write(Priority.CALL, this::integrate).join();
            if (state != null) {
                known = state;
                return state.size();
            }
            return storage.read(store::size);
        } catch (CompletionException | dev.countersign.storage.StorageException problem) {
            LOG.log(System.Logger.Level.WARNING, "the tree did not grow; trying again", problem);
            return growth.size();
        }
    }

    /// Null where another node leads.
    private @Nullable TreeState integrate(Tx tx) throws SQLException {
        // The row lock orders integrators; a snapshot from before it would miss the last one's
        // work.
        tx.jdbi().execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        if (!store.leads(tx)) {
            return null;
        }
        var last = known;
        var state = last != null && last.size() == store.size(tx) ? last.copy() : store.load(tx);
        for (var row : entries.waiting(tx, MOST)) {
            entries.place(tx, row.id(), state.size());
            state.add(
                    Merkle.leafHash(row.leaf()),
                    (level, number, hashes) -> store.put(tx, level, number, hashes));
        }
        return state;
    }

    @Override
    public void close() {
        growth.close();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
