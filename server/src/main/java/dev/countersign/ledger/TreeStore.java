package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tiles, checkpoints and the number of leaves.
final class TreeStore {
    long size(Tx tx) throws SQLException {
        var select = tx.prepared("SELECT coalesce(max(leaf_index) + 1, 0) FROM ledger_entry");
        try (var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Reads the right edge back.
    TreeState load(Tx tx) throws SQLException {
        var size = size(tx);
        var edge = new ArrayList<List<byte[]>>();
        edge.add(new ArrayList<>(partialLeaves(tx, size)));
        for (var count = size / TreeState.TILE; count > 0; count /= TreeState.TILE) {
            var partial = (int) (count % TreeState.TILE);
            var hashes = new ArrayList<byte[]>();
            if (partial > 0) {
                hashes.addAll(tile(tx, edge.size(), count / TreeState.TILE).subList(0, partial));
            }
            edge.add(hashes);
        }
        return new TreeState(size, edge);
    }

    /// The hashes of the leaves after the last full tile.
    List<byte[]> partialLeaves(Tx tx, long size) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT leaf FROM ledger_entry
                        WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index
                        """);
        select.setLong(1, size - size % TreeState.TILE);
        select.setLong(2, size);
        var hashes = new ArrayList<byte[]>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                hashes.add(Merkle.leafHash(rows.getBytes(1)));
            }
        }
        return hashes;
    }

    void put(Tx tx, int level, long number, List<byte[]> hashes) throws SQLException {
        var bytes = new byte[hashes.size() * Merkle.HASH];
        for (var i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i), 0, bytes, i * Merkle.HASH, Merkle.HASH);
        }
        var upsert =
                tx.prepared(
                        """
                        INSERT INTO ledger_tile (level, number, hashes) VALUES (?, ?, ?)
                        ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
                        """);
        upsert.setInt(1, level);
        upsert.setLong(2, number);
        upsert.setBytes(3, bytes);
        upsert.executeUpdate();
    }

    /// Empty where no such tile is kept.
    List<byte[]> tile(Tx tx, int level, long number) throws SQLException {
        var select = tx.prepared("SELECT hashes FROM ledger_tile WHERE level = ? AND number = ?");
        select.setInt(1, level);
        select.setLong(2, number);
        var hashes = new ArrayList<byte[]>();
        try (var rows = select.executeQuery()) {
            if (rows.next()) {
                var bytes = rows.getBytes(1);
                for (var at = 0; at < bytes.length; at += Merkle.HASH) {
                    hashes.add(Arrays.copyOfRange(bytes, at, at + Merkle.HASH));
                }
            }
        }
        return hashes;
    }

    void keep(Tx tx, long size, String note, Instant at) throws SQLException {
        var insert =
                tx.prepared(
                        """
                        INSERT INTO ledger_checkpoint (size, note, signed_at) VALUES (?, ?, ?)
                        ON CONFLICT (size) DO UPDATE SET note = excluded.note
                        """);
        insert.setLong(1, size);
        insert.setString(2, note);
        insert.setLong(3, at.toEpochMilli());
        insert.executeUpdate();
    }

    /// @param index the leaf that names the new key
    record HandedOver(long size, long index, String note) {}

    void keep(Tx tx, HandedOver handover) throws SQLException {
        var insert =
                tx.prepared(
                        "INSERT INTO ledger_handover (size, leaf_index, note) VALUES (?, ?, ?)");
        insert.setLong(1, handover.size());
        insert.setLong(2, handover.index());
        insert.setString(3, handover.note());
        insert.executeUpdate();
    }

    /// Oldest first, up to a size.
    List<HandedOver> handovers(Tx tx, long size) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT size, leaf_index, note FROM ledger_handover
                        WHERE size <= ? ORDER BY size
                        """);
        select.setLong(1, size);
        var found = new ArrayList<HandedOver>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new HandedOver(rows.getLong(1), rows.getLong(2), rows.getString(3)));
            }
        }
        return found;
    }

    /// The first kept checkpoint that covers a leaf.
    Optional<Proof.Since> covering(Tx tx, long index) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT size, signed_at FROM ledger_checkpoint
                        WHERE size > ? ORDER BY size LIMIT 1
                        """);
        select.setLong(1, index);
        try (var rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var size = rows.getLong(1);
            var at = rows.getLong(2);
            return Optional.of(
                    new Proof.Since(
                            size,
                            rows.wasNull()
                                    ? Optional.empty()
                                    : Optional.of(Instant.ofEpochMilli(at))));
        }
    }

    Optional<String> newestCheckpoint(Tx tx) throws SQLException {
        var select = tx.prepared("SELECT note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1");
        try (var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    /// The sizes of the newest kept checkpoints below `size`, ascending.
    List<Long> checkpointSizes(Tx tx, long size) throws SQLException {
        var select =
                tx.prepared(
                        """
                        SELECT size FROM ledger_checkpoint
                        WHERE size < ? AND size > 0 ORDER BY size DESC LIMIT 256
                        """);
        select.setLong(1, size);
        var sizes = new ArrayList<Long>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                sizes.add(rows.getLong(1));
            }
        }
        return sizes.reversed();
    }

    /// True where no other node is putting entries into the tree; holds until the unit ends.
    boolean leads(Tx tx) throws SQLException {
        var select = tx.prepared("SELECT name FROM ledger_integrator FOR UPDATE SKIP LOCKED");
        try (var rows = select.executeQuery()) {
            return rows.next();
        }
    }
}
