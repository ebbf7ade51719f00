package dev.countersign.ledger;

/// What one step of retention destroyed.
///
/// @param calls calls and actions whose originals became unreadable
/// @param values of entries that became unreadable
public record Expired(long calls, long values) {}
