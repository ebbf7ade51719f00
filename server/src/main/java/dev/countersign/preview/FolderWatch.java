package dev.countersign.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of changes in a folder and below it. Editors write in many ways: in place, through a
/// rename, by a folder that is swapped; each of them is only "something happened", after which
/// everything is read again. Where a disk tells nothing (a network's), it is looked at every
/// second.
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long QUIET_MILLIS = 80;
    private static final long LOOK_MILLIS = 1000;

    /// Not read, and full of files that change by themselves.
    private static final String HIDDEN = ".";

    private final Path folder;
    private final BooleanSupplier changed;
    private final WatchService service;
    private final Thread thread;
    private String seen;

    /// @param changed reads the folder; false where it could not, to be asked again
    FolderWatch(Path folder, BooleanSupplier changed) throws IOException {
        this.folder = folder;
        this.changed = changed;
        this.service = folder.getFileSystem().newWatchService();
        register();
        seen = look();
        thread = Thread.ofPlatform().daemon().name("preview-watch").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                var key = service.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                var told = key != null;
                // A save is several events: wait until none came for a moment.
                while (key != null) {
                    key.pollEvents();
                    key.reset();
                    key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                var now = look();
                if (told || !now.equals(seen)) {
                    register();
                    seen = changed.getAsBoolean() ? now : "";
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException stopped) {
            LOG.debug("preview-watch-stopped folder={}", folder);
        } catch (RuntimeException | IOException e) {
            LOG.error("preview-watch-failed folder={}", folder, e);
        }
    }

    /// New folders are followed from now on; those that are followed stay so.
    private void register() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.filter(FolderWatch::isFolder).toList()) {
                each.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            }
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            // It is looked at every second all the same, and followed once it is back.
            LOG.debug("preview-folder-moves folder={}", folder);
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) && !path.getFileName().toString().startsWith(HIDDEN);
    }

    /// What can be seen of the files without reading them.
    private String look() {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(FolderWatch::stamp)
                    .sorted()
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException gone) {
            return "gone";
        }
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return file + " gone";
        }
    }

    @Override
    public void close() {
        try {
            service.close();
            thread.join(LOOK_MILLIS);
        } catch (IOException | InterruptedException e) {
            LOG.warn("preview-watch-not-closed folder={}", folder, e);
        }
    }
}
