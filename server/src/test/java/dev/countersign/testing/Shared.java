package dev.countersign.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The folder of vectors and data beside the project: `COUNTERSIGN_SHARED`, or `shared` next to a
/// directory above the working directory. Tests that need it skip where it is absent.
public final class Shared {
    private Shared() {}

    public static Optional<Path> path(String first) {
        var named = System.getenv("COUNTERSIGN_SHARED");
        if (named != null) {
            return Optional.of(Path.of(named, first)).filter(Files::exists);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = at.resolve("shared").resolve(first);
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    public static Path require(String first) {
        var found = path(first);
        Assumptions.assumeTrue(found.isPresent(), "needs ../shared: " + first);
        return found.get();
    }
}
