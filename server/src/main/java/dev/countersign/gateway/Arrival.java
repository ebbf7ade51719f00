package dev.countersign.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.people.Identity;
import java.util.Optional;

/// A request as it arrived, well-formed and authenticated, nothing else checked.
///
/// @param prompt the name of the library's prompt: the `model` field or the microtool's name
/// @param stream whether the caller asked for server-sent events
/// @param async whether the caller prefers 202 over waiting
record Arrival(
        Route route,
        Identity identity,
        String prompt,
        ObjectNode body,
        boolean stream,
        boolean async,
        Optional<String> idempotencyKey) {}
