package dev.countersign.acceptance;

import dev.countersign.storage.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A store that was opened once and holds nothing. Hundreds of worlds begin with a copy of it:
/// making the tables of each anew takes longer than many of the tests. What makes them is tried by
/// the storage module's own tests, and by those that start the real program.
final class EmptyStore {
    private static final String FILE = "countersign.db";
    private static final byte[] MADE = made();

    private EmptyStore() {}

    private static byte[] made() {
        try {
            var folder = Files.createTempDirectory("countersign-empty-store");
            Storages.small(folder).close();
            var bytes = Files.readAllBytes(folder.resolve(FILE));
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where there is none yet.
    static void copyTo(Path data) {
        try {
            for (var folder : new Path[] {data, data.resolve("practice")}) {
                if (!Files.exists(folder.resolve(FILE))) {
                    Files.createDirectories(folder);
                    Files.write(folder.resolve(FILE), MADE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
