package dev.countersign.training;

import dev.countersign.course.Pack;
import dev.countersign.course.PackReader;
import dev.countersign.course.Quiz;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The packs that are taught. A pack is kept under the digest of its files; an attempt goes on with
/// the text it began with. Threads may share it.
public final class Courses {
    private final Storage storage;
    private final Ledger ledger;
    private final InstantSource clock;
    private final TrainingStore store = new TrainingStore();
    private final Map<String, Pack> byDigest = new ConcurrentHashMap<>();
    private volatile Map<String, Taught> current = Map.of();
    private volatile Supplier<Quiz.Counts> asSet = () -> Quiz.Counts.LAST;

    /// @param digest of its files
    public record Taught(String digest, Pack pack) {}

    public Courses(Storage storage, Ledger ledger, InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// From now on, which attempt counts at quizzes that do not say it.
    public void countBy(Supplier<Quiz.Counts> setting) {
        asSet = setting;
    }

    /// Which attempt counts at a quiz.
    public Quiz.Counts counts(Quiz quiz) {
        return quiz.counts() == Quiz.Counts.AS_SET ? asSet.get() : quiz.counts();
    }

    /// Those in force, from the store.
    public void refresh() {
        current =
                storage.read(store::current).stream()
                        .map(k -> new Taught(k.digest(), parsed(k)))
                        .collect(Collectors.toUnmodifiableMap(t -> t.pack().id(), t -> t));
    }

    private Pack parsed(TrainingStore.Kept kept) {
        return byDigest.computeIfAbsent(
                kept.digest(),
                _ ->
                        PackReader.asKept(kept.files())
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "`"
                                                        + kept.pack()
                                                        + "` was kept and cannot be read")));
    }

    public Collection<Taught> all() {
        return current.values();
    }

    public Optional<Taught> find(String id) {
        return Optional.ofNullable(current.get(id));
    }

    /// The pack as it was.
    Pack at(Tx tx, String digest) {
        var known = Optional.ofNullable(byDigest.get(digest));
        return known.orElseGet(() ->
                parsed(
                        store.pack(tx, digest)
                                .orElseThrow(() ->
                                        new IllegalStateException("no pack `" + digest + "`"))));
    }

    /// Brings a pack into force.
    ///
    /// @param files text by path inside it
    /// @throws dev.countersign.kernel.ProblemException 422 with every finding, 409 where its
    ///   version was kept with other content
    public Taught keep(String by, SortedMap<String, String> files) {
        var read = PackReader.read(files);
        if (read.pack().isEmpty()) {
            throw new Problem(
                            422,
                            "course",
                            "The pack does not add up",
                            read.findings().size() + " findings",
                            read.findings().stream().map(Finding::asLine).toList(),
                            "mend them; `countersign course check DIR` tells the same")
                    .asException();
        }
        var pack = read.pack().get();
        var digest =
                Digests.hex(
                        files.entrySet().stream()
                                .map(f -> f.getKey() + " " + Digests.hex(f.getValue()))
                                .collect(Collectors.joining("\n")));
        storage.writeAndWait(tx -> {
            var kept = new TrainingStore.Kept(digest, pack.id(), files);
            if (store.changes(tx, kept, pack.version())) {
                throw sameVersion(pack);
            }
            if (store.keep(tx, kept, pack.version(), by, clock.instant())) {
                ledger.append(
                        tx,
                        new Entry(
                                "course.kept",
                                by,
                                pack.id(),
                                Map.of("version", pack.version(), "digest", digest)));
            }
            return true;
        });
        refresh();
        return new Taught(digest, pack);
    }

    /// A version names one content: people were taught and judged by it.
    private static RuntimeException sameVersion(Pack pack) {
        return new Problem(
                        409,
                        "same-version",
                        "The version did not change",
                        "version `"
                                + pack.version()
                                + "` of `"
                                + pack.id()
                                + "` was brought into force before, with other content",
                        "give the changed pack another `version:` in its pack.yaml")
                .asException();
    }

    /// The quizzes that count for a tool's gate, as `PACK/QUIZ`.
    public List<String> opening(String tool) {
        return current.values().stream()
                .flatMap(t ->
                        t.pack().quizzes().values().stream()
                                .filter(q -> q.opens().contains(tool))
                                .map(q -> t.pack().id() + "/" + q.id()))
                .sorted()
                .toList();
    }
}
