package dev.countersign.report;

import java.time.Instant;

/// A stretch of time that figures are about, and the links to exactly its records.
public record Window(Instant from, Instant to) {
    /// @param more further filters of the list, for example `state=released`
    public String calls(String more) {
        return "/calls?from=" + from + "&to=" + to + and(more);
    }

    public String cases(String more) {
        return "/work?tab=all&from=" + from + "&to=" + to + and(more);
    }

    private static String and(String more) {
        return more.isEmpty() ? "" : "&" + more;
    }
}
