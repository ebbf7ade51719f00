package dev.countersign.people;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes who works here, in the caller's transaction: each change recorded, and never without
/// somebody who may administer.
final class Roster {
    private final PeopleStore store;
    private final Ledger ledger;
    private final InstantSource clock;

    Roster(PeopleStore store, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    void register(Tx tx, Iterable<Person> wanted, String by) throws SQLException {
        var known = new HashMap<String, Person>();
        store.all(tx).forEach(row -> known.put(row.person().id(), row.person()));
        var administrated = known.values().stream().anyMatch(Roster::administers);
        for (var person : wanted) {
            var normal =
                    new Person(
                            person.id(),
                            person.name(),
                            person.email().toLowerCase(Locale.ROOT),
                            person.zone(),
                            person.active(),
                            person.roles());
            var before = known.put(normal.id(), normal);
            if (normal.equals(before)) {
                continue;
            }
            refuseUnusable(before, normal, known);
            if (before == null) {
                store.insert(tx, normal, null, clock.instant());
            } else {
                store.update(tx, normal);
            }
            ledger.append(tx, changed(before, normal, by));
        }
        if (administrated && known.values().stream().noneMatch(Roster::administers)) {
            throw lastAdministrator();
        }
    }

    /// @param known everyone after the change
    private static void refuseUnusable(
            @Nullable Person before, Person now, Map<String, Person> known) {
        if (before != null && before.erased()) {
            throw refused(
                    409, "erased", "`" + now.id() + "` was erased", "add them under another id");
        }
        // Ids that look like the product's own would mix people up with calls and modules.
        if (before == null
                && !now.id().matches("(?!(call|case|entry|system)\\b)[A-Za-z0-9._-]{1,64}")) {
            throw refused(
                    422,
                    "person-id",
                    "`" + now.id() + "` cannot be a person's id",
                    "use 1 to 64 letters, digits, `.`, `_` or `-`; not `call`, `case`, `entry` or"
                            + " `system` in front");
        }
        for (var other : known.values()) {
            if (!other.id().equals(now.id()) && other.email().equals(now.email())) {
                throw refused(
                        409,
                        "email-taken",
                        "the address `" + now.email() + "` belongs to `" + other.id() + "`",
                        "give each person an address of their own");
            }
        }
    }

    private static ProblemException refused(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Not changed", detail, remedy).asException();
    }

    void erase(Tx tx, String personId) {
        var others =
                store.all(tx).stream()
                        .map(PeopleStore.Row::person)
                        .filter(p -> !p.id().equals(personId));
        if (others.noneMatch(Roster::administers)) {
            throw lastAdministrator();
        }
        store.erase(tx, personId, clock.instant());
    }

    private static ProblemException lastAdministrator() {
        return new Problem(
                        409,
                        "last-administrator",
                        "The last administrator",
                        "nobody would be left who may administer",
                        "make somebody else an administrator first")
                .asException();
    }

    private static boolean administers(Person person) {
        return person.active() && person.roles().contains("administrator");
    }

    private static Entry changed(@Nullable Person before, Person now, String by) {
        return new Entry(
                before == null ? "person.added" : "person.changed",
                by,
                now.id(),
                Map.of(
                        "roles", now.roles().stream().sorted().toList(),
                        "active", now.active(),
                        "zone", now.zone().getId()),
                Map.of(
                        "name", new Personal(now.id(), now.name()),
                        "email", new Personal(now.id(), now.email())));
    }
}
