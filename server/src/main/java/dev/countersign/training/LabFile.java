package dev.countersign.training;

import java.time.Instant;

/// A file handed in for a lab.
///
/// @param kind what it is by its content
/// @param parts how many it is kept in
public record LabFile(
        String id,
        String work,
        String name,
        FileKind kind,
        long bytes,
        int parts,
        String digest,
        Instant at) {
    public String size() {
        return bytes < 1024
                ? bytes + " bytes"
                : bytes < 1024 * 1024
                        ? bytes / 1024 + " KiB"
                        : String.format(java.util.Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
