package dev.countersign.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A connection with its kept statements and its lazily made Jdbi handle.
final class OpenTx implements Tx, AutoCloseable {
    final List<Runnable> signals = new ArrayList<>();
    private final Connection connection;
    private final Dialect dialect;
    private final boolean reading;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Handle handle;
    private boolean scarce;

    OpenTx(Connection connection, Dialect dialect, boolean reading) {
        this.connection = connection;
        this.dialect = dialect;
        this.reading = reading;
    }

    @Override
    public Handle jdbi() {
        if (handle == null) {
            handle = Jdbi.open(new Borrowed(connection));
        }
        return handle;
    }

    @Override
    public PreparedStatement prepared(String sql) throws SQLException {
        var kept = statements.get(sql);
        if (kept == null) {
            kept = connection.prepareStatement(sql);
            statements.put(sql, kept);
        }
        return kept;
    }

    @Override
    public void afterCommit(Runnable signal) {
        if (reading) {
            throw new IllegalStateException("a query commits nothing; use `write`");
        }
        signals.add(signal);
    }

    void scarce(boolean now) {
        scarce = now;
    }

    @Override
    public boolean scarce() {
        return scarce;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    void execute(String sql) throws SQLException {
        prepared(sql).execute();
    }

    /// Closes statements and handle; the connection is its owner's.
    @Override
    public void close() throws SQLException {
        if (handle != null) {
            handle.close();
        }
        for (var statement : statements.values()) {
            statement.close();
        }
    }

    private record Borrowed(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection mine) {
            // its owner closes it
        }
    }
}
