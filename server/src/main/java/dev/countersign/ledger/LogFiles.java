package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import dev.countersign.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// The tree as the static files of C2SP tlog-tiles. Threads may share it.
public final class LogFiles {
    /// Hashes of a full tile, and entries of a full bundle.
    public static final int WIDTH = TreeState.TILE;

    private static final int HIGHEST_LEVEL = 6;
    private static final int LONGEST_ENTRY = 0xffff;

    private final Storage storage;
    private final TreeStore tiles;
    private final EntryStore entries;

    LogFiles(Storage storage, TreeStore tiles, EntryStore entries) {
        this.storage = storage;
        this.tiles = tiles;
        this.entries = entries;
    }

    /// Hashes one after another; empty where the tree does not have that many yet.
    public Optional<byte[]> tile(int level, long number, int width) {
        if (level > HIGHEST_LEVEL) {
            return Optional.empty();
        }
        List<byte[]> hashes =
                storage.read(tx -> {
                    var kept = tiles.tile(tx, level, number);
                    var from = number * WIDTH;
                    return kept.size() >= width || level > 0
                            ? kept
                            : entries.range(tx, from, from + width).stream()
                                    .map(row -> Merkle.leafHash(row.leaf()))
                                    .toList();
                });
        if (hashes.size() < width) {
            return Optional.empty();
        }
        var out = new ByteArrayOutputStream(width * Merkle.HASH);
        hashes.subList(0, width).forEach(out::writeBytes);
        return Optional.of(out.toByteArray());
    }

    /// Leaves, each after its length as two bytes; empty where there are not that many yet.
    public Optional<byte[]> bundle(long number, int width) {
        var from = number * WIDTH;
        var rows = storage.read(tx -> entries.range(tx, from, from + width));
        if (rows.size() < width) {
            return Optional.empty();
        }
        var out = new ByteArrayOutputStream(width * 512);
        for (var row : rows) {
            if (row.leaf().length > LONGEST_ENTRY) {
                throw new IllegalStateException(
                        "leaf " + row.index() + " is longer than a bundle's entry may be");
            }
            out.write(row.leaf().length >>> 8);
            out.write(row.leaf().length);
            out.writeBytes(row.leaf());
        }
        return Optional.of(out.toByteArray());
    }
}
