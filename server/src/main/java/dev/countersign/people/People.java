package dev.countersign.people;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who works here and how they prove it. Threads may share it.
///
/// Reads come from memory, because every call asks; they never grant by themselves: whoever records
/// the use of an identity calls [#revalidate] in that same transaction.
public final class People implements Directory {
    private static final Duration SESSION_IDLE = Duration.ofMinutes(30);
    private static final Duration SESSION_LENGTH = Duration.ofHours(8);
    private static final int SESSIONS_PER_PERSON = 3;
    private static final int MIN_PASSWORD_CHARACTERS = 10;

    private final Storage storage;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Ids ids;
    private final Secrets secrets;
    private final SignInLimit limit;
    private final PeopleStore store = new PeopleStore();
    private final KeyUses uses = new KeyUses();
    private final Roster roster;
    private final Map<String, PeopleStore.KeyRow> keys = new ConcurrentHashMap<>();
    private volatile Map<String, PeopleStore.Row> people = Map.of();

    /// @param pepper 32 bytes kept outside the database
    public People(
            Storage storage,
            Ledger ledger,
            InstantSource clock,
            Ids ids,
            byte[] pepper,
            SecureRandom random) {
        this.storage = storage;
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.secrets = new Secrets(pepper, random);
        this.limit = new SignInLimit(clock);
        this.roster = new Roster(store, ledger, clock);
        refresh();
    }

    /// Reads people and keys anew; called after every change of this node and on a timer for
    /// changes made elsewhere. One at a time, so that an older reading never replaces a newer one.
    public synchronized void refresh() {
        var due = uses.due();
        if (!due.isEmpty()) {
            storage.writeAndWait(tx -> {
                for (var use : due.entrySet()) {
                    store.used(tx, use.getKey(), use.getValue());
                }
                return true;
            });
            uses.written(due);
        }
        storage.read(tx -> {
            var fresh = new HashMap<String, PeopleStore.Row>();
            store.all(tx).forEach(row -> fresh.put(row.person().id(), row));
            var usable = store.usableKeys(tx);
            var lookups = new HashMap<String, PeopleStore.KeyRow>();
            usable.forEach(key -> lookups.put(key.lookup(), key));
            people = Map.copyOf(fresh);
            keys.keySet().retainAll(lookups.keySet());
            keys.putAll(lookups);
            return true;
        });
    }

    @Override
    public List<Person> everyone() {
        return people.values().stream()
                .map(PeopleStore.Row::person)
                .sorted(java.util.Comparator.comparing(Person::name))
                .toList();
    }

    @Override
    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id)).map(PeopleStore.Row::person);
    }

    public Optional<Person> byEmail(String email) {
        var wanted = email.toLowerCase(Locale.ROOT);
        return everyone().stream().filter(p -> p.email().equals(wanted)).findFirst();
    }

    @Override
    public List<Person> holding(String role) {
        return everyone().stream().filter(p -> p.active() && p.roles().contains(role)).toList();
    }

    /// The holder of a key, or empty for an unknown, expired or revoked one. Does not block.
    public Optional<Identity> byKey(String secret) {
        var key = keys.get(secrets.lookup(secret));
        if (key == null || !clock.instant().isBefore(key.expiresAt())) {
            return Optional.empty();
        }
        uses.note(key.id(), clock.instant());
        var row = people.get(key.personId());
        return row == null || !row.person().active()
                ? Optional.empty()
                : Optional.of(new Identity(row.person(), row.epoch(), Optional.of(key.id())));
    }

    public Optional<Identity> identity(String personId) {
        return Optional.ofNullable(people.get(personId))
                .filter(row -> row.person().active())
                .map(row -> new Identity(row.person(), row.epoch(), Optional.empty()));
    }

    @Override
    public void revalidate(Tx tx, Identity identity) throws SQLException {
        if (!store.stillHolds(tx, identity, clock.instant())) {
            throw new Problem(
                            401,
                            "identity-changed",
                            "Sign in again",
                            "your key or session ended, or your roles changed, since this request"
                                    + " began",
                            "sign in again or use a current key")
                    .asException();
        }
    }

    @Override
    public Set<String> rolesOf(Tx tx, String personId) {
        return store.rolesOf(tx, personId);
    }

    /// Whether somebody works here now, as the caller's transaction sees it.
    public boolean isActive(Tx tx, String personId) {
        return store.isActive(tx, personId);
    }

    @Override
    public Set<String> rolesNow(String personId) {
        return person(personId).filter(Person::active).map(Person::roles).orElse(Set.of());
    }

    /// Adds people or brings them up to date, by id. Recorded as one entry per changed person.
    public void register(Iterable<Person> wanted, String by) {
        storage.writeAndWait(tx -> {
            register(tx, wanted, by);
            return true;
        });
        refresh();
    }

    /// As [#register], in the caller's transaction; the caller calls [#refresh] afterwards.
    ///
    /// @throws dev.countersign.kernel.ProblemException 409 where nobody would be left who may
    ///   administer, an address is taken or somebody was erased; 422 for an id that cannot be one
    public void register(Tx tx, Iterable<Person> wanted, String by) throws SQLException {
        roster.register(tx, wanted, by);
    }

    /// Adds or changes somebody in an administrator's name; effective at once.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for others, 409 for the last
    ///   administrator
    public void change(Identity by, Person wanted) {
        if (!by.has("administrator")) {
            throw new Problem(
                            403,
                            "administrator",
                            "For administrators",
                            "people are added and changed by administrators",
                            "ask one")
                    .asException();
        }
        storage.writeAndWait(tx -> {
            revalidate(tx, by);
            register(tx, List.of(wanted), by.id());
            return true;
        });
        refresh();
    }

    /// A person's own choice of the zone in which pages show times.
    public void moveTo(Identity self, ZoneId zone) {
        storage.writeAndWait(tx -> {
            revalidate(tx, self);
            var p = self.person();
            register(
                    tx,
                    List.of(new Person(p.id(), p.name(), p.email(), zone, p.active(), p.roles())),
                    self.id());
            return true;
        });
        refresh();
    }

    /// Forgets who somebody was: name, address, roles, password, keys and sessions. Their id stays
    /// in the records. The caller calls [#refresh] afterwards.
    ///
    /// @throws dev.countersign.kernel.ProblemException 409 for the last administrator
    public void erase(Tx tx, String personId) {
        roster.erase(tx, personId);
    }

    /// @throws dev.countersign.kernel.ProblemException where the password is too easy to guess
    public void setPassword(String personId, String password, String by) {
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD_CHARACTERS) {
            throw new Problem(
                            422,
                            "weak-password",
                            "Choose a longer password",
                            "the password has fewer than 10 characters",
                            "use at least 10 characters; a few unrelated words are good")
                    .asException();
        }
        var hash = secrets.hashPassword(password);
        storage.writeAndWait(tx -> {
            store.setPassword(tx, personId, hash);
            ledger.append(tx, new Entry("person.password-set", by, personId, Map.of()));
            return true;
        });
        refresh();
    }

    /// @param from where the attempt came from, for the rate limit
    /// @throws dev.countersign.kernel.ProblemException 401 for a wrong pair, 429 for too many
    public Session signIn(String email, String password, String from) {
        var wanted = email.strip().toLowerCase(Locale.ROOT);
        limit.admit(wanted, from);
        var row =
                people.values().stream()
                        .filter(r -> r.person().active() && r.person().email().equals(wanted))
                        .findFirst();
        var hash = row.flatMap(PeopleStore.Row::passwordHash);
        if (row.isEmpty() || hash.isEmpty()) {
            secrets.spendACheck(password);
            throw limit.refused(wanted, from);
        }
        if (!secrets.passwordMatches(password, hash.get())) {
            throw limit.refused(wanted, from);
        }
        limit.succeeded(wanted);
        var person = row.get().person();
        var token = secrets.token();
        var csrf = secrets.token();
        var now = clock.instant();
        storage.writeAndWait(tx -> {
            store.insertSession(
                    tx, secrets.lookup(token), person.id(), csrf, now, now.plus(SESSION_LENGTH));
            store.keepNewest(tx, person.id(), secrets.lookup(token), SESSIONS_PER_PERSON);
            ledger.append(tx, new Entry("session.started", person.id(), person.id(), Map.of()));
            return true;
        });
        return new Session(token, csrf, new Identity(person, row.get().epoch(), Optional.empty()));
    }

    /// The session behind a cookie, or empty where it ended (30 idle minutes, 8 hours in all).
    public Optional<Session> session(String token) {
        var lookup = secrets.lookup(token);
        var found = storage.read(tx -> store.session(tx, lookup));
        var now = clock.instant();
        if (found.isEmpty()
                || !now.isBefore(found.get().expiresAt())
                || now.isAfter(found.get().seenAt().plus(SESSION_IDLE))) {
            return Optional.empty();
        }
        if (now.isAfter(found.get().seenAt().plus(Duration.ofMinutes(1)))) {
            storage.writeAndWait(tx -> {
                store.touchSession(tx, lookup, now);
                return true;
            });
        }
        return identity(found.get().personId())
                .map(identity -> new Session(token, found.get().csrf(), identity));
    }

    public void signOut(Session session) {
        storage.writeAndWait(tx -> {
            store.deleteSession(tx, secrets.lookup(session.token()));
            ledger.append(
                    tx,
                    new Entry(
                            "session.ended",
                            session.identity().id(),
                            session.identity().id(),
                            Map.of()));
            return true;
        });
    }

    public NewKey issueKey(String personId, String label, Duration validity, String by) {
        var id = ids.next("key");
        var secret = "cs-" + secrets.token();
        var now = clock.instant();
        var expires = now.plus(validity);
        var lookup = secrets.lookup(secret);
        storage.writeAndWait(tx -> {
            store.insertKey(
                    tx,
                    id,
                    personId,
                    label,
                    lookup,
                    secret.substring(secret.length() - 4),
                    now,
                    by,
                    expires);
            ledger.append(
                    tx,
                    new Entry(
                            "key.issued",
                            by,
                            id,
                            Map.of("person", personId, "expires", expires.toString())));
            return true;
        });
        remember(new PeopleStore.KeyRow(id, personId, lookup, expires));
        return new NewKey(id, secret, expires);
    }

    /// Ends a key at once: calls in flight are refused at their next record.
    ///
    /// @return false where it had ended before
    public boolean revokeKey(String keyId, String by) {
        var now = clock.instant();
        boolean revoked =
                storage.writeAndWait(tx -> {
                    var done = store.revokeKey(tx, keyId, now, by);
                    if (done) {
                        ledger.append(tx, new Entry("key.revoked", by, keyId, Map.of()));
                    }
                    return done;
                });
        forget(keyId);
        return revoked;
    }

    private synchronized void remember(PeopleStore.KeyRow key) {
        keys.put(key.lookup(), key);
    }

    private synchronized void forget(String keyId) {
        keys.values().removeIf(key -> key.id().equals(keyId));
    }

    public List<KeyInfo> keysOf(String personId) {
        return storage.read(tx -> new ArrayList<>(store.keysOf(tx, personId)));
    }
}
