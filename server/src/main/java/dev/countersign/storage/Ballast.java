package dev.countersign.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// Disk space kept back in a file, given up when the disk is full so that what was promised can
/// still be written, and taken again when there is space. Threads may share it.
final class Ballast {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(250);
    private static final System.Logger LOG = System.getLogger(Ballast.class.getName());

    private final Path file;
    private final long size;
    private final long floor;
    private boolean there;
    private boolean roomy = true;
    private long looked;

    Ballast(Path directory, long size, long floor) {
        this.file = directory.resolve("ballast");
        this.size = size;
        this.floor = floor;
        this.there = allocate();
        this.looked = System.nanoTime() - LOOK_EVERY;
    }

    /// Whether the space is there; takes it again when the disk has room for it.
    synchronized boolean ready() {
        if (!there && look()) {
            there = allocate();
        }
        return there;
    }

    /// Whether a new promise can be kept.
    synchronized boolean promises() {
        return look() && ready();
    }

    synchronized void release() {
        there = false;
        roomy = false;
        looked = System.nanoTime();
        try {
            Files.deleteIfExists(file);
        } catch (IOException problem) {
            LOG.log(System.Logger.Level.ERROR, "the space kept back cannot be freed", problem);
        }
    }

    private boolean look() {
        var now = System.nanoTime();
        if (now - looked >= LOOK_EVERY) {
            looked = now;
            roomy = usable() >= floor + (there ? 0 : size);
        }
        return roomy;
    }

    private long usable() {
        try {
            return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private boolean allocate() {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var zeros = ByteBuffer.allocate(1 << 16);
            for (var at = channel.size(); at < size; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                channel.write(zeros, at);
            }
            channel.force(true);
            return true;
        } catch (IOException full) {
            LOG.log(System.Logger.Level.WARNING, "no space can be kept back", full);
            try {
                Files.deleteIfExists(file);
            } catch (IOException again) {
                full.addSuppressed(again);
            }
            return false;
        }
    }
}
