package dev.countersign.training;

import java.time.Instant;
import java.util.Optional;

/// Something that somebody knows already, recognised by name in place of a course.
///
/// @param subject the course or outside module, as prerequisites name it
/// @param evidence empty where the person was erased
/// @param link where the evidence lies; empty for none
public record Prior(
        String id,
        String person,
        String subject,
        String evidence,
        String link,
        String by,
        Instant at,
        Optional<Revoked> revoked) {
    public record Revoked(String by, Instant at) {}
}
