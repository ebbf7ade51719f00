package dev.countersign.storage;

public enum Dialect {
    SQLITE,
    POSTGRESQL
}
