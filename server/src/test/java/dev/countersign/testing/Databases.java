package dev.countersign.testing;

import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases that every store's tests run on:
/// `@ParameterizedTest @EnumSource(Databases.class)`, then [#open] with the test's `@TempDir`.
public enum Databases {
    SQLITE,
    POSTGRESQL;

    private static final AtomicInteger NEXT = new AtomicInteger();

    /// A fresh, migrated, empty store. The caller closes it.
    public Storage open(Path directory) {
        return switch (this) {
            case SQLITE -> Storages.sqlite(directory);
            case POSTGRESQL -> Storages.postgresql(newPostgres(), "postgres", "postgres");
        };
    }

    /// The JDBC URL of a new, empty database on the JVM's one embedded server.
    public static String newPostgres() {
        var name = "test" + NEXT.incrementAndGet();
        try (var connection = Server.ONE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
        return Server.ONE.getJdbcUrl("postgres", name);
    }

    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                var server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "300")
                                .setServerConfig("fsync", "off")
                                .start();
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> {
                                    try {
                                        server.close();
                                    } catch (IOException gone) {
                                        // the JVM ends anyway
                                    }
                                }));
                return server;
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }
}
