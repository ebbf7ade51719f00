package dev.countersign.storage;

/// The database could not make a unit of work durable. Nothing of the unit was kept.
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What an operator would do about it.
    public enum Kind {
        /// No space left; free some, new work is refused meanwhile.
        FULL,
        /// The writer's queue is at its bound; retry later.
        BUSY,
        /// The device failed; the store has been reopened or needs an operator.
        BROKEN,
        /// The store is closing.
        CLOSED
    }

    private final Kind kind;

    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
