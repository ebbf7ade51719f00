package dev.countersign.people;

/// A signed-in browser.
///
/// @param token the cookie's value; only its hash is stored
/// @param csrf what every form of this session repeats
public record Session(String token, String csrf, Identity identity) {}
