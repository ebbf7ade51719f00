package dev.countersign.ledger;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.Handover;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;

/// Hands the ledger over to a new signing key, so that whoever trusts the old one can follow.
///
/// Each step may be the last before a stop: the successor's file, the entry that names it, the old
/// key's checkpoint over that entry, the move of the file. Until the checkpoint is kept the old key
/// stays; from then on the next start finishes.
record Rotation(
        Storage storage, TreeStore tiles, EntryStore entries, Path directory, String origin) {

    /// The keys in use, after finishing or forgetting what a stop interrupted.
    LedgerKeys open(SecureRandom random) {
        LedgerKeys.settleNext(directory, origin, storage.read(this::handedTo));
        return LedgerKeys.in(directory, origin, random);
    }

    private Optional<String> handedTo(Tx tx) throws SQLException {
        var all = tiles.handovers(tx, Long.MAX_VALUE);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var index = all.getLast().index();
        var row = entries.range(tx, index, index + 1).getFirst();
        return Optional.of(
                String.valueOf(Leaf.read(row.leaf(), index, java.util.Map.of()).facts().get("to")));
    }

    Entry entry(LedgerKeys old, String next, String by) {
        return new Entry(
                Handover.ACTION,
                by,
                origin,
                java.util.Map.of("from", old.verifier().text(), "to", next));
    }

    /// @param index the leaf that names the new key
    LedgerKeys finish(LedgerKeys old, long index, SecureRandom random) {
        var state = storage.read(tiles::load);
        var note =
                new Checkpoint(origin, state.size(), state.root())
                        .signed(old.verifier(), old.signing());
        storage.writeAndWait(tx -> {
            tiles.keep(tx, new TreeStore.HandedOver(state.size(), index, note));
            return true;
        });
        return open(random);
    }
}
