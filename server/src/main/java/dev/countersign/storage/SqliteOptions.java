package dev.countersign.storage;

/// The bounds of an embedded store.
///
/// @param queue units that may wait per priority
/// @param batch units that share one physical commit at most
/// @param reservations promised places that may be open at once
/// @param ballast bytes kept back on the disk for them
/// @param floor bytes that must be free for a new promise
record SqliteOptions(int queue, int batch, int reservations, long ballast, long floor) {
    static final SqliteOptions DEFAULT =
            new SqliteOptions(16_384, 512, 1_024, 32L << 20, 64L << 20);
    static final SqliteOptions SMALL = new SqliteOptions(1_024, 64, 16, 1L << 20, 8L << 20);
}
