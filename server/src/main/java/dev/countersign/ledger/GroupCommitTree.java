package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import dev.countersign.storage.BatchListener;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// On SQLite: leaves enter the tree inside the physical commit. Everything but construction runs on
/// the writer's thread.
final class GroupCommitTree implements Tree, BatchListener {
    private final TreeStore store;
    private final Growth growth;
    private TreeState committed = TreeState.empty();
    private @Nullable TreeState next;
    private final List<byte[]> pending = new ArrayList<>();
    private int kept;

    GroupCommitTree(TreeStore store, Growth growth) {
        this.store = store;
        this.growth = growth;
    }

    @Override
    public long claim(Tx tx, byte[] leaf) {
        pending.add(Merkle.leafHash(leaf));
        return committed.size() + pending.size() - 1;
    }

    @Override
    public void opened(Tx tx) throws SQLException {
        committed = store.load(tx);
        growth.to(committed.size());
    }

    @Override
    public void unitKept() {
        kept = pending.size();
    }

    @Override
    public void unitRolledBack() {
        pending.subList(kept, pending.size()).clear();
    }

    @Override
    public void beforeCommit(Tx tx) throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        var grown = committed.copy();
        for (var hash : pending) {
            grown.add(hash, (level, number, hashes) -> store.put(tx, level, number, hashes));
        }
        next = grown;
    }

    @Override
    public void committed() {
        if (next != null) {
            committed = next;
            growth.to(committed.size());
        }
        forget();
    }

    @Override
    public void lost() {
        forget();
    }

    private void forget() {
        next = null;
        pending.clear();
        kept = 0;
    }

    @Override
    public void close() {}
}
