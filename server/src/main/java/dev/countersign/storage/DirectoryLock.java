package dev.countersign.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One server per data directory. The operating system frees it when the process ends, however.
record DirectoryLock(FileChannel channel) implements AutoCloseable {
    static DirectoryLock take(Path directory) {
        try {
            var channel =
                    FileChannel.open(
                            directory.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new DirectoryLock(channel);
                }
            } catch (OverlappingFileLockException sameProcess) {
                channel.close();
                throw taken(directory);
            }
            channel.close();
            throw taken(directory);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static StorageException taken(Path directory) {
        return new StorageException(
                StorageException.Kind.BUSY,
                "another server uses the data directory `"
                        + directory
                        + "`; stop it, or give this one a directory of its own");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
