package dev.countersign.model.cli;

/// An input that cannot be used; the message says which, where and why.
final class Unreadable extends Exception {
    Unreadable(String message) {
        super(message);
    }
}
