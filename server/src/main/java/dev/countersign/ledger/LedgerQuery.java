package dev.countersign.ledger;

import java.time.Instant;
import java.util.Optional;

/// Which entries to show, newest first. Empty texts ask for all.
///
/// @param before leaf index to start below; `Long.MAX_VALUE` for the newest
/// @param action only actions that start with this
/// @param from recorded at this instant or later
/// @param to recorded before this instant
public record LedgerQuery(
        long before,
        int limit,
        String action,
        String actor,
        String subject,
        Optional<Instant> from,
        Optional<Instant> to) {}
