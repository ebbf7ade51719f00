package dev.countersign.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/// One unit of work's view of the database. Valid only while the unit runs, on its thread.
public interface Tx {
    /// For ordinary stores.
    Handle jdbi();

    /// For hot paths: a statement prepared once per connection and kept. The caller sets every
    /// parameter, executes, closes its result set and does not close the statement.
    PreparedStatement prepared(String sql) throws SQLException;

    /// Runs after this unit is durable, on the writer's thread: MUST be short and MUST NOT throw.
    void afterCommit(Runnable signal);

    Dialect dialect();

    /// Whether the disk is full and this is written into the space kept back for promised outcomes.
    boolean scarce();
}
