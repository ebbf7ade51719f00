package dev.countersign.playbook;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The versions of the playbook, and the one in force. Threads may share it.
public final class Playbooks {
    private static final List<String> MAY_LOAD = List.of("programme_manager", "administrator");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final InstantSource clock;
    private final Ids ids;
    private final PlaybookStore store = new PlaybookStore();
    private final List<Consumer<LoadedPlaybook>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<LoadedPlaybook> active = Optional.empty();

    public Playbooks(Storage storage, Ledger ledger, People people, InstantSource clock, Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
    }

    /// Told on this node of every version that comes into force, and of the one in force when the
    /// server starts.
    public void onActive(Consumer<LoadedPlaybook> listener) {
        listeners.add(listener);
        active.ifPresent(listener);
    }

    /// Reads which version is in force anew; one at a time, so that the newest reading stays.
    public synchronized void refresh() {
        var id = storage.read(store::activeId);
        if (id.isEmpty() || active.filter(a -> a.id().equals(id.get())).isPresent()) {
            return;
        }
        var loaded = find(id.get());
        active = loaded;
        loaded.ifPresent(l -> listeners.forEach(listener -> listener.accept(l)));
    }

    /// Does not block.
    public Optional<LoadedPlaybook> active() {
        return active;
    }

    /// Whether this version is still in force, asked in the transaction that records its use.
    public boolean isActive(Tx tx, String id) throws SQLException {
        return store.activeId(tx).filter(id::equals).isPresent();
    }

    public Optional<LoadedPlaybook> find(String id) {
        return storage.read(tx -> store.find(tx, id)).flatMap(this::loaded);
    }

    /// Newest first.
    public List<LoadedPlaybook> versions() {
        return storage.read(store::all).stream().flatMap(row -> loaded(row).stream()).toList();
    }

    /// Newest first.
    public List<Activation> activations() {
        return storage.read(store::activations);
    }

    /// Everything there is to say about two documents, without keeping them.
    public static Draft draft(String document, String organisation) {
        return Draft.of(document, organisation);
    }

    /// The version with this id, or with an id that begins so: what decisions and calls record ends
    /// with its first eight digits.
    public Optional<LoadedPlaybook> named(String id) {
        if (!id.matches("[0-9a-f]{8,64}")) {
            return Optional.empty();
        }
        return storage.read(tx -> store.beginning(tx, id)).flatMap(this::loaded);
    }

    /// Why this person may not bring this version into force; empty where they may.
    public Optional<String> whyNotActivate(LoadedPlaybook loaded, Identity by) {
        if (!by.hasAny(MAY_LOAD)) {
            return Optional.of("playbooks are loaded and activated by " + whoMay());
        }
        if (!loaded.open().isEmpty() && !isProgrammeManager(by, loaded)) {
            return Optional.of(
                    "open findings are accepted by the playbook's programme manager only: "
                            + nameOf(loaded.organisation().owners().get("program_manager")));
        }
        return Optional.empty();
    }

    public static boolean mayLoad(Identity by) {
        return by.hasAny(MAY_LOAD);
    }

    private String whoMay() {
        var names = new java.util.TreeSet<String>();
        MAY_LOAD.forEach(role -> people.holding(role).forEach(p -> names.add(p.name())));
        return names.isEmpty()
                ? "a programme manager or an administrator"
                : String.join(", ", names) + " (programme manager or administrator)";
    }

    private String nameOf(@org.jspecify.annotations.Nullable String personId) {
        return personId == null
                ? "nobody is named"
                : people.person(personId).map(Person::name).orElse(personId);
    }

    /// Keeps a version. It is not in force yet.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, or 422 naming every error
    public LoadedPlaybook load(String document, String organisation, Identity by) {
        requireRole(by);
        var errors =
                draft(document, organisation).findings().stream()
                        .filter(f -> f.severity() == Severity.ERROR)
                        .map(Finding::asLine)
                        .toList();
        if (!errors.isEmpty()) {
            throw new Problem(
                            422,
                            "playbook-errors",
                            "The playbook has errors",
                            "the playbook cannot be used: "
                                    + errors.size()
                                    + (errors.size() == 1 ? " error" : " errors"),
                            errors,
                            "mend them and load it again; `countersign check` lists them too")
                    .asException();
        }
        var id = Digests.hex(document + "\u0000" + organisation);
        var row = new PlaybookStore.Row(id, document, organisation, clock.instant(), by.id());
        var loaded = loaded(row).orElseThrow();
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.find(tx, id).isEmpty()) {
                store.insert(tx, id, loaded.playbook().version(), row);
                ledger.append(
                        tx,
                        new Entry(
                                "playbook.loaded",
                                by.id(),
                                id,
                                Map.of(
                                        "version",
                                        loaded.playbook().version(),
                                        "open_findings",
                                        loaded.open().stream()
                                                .map(LoadedPlaybook::nameOf)
                                                .toList())));
            }
            return true;
        });
        return loaded;
    }

    /// A version that this person may bring into force, with these findings accepted.
    ///
    /// @param accepted the names of the open findings that the programme manager accepts
    /// @throws dev.countersign.kernel.ProblemException 403, 404, or 409 naming what is not accepted
    public LoadedPlaybook checked(String id, Set<String> accepted, Identity by) {
        requireRole(by);
        var loaded = find(id).orElseThrow(() -> unknown(id));
        requireAccepted(loaded, accepted);
        whyNotActivate(loaded, by)
                .ifPresent(why -> {
                    throw refused("programme-manager", "For the programme manager", why);
                });
        return loaded;
    }

    /// Brings a version into force and its people up to date; throws as [#checked].
    public Activation activate(String id, Set<String> accepted, Identity by) {
        checked(id, accepted, by);
        var activation =
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, by);
                    return activate(tx, id, accepted, by.id());
                });
        people.refresh();
        refresh();
        return activation;
    }

    /// As [#activate], in the caller's transaction and for somebody whose right to it was checked
    /// before. Whoever follows the ledger refreshes afterwards.
    public Activation activate(Tx tx, String id, Set<String> accepted, String by)
            throws SQLException {
        var loaded = store.find(tx, id).flatMap(this::loaded).orElseThrow(() -> unknown(id));
        requireAccepted(loaded, accepted);
        var activation =
                new Activation(
                        ids.next("activation"),
                        id,
                        loaded.open().stream()
                                .map(LoadedPlaybook::nameOf)
                                .filter(accepted::contains)
                                .sorted()
                                .toList(),
                        clock.instant(),
                        by);
        people.register(tx, members(loaded), by);
        store.activate(tx, activation);
        ledger.append(
                tx,
                new Entry(
                        "playbook.activated",
                        by,
                        id,
                        Map.of(
                                "version",
                                loaded.playbook().version(),
                                "accepted",
                                activation.accepted())));
        return activation;
    }

    private static void requireAccepted(LoadedPlaybook loaded, Set<String> accepted) {
        var open = new HashSet<String>();
        loaded.open().forEach(f -> open.add(LoadedPlaybook.nameOf(f)));
        open.removeAll(accepted);
        if (!open.isEmpty()) {
            throw new Problem(
                            409,
                            "open-findings",
                            "Open findings",
                            "the playbook leaves " + open.size() + " questions open",
                            open.stream().sorted().toList(),
                            "accept each by name, or settle it in the organisation file")
                    .asException();
        }
    }

    private static RuntimeException unknown(String id) {
        return new Problem(
                        404,
                        "unknown-playbook",
                        "No such version",
                        "there is no playbook `" + id + "`",
                        "load it first")
                .asException();
    }

    /// The organisation file says who has which roles. A time zone that somebody chose stays, and
    /// who was disabled stays disabled.
    private List<Person> members(LoadedPlaybook loaded) {
        return loaded.organisation().people().stream()
                .filter(m -> people.person(m.id()).filter(Person::erased).isEmpty())
                .map(m -> {
                    var known = people.person(m.id());
                    return new Person(
                            m.id(),
                            m.name(),
                            m.email(),
                            known.map(Person::zone).orElse(m.zone()),
                            known.map(Person::active).orElse(true),
                            Set.copyOf(m.roles()));
                })
                .toList();
    }

    /// The person whom this version itself names.
    private static boolean isProgrammeManager(Identity by, LoadedPlaybook loaded) {
        return by.id().equals(loaded.organisation().owners().get("program_manager"));
    }

    private Optional<LoadedPlaybook> loaded(PlaybookStore.Row row) {
        var draft = draft(row.document(), row.organisation());
        if (draft.playbook().isEmpty() || draft.organisation().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new LoadedPlaybook(
                        row.id(),
                        draft.playbook().get(),
                        draft.organisation().get(),
                        row.document(),
                        row.organisation(),
                        draft.findings(),
                        row.at(),
                        row.by()));
    }

    private void requireRole(Identity by) {
        if (!mayLoad(by)) {
            throw refused(
                    "may-not-load",
                    "Not yours to change",
                    "playbooks are loaded and activated by " + whoMay());
        }
    }

    private static RuntimeException refused(String code, String title, String detail) {
        return new Problem(403, code, title, detail, "ask them").asException();
    }
}
