package dev.countersign.training;

import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/// Files that are handed in. They go from the disk into the store piece by piece, and are there as
/// a whole or not at all. Threads may share it.
public final class LabFiles {
    public static final long LARGEST = 20L * 1024 * 1024;
    private static final int MOST = 10;
    private static final int PIECE = 256 * 1024;
    private static final int LONGEST_NAME = 120;
    private static final int AT_ONCE = 20;
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final LabRoom room;
    private final Mentoring mentoring;
    private final InstantSource clock;
    private final Ids ids;

    LabFiles(
            Storage storage,
            Ledger ledger,
            People people,
            LabRoom room,
            Mentoring mentoring,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.room = room;
        this.mentoring = mentoring;
        this.clock = clock;
        this.ids = ids;
    }

    /// @param name as the browser calls it; only for people
    /// @param from the caller deletes it
    /// @throws dev.countersign.kernel.ProblemException 413, 415 by its content, 409, 422
    public LabFile keep(Identity who, String packId, String labId, String name, Path from) {
        var place = room.place(packId, labId, who.id());
        if (place.lab().kind() != dev.countersign.course.Lab.Kind.UPLOAD) {
            throw LabRoom.problem(
                    422, "no-upload", "this lab takes no file", "see what it asks for");
        }
        var work =
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, who);
                    room.requireEnrolled(tx, who.id(), place);
                    var mine = room.mayChange(room.begun(tx, who.id(), place));
                    if (room.files.of(tx, mine.id()).size() >= MOST) {
                        throw LabRoom.problem(
                                409,
                                "many-files",
                                "there are " + MOST + " files already",
                                "remove one first");
                    }
                    return mine;
                });
        var id = ids.next("file");
        try {
            var kind = kind(from);
            var file = store(who, work, id, plain(name), kind, from);
            return storage.writeAndWait(tx -> {
                people.revalidate(tx, who);
                room.mayChange(room.store.work(tx, work.id()).orElseThrow());
                room.files.put(tx, file);
                ledger.append(
                        tx,
                        new Entry(
                                "lab.file-kept",
                                who.id(),
                                work.id(),
                                Map.of("file", id, "kind", kind.words(), "bytes", file.bytes()),
                                Map.of("digest", new Personal(who.id(), file.digest()))));
                return file;
            });
        } catch (IOException e) {
            forget(id);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            forget(id);
            throw e;
        }
    }

    private static FileKind kind(Path from) throws IOException {
        try (var in = Files.newInputStream(from)) {
            return FileKind.of(in)
                    .orElseThrow(() ->
                            LabRoom.problem(
                                    415,
                                    "file-kind",
                                    "the file is none of PDF, PNG, JPEG and plain text, whatever"
                                            + " its name says",
                                    "export it as one of these"));
        }
    }

    private LabFile store(
            Identity who, LabWork work, String id, String name, FileKind kind, Path from)
            throws IOException {
        var number = 0;
        var bytes = 0L;
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(from), digest)) {
            for (var piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                bytes += piece.length;
                if (bytes > LARGEST) {
                    throw tooLarge();
                }
                var at = number;
                var content = piece;
                storage.write(
                                Priority.BULK,
                                tx -> {
                                    room.files.part(tx, who.id(), id, at, content, clock.instant());
                                    return true;
                                })
                        .join();
                number++;
            }
        }
        return new LabFile(
                id,
                work.id(),
                name,
                kind,
                bytes,
                number,
                HexFormat.of().formatHex(digest.digest()),
                clock.instant());
    }

    private static RuntimeException tooLarge() {
        return LabRoom.problem(
                413, "too-large", "a file has at most 20 MiB", "make it smaller, or hand in parts");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void forget(String id) {
        storage.writeAndWait(tx -> {
            room.files.removeParts(tx, id);
            return true;
        });
    }

    /// The last part of a path, without what a page or a header could trip over.
    static String plain(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "").strip();
        return clean.isEmpty()
                ? "file"
                : clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean;
    }

    public void remove(Identity who, String fileId) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var file = room.files.find(tx, fileId).orElseThrow(() -> LabRoom.unknown(fileId));
            var work =
                    room.store
                            .work(tx, file.work())
                            .filter(w -> w.person().equals(who.id()))
                            .orElseThrow(() -> LabRoom.unknown(fileId));
            room.mayChange(work);
            room.files.remove(tx, fileId);
            ledger.append(
                    tx, new Entry("lab.file-removed", who.id(), work.id(), Map.of("file", fileId)));
            return true;
        });
    }

    /// For its learner and whoever may judge it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404 for everybody else
    public LabFile find(Identity reader, String fileId) {
        return storage.read(tx -> {
            var file = room.files.find(tx, fileId).orElseThrow(() -> LabRoom.unknown(fileId));
            var readable =
                    room.store
                            .work(tx, file.work())
                            .filter(w ->
                                    w.person().equals(reader.id())
                                            || mentoring.mayRead(tx, reader, w));
            if (readable.isEmpty()) {
                throw LabRoom.unknown(fileId);
            }
            return file;
        });
    }

    /// The file's bytes in order, one piece in memory at a time.
    public void read(LabFile file, Consumer<byte[]> to) {
        for (var i = 0; i < file.parts(); i++) {
            var number = i;
            var piece =
                    storage.read(tx -> {
                        var person =
                                room.store.work(tx, file.work()).map(LabWork::person).orElse("");
                        return room.files.part(tx, person, file.id(), number);
                    });
            to.accept(
                    piece.orElseThrow(() ->
                            LabRoom.problem(
                                    410, "erased", "the file was erased", "it cannot be read")));
        }
    }

    /// Parts of files that were never finished, because the server went down meanwhile.
    void sweep() {
        storage.writeAndWait(tx -> {
            room.files
                    .abandoned(tx, clock.instant().minus(UNFINISHED), AT_ONCE)
                    .forEach(id -> room.files.removeParts(tx, id));
            return true;
        });
    }
}
