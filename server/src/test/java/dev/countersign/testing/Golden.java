package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that a person reads, kept in `src/test/resources/golden`. `-Dgolden=update` accepts what
/// the code writes now; read the difference before you commit it.
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// @param name with its ending, for example `check/flat.txt`
    public static void check(String name, String text) {
        var file = FOLDER.resolve(name);
        try {
            if ("update".equals(System.getProperty("golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
                return;
            }
            assertThat(file).as("no golden file yet: run with -Dgolden=update").exists();
            assertThat(text)
                    .as("`%s` differs; accept it with -Dgolden=update", name)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("golden file " + file, e);
        }
    }
}
