package dev.countersign.storage;

import java.sql.SQLException;

/// Where a test makes the disk fail.
@FunctionalInterface
interface Faults {
    Faults NONE = () -> {};

    void beforeCommit() throws SQLException;
}
