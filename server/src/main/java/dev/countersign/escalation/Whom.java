package dev.countersign.escalation;

/// Somebody to reach: whoever holds a role, one person, or a contact that need not have an account.
public sealed interface Whom {
    /// As the organisation file writes it.
    String name();

    record Role(String name) implements Whom {}

    record Person(String name) implements Whom {}

    record Contact(String name) implements Whom {}
}
