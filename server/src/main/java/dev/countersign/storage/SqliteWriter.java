package dev.countersign.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The one thread that writes: takes what waits, runs each unit in its savepoint, commits once.
final class SqliteWriter implements Runnable {
    private static final System.Logger LOG = System.getLogger(SqliteWriter.class.getName());

    private final SqliteFile file;
    private final WorkQueue queue;
    private final Ballast ballast;
    private final int most;
    private final Faults faults;
    private final List<BatchListener> listeners = new CopyOnWriteArrayList<>();
    private final List<BatchListener> greeted = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable OpenTx tx;

    SqliteWriter(SqliteFile file, WorkQueue queue, Ballast ballast, int most, Faults faults) {
        this.file = file;
        this.queue = queue;
        this.ballast = ballast;
        this.most = most;
        this.faults = faults;
    }

    void join(BatchListener listener) {
        listeners.add(listener);
    }

    @Override
    public void run() {
        try {
            for (var units = queue.take(most); !units.isEmpty(); units = queue.take(most)) {
                settle(admitted(units));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            closeConnection();
        }
    }

    /// While the ballast is gone, only what was promised is written.
    private List<Unit<?>> admitted(List<Unit<?>> units) {
        if (ballast.ready()) {
            return units;
        }
        refuse(units.stream().filter(unit -> !unit.reserved).toList(), full(null));
        return units.stream().filter(unit -> unit.reserved).toList();
    }

    private void settle(List<Unit<?>> units) {
        if (units.isEmpty()) {
            return;
        }
        var problem = commit(units, !ballast.ready());
        if (problem == null) {
            return;
        }
        LOG.log(System.Logger.Level.ERROR, "a batch was lost and the store reopens", problem);
        var code = SqliteFailure.code(problem);
        if (code != SqliteFailure.FULL) {
            refuse(units, broken(problem));
            return;
        }
        ballast.release();
        var promised = units.stream().filter(unit -> unit.reserved).toList();
        refuse(units.stream().filter(unit -> !unit.reserved).toList(), full(problem));
        if (!promised.isEmpty()) {
            var again = commit(promised, true);
            if (again != null) {
                refuse(promised, full(again));
            }
        }
    }

    /// Returns what made the whole batch fail, null where it is durable and settled.
    private @Nullable Throwable commit(List<Unit<?>> units, boolean scarce) {
        List<Runnable> signals;
        try {
            var open = open();
            open.signals.clear();
            open.scarce(scarce);
            open.execute("BEGIN IMMEDIATE");
            for (var unit : units) {
                inSavepoint(open, unit);
            }
            for (var listener : listeners) {
                listener.beforeCommit(open);
            }
            faults.beforeCommit();
            open.execute("COMMIT");
            signals = List.copyOf(open.signals);
        } catch (SQLException | RuntimeException | Lost problem) {
            closeConnection();
            listeners.forEach(BatchListener::lost);
            return problem instanceof Lost lost ? lost.getCause() : problem;
        }
        listeners.forEach(BatchListener::committed);
        signals.forEach(Runnable::run);
        Settling.settle(units);
        return null;
    }

    private void inSavepoint(OpenTx open, Unit<?> unit) throws SQLException, Lost {
        var before = open.signals.size();
        open.execute("SAVEPOINT unit");
        try {
            unit.run(open);
        } catch (Throwable thrown) {
            if (SqliteFailure.losesBatch(thrown)) {
                throw new Lost(thrown);
            }
            open.execute("ROLLBACK TO unit");
            open.execute("RELEASE unit");
            open.signals.subList(before, open.signals.size()).clear();
            listeners.forEach(BatchListener::unitRolledBack);
            unit.failed(thrown);
            return;
        }
        // If the unit hid an error that rolled the batch back, there is no savepoint to release.
        open.execute("RELEASE unit");
        listeners.forEach(BatchListener::unitKept);
    }

    private OpenTx open() throws SQLException {
        if (tx == null) {
            connection = file.writer();
            tx = new OpenTx(connection, Dialect.SQLITE, false);
            greeted.clear();
        }
        for (var listener : listeners) {
            if (!greeted.contains(listener)) {
                listener.opened(tx);
                greeted.add(listener);
            }
        }
        return tx;
    }

    private void closeConnection() {
        try (var gone = connection;
                var statements = tx) {
            connection = null;
            tx = null;
            if (gone != null && statements != null) {
                LOG.log(System.Logger.Level.DEBUG, "the writer's connection closes");
            }
        } catch (SQLException | RuntimeException problem) {
            LOG.log(System.Logger.Level.WARNING, "the writer's connection did not close", problem);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void refuse(List<Unit<?>> units, StorageException because) {
        units.forEach(unit -> unit.refuse(because));
    }

    private static StorageException full(@Nullable Throwable cause) {
        var message = "the disk is full; free some space, reading goes on meanwhile";
        return cause == null
                ? new StorageException(StorageException.Kind.FULL, message)
                : new StorageException(StorageException.Kind.FULL, message, cause);
    }

    private static StorageException broken(Throwable cause) {
        return new StorageException(
                StorageException.Kind.BROKEN,
                "the store failed (`" + cause.getMessage() + "`) and is reopened; retry once",
                cause);
    }

    /// A unit met an error after which SQLite may have rolled the whole batch back.
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;

        Lost(Throwable cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }
}
