package dev.countersign.storage;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings the schema up to date: one set of SQL files for both databases.
final class Migrations {
    private Migrations() {}

    static void run(DataSource source) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
