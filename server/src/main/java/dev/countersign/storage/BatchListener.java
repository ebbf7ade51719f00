package dev.countersign.storage;

import java.sql.SQLException;

/// Takes part in every physical commit on SQLite. Every method runs on the writer's thread; only
/// [#beforeCommit] may touch the database.
public interface BatchListener {
    /// A connection was opened (the first time, or again after a failure): read what is committed.
    void opened(Tx tx) throws SQLException;

    /// The unit that ran last is part of the batch.
    void unitKept();

    /// The unit that ran last was rolled back; nothing of it is left.
    void unitRolledBack();

    /// The last statements before the commit. What this throws fails the whole batch.
    void beforeCommit(Tx tx) throws SQLException;

    void committed();

    /// The whole batch is gone.
    void lost();
}
