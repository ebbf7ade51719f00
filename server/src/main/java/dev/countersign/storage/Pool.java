package dev.countersign.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Connections for queries.
record Pool(HikariDataSource source, Dialect dialect) implements AutoCloseable {
    <T extends @Nullable Object> T read(Work<T> query) {
        try (var connection = source.getConnection();
                var tx = new OpenTx(connection, dialect, true)) {
            try {
                return query.in(tx);
            } finally {
                connection.rollback();
            }
        } catch (SQLException problem) {
            throw new StorageException(
                    StorageException.Kind.BROKEN,
                    "the query failed (`" + problem.getMessage() + "`); see its cause",
                    problem);
        } catch (Exception thrown) {
            throw Waiting.unchecked(thrown);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
