package dev.countersign.gateway;

import java.time.Instant;
import java.util.Optional;

/// Which calls to list, newest first.
///
/// @param text part of the masked request or of the id
public record CallQuery(
        Instant from,
        Instant to,
        Optional<String> personId,
        Optional<String> prompt,
        Optional<CallState> state,
        String text,
        int limit,
        int offset) {
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    public static CallQuery newest(int limit) {
        return between(Instant.EPOCH, FOREVER, limit);
    }

    public static CallQuery between(Instant from, Instant to, int limit) {
        return new CallQuery(
                from, to, Optional.empty(), Optional.empty(), Optional.empty(), "", limit, 0);
    }
}
