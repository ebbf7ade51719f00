package dev.countersign.preview;

import dev.countersign.course.Pack;
import dev.countersign.course.PackReader;
import dev.countersign.course.Packs;
import dev.countersign.course.cli.FilmFiles;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.preview.Reading.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Reads the folder, and reads it again when it is told to. A pack with errors stays as it was
/// before it had them. Threads may share it.
final class Following {
    private final Path folder;
    private final List<Consumer<Reading>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Pack> good = new HashMap<>();
    private volatile Reading now;

    /// @throws PackFolder.Bad where there is nothing to follow
    Following(Path folder) throws PackFolder.Bad {
        this.folder = folder;
        this.now = reading(1, PackFolder.read(folder));
    }

    Path folder() {
        return folder;
    }

    Reading now() {
        return now;
    }

    void listen(Consumer<Reading> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Reading> listener) {
        listeners.remove(listener);
    }

    /// @return whether the folder could be read
    synchronized boolean read() {
        Reading next;
        var readable = true;
        try {
            next = reading(now.revision() + 1, PackFolder.read(folder));
        } catch (PackFolder.Bad bad) {
            next = new Reading(now.revision() + 1, lasting(), List.of(unreadable(bad)));
            readable = false;
        }
        // An editor's own files, or a save without a change.
        if (!next.packs().equals(now.packs()) || !next.findings().equals(now.findings())) {
            now = next;
            for (var listener : listeners) {
                listener.accept(next);
            }
        }
        return readable;
    }

    private Finding unreadable(PackFolder.Bad bad) {
        var gone = !Files.isDirectory(folder);
        return new Finding(
                folder.toString(),
                0,
                0,
                Severity.ERROR,
                "unreadable",
                gone ? "the folder is gone" : String.valueOf(bad.getMessage()),
                gone
                        ? "put it back and it is followed again, or stop the preview"
                        : "mend it, and it is read again");
    }

    private List<Shown> lasting() {
        return now.packs().stream().map(p -> new Shown(p.pack(), p.folder(), true)).toList();
    }

    private Reading reading(long revision, SortedMap<String, SortedMap<String, String>> texts) {
        var findings = new ArrayList<>(Packs.read(texts).findings());
        var shown = new TreeMap<String, Shown>();
        good.keySet().retainAll(texts.keySet());
        texts.forEach((name, files) -> {
            var place = folder.resolve(name);
            var read = PackReader.read(files).pack();
            read.ifPresent(p -> {
                good.put(name, p);
                findings.addAll(FilmFiles.check(place, name, p));
            });
            var pack = good.get(name);
            if (pack != null) {
                shown.putIfAbsent(pack.id(), new Shown(pack, place, read.isEmpty()));
            }
        });
        return new Reading(
                revision,
                shown.values().stream()
                        .sorted(Comparator.comparing((Shown s) -> s.pack().title()))
                        .toList(),
                findings);
    }
}
