package dev.countersign.redaction;

/// A token and what it stands for.
///
/// @param token as it appears in the masked text, for example `<EMAIL_1>`
public record Masked(String token, Kind kind, String original) {}
