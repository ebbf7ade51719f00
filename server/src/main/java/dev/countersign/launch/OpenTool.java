package dev.countersign.launch;

import java.time.Instant;

/// A microtool that one of these people can use.
///
/// @param since when its gate opened for the first of them; the start of time where it asks nothing
public record OpenTool(String name, String person, Instant since) {}
