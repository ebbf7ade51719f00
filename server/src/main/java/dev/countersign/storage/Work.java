package dev.countersign.storage;

/// What happens inside one transaction. MUST be re-runnable, MUST NOT do I/O other than through the
/// [Tx], and touches a bounded number of rows.
@FunctionalInterface
public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
    T in(Tx tx) throws Exception;
}
