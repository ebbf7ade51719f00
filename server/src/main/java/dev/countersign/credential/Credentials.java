package dev.countersign.credential;

import dev.countersign.credential.Credential.Kind;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Signed credentials for what people hold. One is made when its holder asks for it, and is revoked
/// in the transaction that takes away what it says. Threads may share it.
public final class Credentials {
    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Competencies competencies;
    private final Courses courses;
    private final Achievements achievements;
    private final Publishing publishing;
    private final InstantSource clock;
    private final Ids ids;
    private final CredentialStore store;

    /// @param keys what signs, and where its public half is
    public Credentials(
            Storage storage,
            Ledger ledger,
            People people,
            Competencies competencies,
            Courses courses,
            IssuerSettings keys,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.competencies = competencies;
        this.courses = courses;
        this.clock = clock;
        this.ids = ids;
        achievements = new Achievements(courses);
        store = new CredentialStore(ledger.vault());
        publishing = new Publishing(storage, ledger, people, store, keys, clock);
        competencies.onLost(this::lost);
    }

    /// @param directory of the keys
    /// @param address where people reach the server
    /// @param organisation in whose name it signs
    public record IssuerSettings(
            java.nio.file.Path directory,
            Supplier<String> address,
            Supplier<String> organisation,
            java.security.SecureRandom random) {}

    public Publishing publishing() {
        return publishing;
    }

    public Achievements achievements() {
        return achievements;
    }

    /// What a credential is about to say, as it stands now.
    private record Ground(int level, Optional<Instant> until) {}

    /// The credential for what one holds now; the one that says so already, where there is one.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404, 409
    public Credential issue(Identity who, Kind kind, String name) {
        var key = publishing.signingKey();
        var opened =
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, who);
                    var ground = ground(tx, who.id(), kind, name);
                    var now = clock.instant();
                    var same =
                            store.of(tx, who.id()).stream()
                                    .filter(c -> c.kind() == kind && c.name().equals(name))
                                    .filter(c -> c.level() == ground.level() && c.holds(now))
                                    .filter(c -> c.validUntil().equals(ground.until()))
                                    .findFirst();
                    if (same.isPresent()) {
                        return same.get();
                    }
                    var c =
                            new Credential(
                                    ids.next("credential"),
                                    who.id(),
                                    kind,
                                    name,
                                    ground.level(),
                                    store.nextIndex(tx),
                                    Optional.empty(),
                                    now.truncatedTo(ChronoUnit.SECONDS),
                                    ground.until(),
                                    Optional.empty());
                    store.insert(tx, c);
                    return c;
                });
        if (opened.jwt().isPresent()) {
            return opened;
        }
        // Signing takes milliseconds of a processor, so it is done outside the writer's thread.
        var jwt = publishing.sign(content(who, opened), key);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var before = store.find(tx, opened.id());
            if (before.isPresent() && before.get().jwt().isPresent()) {
                return before.get();
            }
            if (before.flatMap(Credential::revokedAt).isPresent()
                    || !ground(tx, who.id(), kind, name)
                            .equals(new Ground(opened.level(), opened.validUntil()))) {
                throw changed();
            }
            store.sign(tx, opened, jwt);
            ledger.append(
                    tx,
                    new Entry(
                            "credential.issued",
                            who.id(),
                            opened.id(),
                            Map.of(
                                    "kind", kind.name().toLowerCase(java.util.Locale.ROOT),
                                    "name", name,
                                    "digest", Digests.hex(jwt))));
            return opened.signed(jwt);
        });
    }

    private static RuntimeException changed() {
        return Refusal.of(
                409, "changed-meanwhile", "what you hold changed meanwhile", "ask for it again");
    }

    private Ground ground(Tx tx, String person, Kind kind, String name) {
        return switch (kind) {
            case COMPETENCY -> {
                var standing = competencies.standing(tx, person, name);
                if (standing.definitions().isEmpty()) {
                    throw unknown(name);
                }
                yield standing.held()
                        .map(h -> new Ground(h.level(), h.until()))
                        .orElseThrow(() -> notHeld(name));
            }
            case COURSE -> {
                if (courses.find(name).isEmpty()) {
                    throw unknown(name);
                }
                if (competencies.accepted(tx, person).find(Piece.course(name)).isEmpty()) {
                    throw notHeld(name);
                }
                yield new Ground(0, Optional.empty());
            }
        };
    }

    private BadgeDocument.Content content(Identity who, Credential c) {
        var facts = storage.read(tx -> competencies.accepted(tx, who.id()));
        var definition =
                competencies.defined().getOrDefault(c.name(), List.of()).stream()
                        .max(
                                java.util.Comparator.comparingInt(
                                        d -> achievements.evidence(d, c.level(), facts).size()));
        var about =
                c.kind() == Kind.COMPETENCY && definition.isPresent()
                        ? achievements.competency(definition.get(), c.level())
                        : achievements.course(
                                courses.find(c.name()).orElseThrow(() -> changed()).pack());
        var evidence =
                c.kind() == Kind.COMPETENCY && definition.isPresent()
                        ? achievements.evidence(definition.get(), c.level(), facts)
                        : facts.find(Piece.course(c.name())).stream()
                                .map(s ->
                                        new BadgeDocument.Evidence(
                                                Piece.course(c.name()),
                                                "course " + about.name(),
                                                s.first()))
                                .toList();
        return new BadgeDocument.Content(
                c.id(),
                c.statusIndex(),
                "urn:countersign:" + ids.next("subject"),
                who.person().email(),
                Digests.hex(ids.next("salt") + ids.next("salt")).substring(0, 32),
                about,
                evidence,
                c.issuedAt(),
                c.validUntil());
    }

    /// One's own, the newest first.
    public List<Credential> of(String person) {
        return storage.read(
                tx -> store.of(tx, person).stream().filter(c -> c.jwt().isPresent()).toList());
    }

    /// Titles of the courses that somebody has completed, by id.
    public Map<String, String> coursesCompleted(String person) {
        var facts = storage.read(tx -> competencies.accepted(tx, person));
        return courses.all().stream()
                .map(Courses.Taught::pack)
                .filter(p -> facts.find(Piece.course(p.id())).isPresent())
                .collect(Collectors.toMap(p -> p.id(), p -> p.title()));
    }

    /// What an achievement asks for, at its public address; empty where it is not taught any more.
    public Optional<Map<String, Object>> achievement(String kind, String name) {
        return switch (kind) {
            case "course" ->
                    courses.find(name)
                            .map(t -> publishing.achievement(achievements.course(t.pack())));
            case "competency" ->
                    competencies.defined().getOrDefault(name, List.of()).stream()
                            .findFirst()
                            .map(d ->
                                    publishing.achievement(achievements.competency(d, d.target())));
            default -> Optional.empty();
        };
    }

    /// By its id; empty also while it is not signed.
    public Optional<Credential> find(String id) {
        return storage.read(tx -> store.find(tx, id)).filter(c -> c.jwt().isPresent());
    }

    private void lost(Tx tx, String person, String competency, String because) throws SQLException {
        for (var c : store.of(tx, person)) {
            if (c.kind() == Kind.COMPETENCY
                    && c.name().equals(competency)
                    && store.revoke(tx, c.id(), because, clock.instant())) {
                ledger.append(
                        tx,
                        new Entry(
                                "credential.revoked",
                                "system:credential",
                                c.id(),
                                Map.of("because", because)));
            }
        }
    }

    private static RuntimeException unknown(String name) {
        return Refusal.of(
                404,
                "unknown-achievement",
                "there is no `" + name + "` to have a credential of",
                "start from Competencies");
    }

    private static RuntimeException notHeld(String name) {
        return Refusal.of(
                409,
                "not-held",
                "you do not hold `" + name + "` now",
                "see /learn/competencies for what is missing");
    }
}
