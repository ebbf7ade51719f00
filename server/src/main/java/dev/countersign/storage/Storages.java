package dev.countersign.storage;

import java.nio.file.Path;

/// Opens a store, bringing its schema up to date first.
public final class Storages {
    private Storages() {}

    /// The embedded store in a directory of its own; only one process may use it.
    ///
    /// @throws StorageException with BUSY where another server uses the directory
    public static Storage sqlite(Path directory) {
        return new SqliteStorage(directory, SqliteOptions.DEFAULT, Faults.NONE);
    }

    /// As [#sqlite], for few people and no promises: little space is kept back on the disk.
    public static Storage small(Path directory) {
        return new SqliteStorage(directory, SqliteOptions.SMALL, Faults.NONE);
    }

    /// A PostgreSQL (15 or later) that many nodes may share.
    public static Storage postgresql(String jdbcUrl, String user, String password) {
        return new PostgresStorage(jdbcUrl, user, password, "");
    }

    /// As [#postgresql], in a schema of its own, which is made where it is missing.
    public static Storage postgresql(String jdbcUrl, String user, String password, String schema) {
        return new PostgresStorage(jdbcUrl, user, password, schema);
    }
}
