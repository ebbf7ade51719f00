package dev.countersign.retention;

import java.time.Instant;
import java.util.Optional;

/// That a person's or a call's personal values were destroyed.
///
/// @param subject the person's or the call's id
/// @param reason empty once the eraser's own values were erased
/// @param leaf the entry's leaf index; -1 until the tree has it
public record Erased(
        String subject,
        boolean person,
        String by,
        Instant at,
        Optional<String> reason,
        long leaf) {}
