package dev.countersign.training;

import dev.countersign.course.FilmKind;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The organisation's own films, in the place of those that a pack has not. A film goes from the
/// disk into the store piece by piece, and is there as a whole or not at all; it is read piece by
/// piece, from anywhere. Threads may share it.
public final class Films {
    public static final long LARGEST = 200L * 1024 * 1024;

    private static final String MAY = "programme_manager";
    private static final int PIECE = 256 * 1024;
    private static final int AT_ONCE = 20;
    private static final Duration ARRIVING = Duration.ofHours(1);

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Watching watching;
    private final InstantSource clock;
    private final Ids ids;
    private final FilmStore store = new FilmStore();

    Films(
            Storage storage,
            Ledger ledger,
            People people,
            Watching watching,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.watching = watching;
        this.clock = clock;
        this.ids = ids;
    }

    public static boolean may(Identity who) {
        return who.has(MAY);
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public static void require(Identity who) {
        if (!may(who)) {
            throw problem(403, "role", "films are brought by a " + MAY, "ask one of them");
        }
    }

    public List<Film> of(String pack) {
        return storage.read(tx -> store.of(tx, pack));
    }

    public Optional<Film> find(String pack, String video) {
        return storage.read(tx -> store.find(tx, pack, video));
    }

    /// @param from the caller deletes it
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 413, or 415 by its content
    public Film keep(Identity who, String pack, String video, Path from) {
        require(who);
        watching.lesson(pack, video);
        var id = ids.next("film");
        try {
            var kind = kind(from);
            var film = pieces(who, id, pack, video, kind, from);
            storage.writeAndWait(tx -> {
                people.revalidate(tx, who);
                store.put(tx, film);
                ledger.append(
                        tx,
                        new Entry(
                                "film.kept",
                                who.id(),
                                pack,
                                Map.of(
                                        "video", video,
                                        "kind", kind.type(),
                                        "bytes", film.bytes(),
                                        "digest", film.digest())));
                return true;
            });
            return film;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FilmKind kind(Path from) throws IOException {
        try (var in = Files.newInputStream(from)) {
            return FilmKind.of(in)
                    .orElseThrow(() ->
                            problem(
                                    415,
                                    "film-kind",
                                    "the file is neither MP4 nor WebM, whatever its name says",
                                    "export it as MP4 (H.264, AAC) or as WebM"));
        }
    }

    private Film pieces(
            Identity who, String id, String pack, String video, FilmKind kind, Path from)
            throws IOException {
        var number = 0;
        var bytes = 0L;
        var digest = sha256();
        try (var in = new DigestInputStream(Files.newInputStream(from), digest)) {
            for (var piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                bytes += piece.length;
                if (bytes > LARGEST) {
                    throw problem(
                            413,
                            "too-large",
                            "a film has at most 200 MiB",
                            "encode it with fewer bits a second");
                }
                var at = number;
                var content = piece;
                storage.write(
                                Priority.BULK,
                                tx -> {
                                    store.piece(tx, id, at, content, clock.instant());
                                    return true;
                                })
                        .join();
                number++;
            }
        }
        return new Film(
                id,
                pack,
                video,
                kind,
                bytes,
                number,
                HexFormat.of().formatHex(digest.digest()),
                who.id(),
                clock.instant());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public void remove(Identity who, String pack, String video) {
        require(who);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            if (store.find(tx, pack, video).isPresent()) {
                store.remove(tx, pack, video);
                ledger.append(
                        tx, new Entry("film.removed", who.id(), pack, Map.of("video", video)));
            }
            return true;
        });
    }

    /// Its bytes from one place to before another, one piece in memory at a time.
    public void read(Film film, long from, long to, Consumer<byte[]> out) {
        for (var at = from; at < to; ) {
            var number = (int) (at / PIECE);
            var piece =
                    storage.read(tx -> store.piece(tx, film.id(), number))
                            .orElseThrow(() ->
                                    problem(
                                            410,
                                            "replaced",
                                            "the film was replaced meanwhile",
                                            "reload the page"));
            var begin = (int) (at % PIECE);
            var end = (int) Math.min(piece.length, begin + (to - at));
            out.accept(Arrays.copyOfRange(piece, begin, end));
            at += end - begin;
        }
    }

    /// What belongs to no film any more, or never came to be one. Some of it at a time.
    void sweep() {
        storage.read(tx -> store.orphan(tx, clock.instant().minus(ARRIVING)))
                .ifPresent(film ->
                        storage.writeAndWait(tx -> {
                            store.shorten(tx, film, AT_ONCE);
                            return true;
                        }));
    }

    private static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The film was not changed", detail, remedy).asException();
    }
}
