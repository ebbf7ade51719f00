package dev.countersign.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The shared store: serializable transactions, run again when the database asks for it.
final class PostgresStorage implements Storage {
    private static final int WRITERS = 8;
    private static final int ATTEMPTS = 40;
    private static final Set<String> AGAIN = Set.of("40001", "40P01");

    private final HikariDataSource source;
    private final Pool readers;
    private final WorkQueue queue = new WorkQueue(16_384, () -> 0);
    private final Reservations reservations = new Reservations(1_024);
    private final List<Thread> threads = new ArrayList<>();

    /// @param schema empty for the one that the URL leads to
    PostgresStorage(String jdbcUrl, String user, String password, String schema) {
        var config = new HikariConfig();
        config.setPoolName("countersign-postgresql" + (schema.isEmpty() ? "" : "-" + schema));
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(WRITERS + 6);
        config.setMinimumIdle(2);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        if (!schema.isEmpty()) {
            config.setSchema(schema);
        }
        source = new HikariDataSource(config);
        readers = new Pool(source, Dialect.POSTGRESQL);
        try {
            Migrations.run(source, schema);
        } catch (RuntimeException problem) {
            source.close();
            throw problem;
        }
        for (var i = 0; i < WRITERS; i++) {
            threads.add(
                    Thread.ofPlatform().name("countersign-writer-" + i).daemon().start(this::work));
        }
    }

    private void work() {
        try {
            for (var units = queue.take(1); !units.isEmpty(); units = queue.take(1)) {
                units.forEach(this::settle);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(Unit<?> unit) {
        for (var attempt = 1; ; attempt++) {
            try {
                transaction(unit);
                return;
            } catch (Throwable thrown) {
                if (!again(thrown) || attempt == ATTEMPTS) {
                    unit.failed(again(thrown) ? busy(thrown) : translated(thrown));
                    unit.settle();
                    return;
                }
                LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(Math.min(50, attempt * (long) attempt)));
            }
        }
    }

    private void transaction(Unit<?> unit) throws Exception {
        List<Runnable> signals;
        try (var connection = source.getConnection();
                var tx = new OpenTx(connection, Dialect.POSTGRESQL, false)) {
            try {
                unit.run(tx);
                connection.commit();
            } catch (Throwable thrown) {
                rollback(connection, thrown);
                throw thrown;
            }
            signals = List.copyOf(tx.signals);
        }
        signals.forEach(Runnable::run);
        unit.settle();
    }

    private static void rollback(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            because.addSuppressed(second);
        }
    }

    private static boolean again(Throwable thrown) {
        return AGAIN.contains(state(thrown));
    }

    private static String state(Throwable thrown) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static StorageException busy(Throwable cause) {
        return new StorageException(
                StorageException.Kind.BUSY,
                "the unit met other units " + ATTEMPTS + " times; retry in a second",
                cause);
    }

    /// Classes 08 and 57: the connection is gone; 53: a resource is exhausted.
    private static Throwable translated(Throwable thrown) {
        var state = state(thrown);
        if (state.startsWith("53")) {
            return new StorageException(
                    StorageException.Kind.FULL, "the database has no room left; free some", thrown);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new StorageException(
                    StorageException.Kind.BROKEN,
                    "the connection to the database broke; retry once it answers",
                    thrown);
        }
        return thrown;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> write(
            Priority priority, Work<T> work) {
        return queue(priority, new Unit<>(work, false));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> write(
            Reservation reservation, Work<T> work) {
        reservations.check(reservation);
        return queue(Priority.CALL, new Unit<>(work, true));
    }

    private <T extends @Nullable Object> CompletableFuture<T> queue(
            Priority priority, Unit<T> unit) {
        queue.add(priority, unit);
        return unit.future;
    }

    @Override
    public Reservation reserve() {
        return reservations.reserve();
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> query) {
        return readers.read(query);
    }

    @Override
    public <T extends @Nullable Object> T writeAndWait(Work<T> work) {
        return Waiting.on(write(Priority.HUMAN, work));
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public void join(BatchListener listener) {
        throw new IllegalStateException("PostgreSQL has no shared commit; use an integrator");
    }

    @Override
    public void close() {
        queue.close();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
        readers.close();
    }
}
