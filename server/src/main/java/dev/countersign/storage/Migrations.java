package dev.countersign.storage;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings the schema up to date: one set of SQL files for both databases.
final class Migrations {
    private Migrations() {}

    static void run(DataSource source) {
        run(source, "");
    }

    /// @param schema made where it is missing; empty for the connection's own
    static void run(DataSource source, String schema) {
        var flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .dataSource(source)
                        .locations("classpath:db/migration")
                        // All of an upgrade or nothing of it; and one commit, not one for each.
                        .group(true)
                        .failOnMissingLocations(true);
        if (!schema.isEmpty()) {
            flyway.schemas(schema).createSchemas(true);
        }
        flyway.load().migrate();
    }
}
