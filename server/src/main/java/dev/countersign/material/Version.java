package dev.countersign.material;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A material as it was made from one content.
///
/// @param number from 1
/// @param content the digest of what it was made from
/// @param by a person's id, or `system:material`
public record Version(
        String id,
        String pack,
        String material,
        int number,
        String content,
        List<Ingredient> ingredients,
        String packDigest,
        String by,
        Instant at,
        List<Kept> files,
        Lifecycle lifecycle) {
    public Version {
        ingredients = List.copyOf(ingredients);
        files = List.copyOf(files);
    }

    /// A file that is kept.
    public record Kept(String name, String type, int pages, int size, String digest) {}

    public Optional<Kept> file(String digest) {
        return files.stream().filter(f -> f.digest().equals(digest)).findFirst();
    }
}
