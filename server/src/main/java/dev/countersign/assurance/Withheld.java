package dev.countersign.assurance;

import java.time.Instant;

/// A tool is kept from everybody.
///
/// @param by a person's id, or `system:assurance` where an alarm rang
public record Withheld(String why, String by, Instant at) {}
