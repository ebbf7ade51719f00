package dev.countersign.material;

import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Material;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.material.Lifecycle.Word;
import dev.countersign.material.press.Manuscript;
import dev.countersign.material.press.Manuscripts;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses;
import dev.countersign.training.Courses.Taught;
import dev.countersign.training.Learning;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The materials of the courses that are taught: what there is, how far each is, whether it still
/// says what is in force. Threads may share it.
public final class Materials {
    private static final int LEAST_WORDS = 10;
    private static final int MOST_WORDS = 2000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final Learning learning;
    private final Supplier<Live> live;
    private final InstantSource clock;
    private final MaterialStore store = new MaterialStore();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Materials(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            Learning learning,
            Supplier<Live> live,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.learning = learning;
        this.live = live;
        this.clock = clock;
    }

    /// What materials are made of now; kept until the pack or what is in force changes.
    private record Known(String digest, Live live, Map<String, List<Ingredient>> ingredients) {}

    /// A line of the checklist.
    public interface Check {
        String text();

        /// What is not there yet; empty where it holds.
        List<String> missing();
    }

    /// @param version the newest that this reader may see
    /// @param changed what is different since it was made; empty where it is up to date
    /// @param open whether this reader may open its files
    public record Listed(
            Material material, Optional<Version> version, List<String> changed, boolean open) {}

    /// A course's materials as one reader sees them.
    ///
    /// @param checks empty for learners
    public record Shelf(
            Taught taught,
            List<Listed> listed,
            List<Check> checks,
            Optional<Word> mentorsTrained,
            boolean mayMake) {
        public Optional<Listed> find(String material) {
            return listed.stream().filter(l -> l.material().id().equals(material)).findFirst();
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Shelf shelf(Identity who, String packId) {
        var taught = taught(packId);
        var pack = taught.pack();
        var drafts = Readers.seesDrafts(who);
        var isLearner = learning.of(who, packId).enrolled();
        var newest = new HashMap<String, Version>();
        var seen = new HashMap<String, Version>();
        var trained = new ArrayList<Word>();
        storage.read(tx -> {
            for (var v : store.versions(tx, packId)) {
                newest.put(v.material(), v);
                if (drafts || v.lifecycle().state() == Lifecycle.State.DELIVERED) {
                    seen.put(v.material(), v);
                }
            }
            store.mentorsTrained(tx, packId).ifPresent(trained::add);
            return true;
        });
        var now = ingredients(taught);
        var listed = new ArrayList<Listed>();
        for (var material : pack.materials()) {
            var open = Readers.mayOpen(who, material, isLearner);
            if (open || drafts) {
                var version = Optional.ofNullable(seen.get(material.id()));
                listed.add(
                        new Listed(
                                material,
                                version,
                                version.map(v ->
                                                changed(
                                                        v.ingredients(),
                                                        now.getOrDefault(material.id(), List.of())))
                                        .orElse(List.of()),
                                open));
            }
        }
        var word = trained.stream().findFirst();
        return new Shelf(
                taught,
                listed,
                drafts ? new Checklist(pack, newest, word).items() : List.of(),
                word,
                Readers.mayMake(who));
    }

    private Taught taught(String packId) {
        return courses.find(packId)
                .orElseThrow(() ->
                        problem(
                                404,
                                "unknown-course",
                                "there is no `" + packId + "`",
                                "start from your courses"));
    }

    private Map<String, List<Ingredient>> ingredients(Taught taught) {
        var inForce = live.get();
        var before = known.get(taught.pack().id());
        if (before != null
                && before.digest().equals(taught.digest())
                && before.live().equals(inForce)) {
            return before.ingredients();
        }
        var out = new HashMap<String, List<Ingredient>>();
        for (var m : taught.pack().materials()) {
            out.put(m.id(), Manuscripts.ingredients(taught.pack(), m, inForce));
        }
        known.put(taught.pack().id(), new Known(taught.digest(), inForce, Map.copyOf(out)));
        return out;
    }

    static List<String> changed(List<Ingredient> before, List<Ingredient> now) {
        var out = new ArrayList<String>();
        var left = new HashMap<String, String>();
        before.forEach(i -> left.put(i.name(), i.digest()));
        for (var i : now) {
            if (!i.digest().equals(left.remove(i.name()))) {
                out.add(i.name());
            }
        }
        left.keySet().stream().sorted().forEach(out::add);
        return out;
    }

    /// Every version of one material that this reader may see, newest first.
    public List<Version> history(Identity who, String packId, String materialId) {
        var shelf = shelf(who, packId);
        var listed = shelf.find(materialId).orElseThrow(() -> unknown(materialId));
        if (!listed.open()) {
            throw forMentors();
        }
        var drafts = Readers.seesDrafts(who);
        return storage.read(tx -> store.versions(tx, packId)).stream()
                .filter(v -> v.material().equals(materialId))
                .filter(v -> drafts || v.lifecycle().state() == Lifecycle.State.DELIVERED)
                .sorted((a, b) -> Integer.compare(b.number(), a.number()))
                .toList();
    }

    /// The exact bytes of a digest. Who opens a key is recorded.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for whom it is not, 404
    public MadeFile open(Identity who, String packId, String materialId, String digest) {
        var pack = taught(packId).pack();
        var kept =
                history(who, packId, materialId).stream()
                        .flatMap(v -> v.file(digest).stream())
                        .findFirst()
                        .orElseThrow(() -> unknown(materialId));
        var secret =
                pack.materials().stream()
                        .anyMatch(m -> m.id().equals(materialId) && m.forMentors());
        if (secret) {
            storage.writeAndWait(tx -> {
                people.revalidate(tx, who);
                ledger.append(
                        tx,
                        new Entry(
                                "material.key-opened",
                                who.id(),
                                packId + "/" + materialId,
                                Map.of("file", digest)));
                return true;
            });
        }
        var bytes =
                storage.read(tx -> store.bytes(tx, digest)).orElseThrow(() -> unknown(materialId));
        return new MadeFile(kept.name(), kept.type(), kept.pages(), bytes);
    }

    /// What is to be made: where there is nothing yet, or something changed since.
    List<Material> wanting(Taught taught, boolean onlyMadeBefore) {
        var newest = new HashMap<String, Version>();
        storage.read(tx -> {
            store.versions(tx, taught.pack().id()).forEach(v -> newest.put(v.material(), v));
            return true;
        });
        var now = ingredients(taught);
        return taught.pack().materials().stream()
                .filter(m -> {
                    var version = newest.get(m.id());
                    return version == null
                            ? !onlyMadeBefore
                            : !changed(version.ingredients(), now.getOrDefault(m.id(), List.of()))
                                    .isEmpty();
                })
                .toList();
    }

    Manuscript manuscript(Pack pack, Material material) {
        return Manuscripts.of(pack, material, live.get());
    }

    /// Keeps what was made, unless the newest version has this content already.
    void keep(String by, Taught taught, Manuscript manuscript, List<MadeFile> files, String id) {
        storage.writeAndWait(tx -> {
            var before =
                    store.versions(tx, taught.pack().id()).stream()
                            .filter(v -> v.material().equals(manuscript.id()))
                            .reduce((_, last) -> last);
            if (before.filter(v -> v.content().equals(manuscript.digest())).isPresent()) {
                return true;
            }
            var version =
                    new Version(
                            id,
                            taught.pack().id(),
                            manuscript.id(),
                            before.map(v -> v.number() + 1).orElse(1),
                            manuscript.digest(),
                            manuscript.ingredients(),
                            taught.digest(),
                            by,
                            clock.instant(),
                            List.of(),
                            new Lifecycle(List.of()));
            store.insert(tx, version, files);
            ledger.append(
                    tx,
                    new Entry(
                            "material.made",
                            by,
                            version.pack() + "/" + version.material(),
                            Map.of(
                                    "version",
                                    (long) version.number(),
                                    "content",
                                    version.content(),
                                    "files",
                                    files.stream().map(f -> (Object) f.digest()).toList())));
            return true;
        });
    }

    /// Says one's word on the newest version.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where another version is
    ///   newest, 422 without words
    public void say(
            Identity who,
            String packId,
            String materialId,
            String versionId,
            Step step,
            String words) {
        var text = words(words);
        var listed = shelf(who, packId).find(materialId).orElseThrow(() -> unknown(materialId));
        if (!listed.open()) {
            throw forMentors();
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var newest =
                    store.versions(tx, packId).stream()
                            .filter(v -> v.material().equals(materialId))
                            .reduce((_, last) -> last)
                            .orElseThrow(() -> unknown(materialId));
            if (!newest.id().equals(versionId)) {
                throw problem(
                        409,
                        "not-newest",
                        "version " + newest.number() + " was made meanwhile",
                        "read that one");
            }
            var why = newest.lifecycle().whyNot(step, who.id(), people.rolesOf(tx, who.id()));
            if (why.isPresent()) {
                throw problem(403, "not-your-word", why.get(), "leave it to whose turn it is");
            }
            store.say(tx, versionId, new Word(step, who.id(), text, clock.instant()));
            tell(tx, "material." + told(step), who, packId + "/" + materialId, newest, text);
            return true;
        });
    }

    private static String told(Step step) {
        return switch (step) {
            case EXPERT -> "expert-reviewed";
            case OPS_LEAD -> "lead-reviewed";
            case FIELD_TEST -> "field-tested";
            case DELIVERED -> "delivered";
        };
    }

    private void tell(Tx tx, String action, Identity who, String subject, Version v, String text)
            throws java.sql.SQLException {
        ledger.append(
                tx,
                new Entry(
                        action,
                        who.id(),
                        subject,
                        Map.of(
                                "version", (long) v.number(),
                                "content", v.content(),
                                "words", Digests.hex(text))));
    }

    /// Says that the mentors of a course are trained.
    public void mentorsTrained(Identity who, String packId, String words) {
        var text = words(words);
        taught(packId);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            if (!people.rolesOf(tx, who.id()).contains("programme_manager")) {
                throw problem(
                        403,
                        "role",
                        "that mentors are trained is said by a programme_manager",
                        "ask one");
            }
            store.mentorsTrained(
                    tx, packId, new Word(Step.DELIVERED, who.id(), text, clock.instant()));
            ledger.append(
                    tx,
                    new Entry(
                            "material.mentors-trained",
                            who.id(),
                            packId,
                            Map.of("words", Digests.hex(text))));
            return true;
        });
    }

    private static String words(String words) {
        var text = words.strip();
        if (text.length() < LEAST_WORDS || text.length() > MOST_WORDS) {
            throw problem(
                    422,
                    "words",
                    "a word on a material has %d to %d characters"
                            .formatted(LEAST_WORDS, MOST_WORDS),
                    "say what you looked at and what you found");
        }
        return text;
    }

    private static RuntimeException forMentors() {
        return problem(
                403,
                "for-mentors",
                "this is for mentors: it holds the answers",
                "your mentor goes through it with you");
    }

    private static RuntimeException unknown(String what) {
        return problem(
                404,
                "unknown-material",
                "there is no `" + what + "` for you here",
                "start from the course's materials");
    }

    static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The material stays as it was", detail, remedy)
                .asException();
    }
}
