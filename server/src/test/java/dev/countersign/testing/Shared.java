package dev.countersign.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// Files that tests read but the repository does not carry.
public final class Shared {
    private Shared() {}

    public static Optional<Path> path(String first) {
        var named = System.getenv("COUNTERSIGN_SHARED");
        if (named != null) {
            return Optional.of(Path.of(named, first)).filter(Files::exists);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var candidate = at.resolve("shared").resolve(first);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// Skips the test where the file is absent.
    public static Path require(String first) {
        var found = path(first);
        Assumptions.assumeTrue(found.isPresent(), "needs ../shared: " + first);
        return found.orElseThrow();
    }
}
