package dev.countersign.ledger;

import dev.countersign.storage.Tx;

/// Takes leaves into the tree, each database in its own way.
interface Tree extends AutoCloseable {
    /// Returns the leaf's index, or -1 where it is given later.
    long claim(Tx tx, byte[] leaf);

    @Override
    void close();
}
