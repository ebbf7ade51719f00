package dev.countersign.ledger;

import dev.countersign.proof.Merkle;
import dev.countersign.storage.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers for complete subtrees of the tree of `size` leaves, from tiles. For one thread.
final class TileNodes implements Merkle.Nodes {
    private static final int HEIGHT = 8;
    private static final int KEPT = 64;

    private record Key(int level, long number) {}

    private final Storage storage;
    private final TreeStore store;
    private final long size;
    private final Map<Key, List<byte[]>> cache =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, List<byte[]>> eldest) {
                    return size() > KEPT;
                }
            };

    TileNodes(Storage storage, TreeStore store, long size) {
        this.storage = storage;
        this.store = store;
        this.size = size;
    }

    @Override
    public int top() {
        return Long.SIZE - 2;
    }

    @Override
    public byte[] hash(int level, long index) {
        var first = index << (level % HEIGHT);
        var tile = tile(new Key(level / HEIGHT, first / TreeState.TILE));
        var from = (int) (first % TreeState.TILE);
        return Merkle.root(tile.subList(from, from + (1 << (level % HEIGHT))));
    }

    private List<byte[]> tile(Key key) {
        var known = cache.get(key);
        if (known == null) {
            known = storage.read(tx -> store.tile(tx, key.level(), key.number()));
            if (known.isEmpty() && key.level() == 0) {
                known = storage.read(tx -> store.partialLeaves(tx, size));
            }
            cache.put(key, known);
        }
        return known;
    }
}
