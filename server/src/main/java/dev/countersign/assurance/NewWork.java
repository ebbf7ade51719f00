package dev.countersign.assurance;

import java.util.Optional;

/// A piece of work for a tool in shadow mode, as it arrives.
///
/// @param sourceId names it where it comes from; one sent twice is one
/// @param worker id of the person whose work it is
/// @param own that person's answer; empty where it is still to be given, here
public record NewWork(
        String tool,
        String source,
        String sourceId,
        String worker,
        String input,
        Optional<String> own) {}
