package dev.countersign.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The disk of a server process, which fails when told and forgets what was never synced. The work
/// is done between the process and the kernel, by `disk.c`, so the real database meets it.
final class FaultyDisk {
    private static final int HEAD = 3 * Long.BYTES;

    private final Path library;
    private final Path undo;
    private final Path fault;

    FaultyDisk(Path folder) throws IOException, InterruptedException {
        library = folder.resolve("disk.so");
        undo = Files.createDirectories(folder.resolve("undo"));
        fault = folder.resolve("fault");
        var source = folder.resolve("disk.c");
        try (var in = FaultyDisk.class.getResourceAsStream("/disk/disk.c")) {
            Files.write(source, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        var compiler =
                new ProcessBuilder(
                                "gcc",
                                "-shared",
                                "-fPIC",
                                "-O2",
                                "-o",
                                library.toString(),
                                source.toString(),
                                "-ldl",
                                "-lpthread")
                        .redirectErrorStream(true)
                        .start();
        var said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IOException("gcc cannot compile disk.c: " + said);
        }
    }

    /// What a process needs in its environment to write to this disk.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "DISK_UNDO", undo.toString(),
                "DISK_FAULT", fault.toString());
    }

    /// @param how `eio`, `full` or `choked`; see `disk.c`
    void fails(String how) {
        try {
            // At once: a disk that heals for the moment of writing would let something through.
            var next = Files.createTempFile(fault.getParent(), "fault", "");
            Files.writeString(next, how);
            Files.move(next, fault, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void heals() throws IOException {
        Files.deleteIfExists(fault);
    }

    /// Puts every file back as it stood when it was last synced. The process MUST have ended.
    ///
    /// @return how many writes were dropped
    long forget(Path data) throws IOException {
        var dropped = 0L;
        try (var files = Files.list(undo)) {
            for (var file : files.toList()) {
                var store = data.resolve(file.getFileName().toString());
                var records = records(file).reversed();
                if (Files.exists(store)) {
                    try (var channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
                        for (var record : records) {
                            channel.write(ByteBuffer.wrap(record.before()), record.at());
                            channel.truncate(record.size());
                        }
                    }
                    dropped += records.size();
                }
                Files.delete(file);
            }
        }
        return dropped;
    }

    /// What stood at a place of a file of this size.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Before(long at, long size, byte[] before) {}

    private static List<Before> records(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        var out = new ArrayList<Before>();
        while (bytes.remaining() >= HEAD) {
            var at = bytes.getLong();
            var size = bytes.getLong();
            var length = (int) bytes.getLong();
            if (bytes.remaining() < length) {
                // The kill came while this was kept: what it was kept for was not yet written.
                break;
            }
            var before = new byte[length];
            bytes.get(before);
            out.add(new Before(at, size, before));
        }
        return out;
    }
}
