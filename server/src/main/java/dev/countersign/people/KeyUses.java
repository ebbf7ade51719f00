package dev.countersign.people;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When keys were last shown, kept in memory so that a call does not wait for it. Threads may share
/// it.
final class KeyUses {
    private static final Duration COARSE = Duration.ofMinutes(1);

    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    void note(String keyId, Instant at) {
        seen.put(keyId, at);
    }

    /// What is worth writing: keys first seen, or seen a minute after what was written.
    Map<String, Instant> due() {
        var due = new HashMap<String, Instant>();
        seen.forEach((key, at) -> {
            var before = written.get(key);
            if (before == null || !at.isBefore(before.plus(COARSE))) {
                due.put(key, at);
            }
        });
        return due;
    }

    void written(Map<String, Instant> uses) {
        written.putAll(uses);
    }
}
