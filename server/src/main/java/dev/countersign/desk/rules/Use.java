package dev.countersign.desk.rules;

import java.time.Instant;

/// The permission that an approval gives.
///
/// @param content what may be done, exactly
/// @param expires the first instant at which it is no longer good
public record Use(String content, Instant expires, boolean used) {}
