package dev.countersign.storage;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads SQLite's primary result code out of an exception.
final class SqliteFailure {
    static final int FULL = 13;

    /// BUSY, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: after
    /// these the transaction may be gone, or going on with it would be wrong.
    private static final Set<Integer> LOSING = Set.of(5, 7, 8, 9, 10, 11, FULL, 14, 15, 26);

    private SqliteFailure() {}

    /// 0 where the exception did not come from SQLite.
    static int code(Throwable thrown) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getErrorCode() != 0) {
                return sql.getErrorCode() & 0xff;
            }
        }
        return 0;
    }

    static boolean losesBatch(Throwable thrown) {
        return LOSING.contains(code(thrown));
    }
}
