package dev.countersign.storage;

/// Who goes first when the writer has more work than fits one commit.
public enum Priority {
    /// A person waits for it: decisions, sign-in, waivers.
    HUMAN,
    /// A governed call waits for it.
    CALL,
    /// Imports, follower effects, clean-up.
    BULK
}
