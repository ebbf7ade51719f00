package dev.countersign.quality;

import java.time.Instant;

/// Which defects to list, newest first. An empty text filters nothing.
///
/// @param type `none` for those that nobody has classified
/// @param text part of the words, of the id or of the call
public record DefectQuery(
        String tool, String type, String state, String severity, String text, Instant from) {
    public static final String UNCLASSIFIED = "none";
    public static final DefectQuery ALL = new DefectQuery("", "", "", "", "", Instant.EPOCH);
}
