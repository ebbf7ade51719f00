package dev.countersign.action;

import java.util.Map;
import java.util.Optional;

/// What somebody asks for.
///
/// @param parameters by field name
/// @param reason why, in a sentence; whoever approves reads it
/// @param idempotencyKey the same key of the same person is the same request
public record Asking(
        String action,
        Map<String, String> parameters,
        String about,
        String reason,
        Optional<String> idempotencyKey) {
    public Asking {
        parameters = Map.copyOf(parameters);
    }
}
