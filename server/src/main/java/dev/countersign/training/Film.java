package dev.countersign.training;

import dev.countersign.course.FilmKind;
import java.time.Instant;
import java.util.Locale;

/// A film that the organisation made or bought for a video of a pack.
///
/// @param pieces in which it is kept
/// @param digest SHA-256 of its bytes
public record Film(
        String id,
        String pack,
        String video,
        FilmKind kind,
        long bytes,
        int pieces,
        String digest,
        String by,
        Instant at) {
    public String size() {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
