package dev.countersign.ledger;

import java.time.Instant;
import java.util.Map;

/// An entry as it was recorded.
///
/// @param index its leaf index, from 0; -1 until the tree has taken it in
/// @param personal the values still readable; an erased one is absent
public record StoredEntry(
        String id,
        long index,
        Instant at,
        String action,
        String actor,
        String subject,
        Map<String, Object> facts,
        Map<String, String> personal) {}
