package dev.countersign.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The database file and how it is opened.
record SqliteFile(Path path) {
    private SQLiteDataSource source() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(5_000);
        config.setCacheSize(-32_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        return source;
    }

    SQLiteDataSource forMigration() {
        return source();
    }

    /// In auto-commit mode: the writer says BEGIN and COMMIT itself.
    Connection writer() throws SQLException {
        var connection = source().getConnection();
        try (var statement = connection.createStatement()) {
            // Erased keys must not stay readable in free pages.
            statement.execute("PRAGMA secure_delete = ON");
            statement.execute("PRAGMA wal_autocheckpoint = 4000");
            statement.execute("PRAGMA journal_size_limit = 67108864");
        }
        return connection;
    }

    HikariDataSource readers(int most) {
        var config = new HikariConfig();
        config.setPoolName("countersign-sqlite-readers");
        config.setDataSource(source());
        config.setConnectionInitSql("PRAGMA query_only = ON");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
