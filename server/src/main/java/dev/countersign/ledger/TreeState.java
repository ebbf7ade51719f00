package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The right edge of the tree: at each tile level the hashes of the tile that is not full yet.
final class TreeState {
    static final int TILE = 256;
    private long size;
    private final List<List<byte[]>> edge;

    TreeState(long size, List<List<byte[]>> edge) {
        this.size = size;
        this.edge = edge;
    }

    static TreeState empty() {
        return new TreeState(0, new ArrayList<>());
    }

    TreeState copy() {
        var levels = new ArrayList<List<byte[]>>(edge.size());
        edge.forEach(level -> levels.add(new ArrayList<>(level)));
        return new TreeState(size, levels);
    }

    long size() {
        return size;
    }

    /// Where tiles go that a new leaf filled or, above level 0, let grow.
    @FunctionalInterface
    interface Tiles {
        void put(int level, long number, List<byte[]> hashes) throws SQLException;
    }

    void add(byte[] leafHash, Tiles tiles) throws SQLException {
        var hash = leafHash;
        size++;
        var count = size;
        for (var level = 0; ; level++) {
            if (level == edge.size()) {
                edge.add(new ArrayList<>());
            }
            var tile = edge.get(level);
            tile.add(hash);
            var full = tile.size() == TILE;
            if (full || level > 0) {
                tiles.put(level, (count - 1) / TILE, tile);
            }
            if (!full) {
                return;
            }
            hash = Merkle.root(tile);
            tile.clear();
            count /= TILE;
        }
    }

    byte[] root() {
        var peaks = new ArrayList<byte[]>();
        for (var level : edge.reversed()) {
            var from = 0;
            for (var width = TILE / 2; width > 0; width /= 2) {
                if ((level.size() & width) != 0) {
                    peaks.add(Merkle.root(level.subList(from, from + width)));
                    from += width;
                }
            }
        }
        if (peaks.isEmpty()) {
            return Merkle.emptyRoot();
        }
        var hash = peaks.removeLast();
        while (!peaks.isEmpty()) {
            hash = Merkle.nodeHash(peaks.removeLast(), hash);
        }
        return hash;
    }
}
