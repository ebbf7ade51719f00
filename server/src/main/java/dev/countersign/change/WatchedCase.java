package dev.countersign.change;

import java.time.Instant;
import java.util.Optional;

/// One live case under both versions.
///
/// @param subject a call's id, or an exception's source and id
/// @param caseId empty where what was in force needed nobody
/// @param live what the version in force made of it
/// @param would what the other would have made of it
/// @param because which of its rules would say so; names of rules, nothing of the case
public record WatchedCase(
        String change,
        String subject,
        Optional<String> caseId,
        String live,
        String would,
        String because,
        Instant at) {
    public boolean differs() {
        return !live.equals(would);
    }
}
