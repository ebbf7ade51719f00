/// One database behind one small API: SQLite embedded, or PostgreSQL.
///
/// A *unit of work* is re-runnable, does no I/O besides its own statements and touches a bounded
/// number of rows. On SQLite many units share one physical commit, each in its own savepoint.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.storage;
