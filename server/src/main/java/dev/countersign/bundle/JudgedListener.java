package dev.countersign.bundle;

import dev.countersign.storage.Tx;

/// Hears of every verdict in the unit of work that records it. Implemented by whoever compares
/// versions; MUST NOT throw for what is wrong with a version: the exception must be taken in.
@FunctionalInterface
public interface JudgedListener {
    void judged(Tx tx, Judged judged);
}
