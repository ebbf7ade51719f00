package dev.countersign.people;

import java.time.Instant;

/// A key at the only moment it is readable.
public record NewKey(String id, String secret, Instant expiresAt) {}
