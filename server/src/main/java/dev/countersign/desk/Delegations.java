package dev.countersign.desk;

import dev.countersign.desk.rules.Actor;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who stands in for whom at the desk. Threads may share it.
public final class Delegations {
    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(90);
    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 500;

    private final Storage storage;
    private final Ledger ledger;
    private final Directory people;
    private final InstantSource clock;
    private final Ids ids;
    private final DelegationStore store = new DelegationStore();

    Delegations(Storage storage, Ledger ledger, Directory people, InstantSource clock, Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
    }

    /// What this person may do at the desk now, looked up in the caller's transaction.
    Actor actor(Tx tx, Identity identity) {
        var now = clock.instant();
        var delegated = new Delegated(store.open(tx, now), id -> people.rolesOf(tx, id), now);
        return new Actor(identity.id(), delegated.powers(identity.id()));
    }

    /// As [#actor], to show and never to grant.
    Actor shown(Identity identity) {
        var now = clock.instant();
        return storage.read(tx ->
                new Actor(
                        identity.id(),
                        new Delegated(store.open(tx, now), people::rolesNow, now)
                                .powers(identity.id())));
    }

    Reader reader(Identity identity) {
        return new Reader(
                identity.id(),
                shown(identity).powers().stream()
                        .map(p -> p.role())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /// Those that hold now or will, the soonest first.
    public List<Delegation> open() {
        return storage.read(tx -> store.open(tx, clock.instant()));
    }

    /// Lends one of one's own roles to a colleague.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 where it is not one's own, 422 for a
    ///   period, person or reason that does not do
    public Delegation make(
            Identity by, String to, String role, Instant starts, Instant ends, String reason) {
        var why = reason.strip();
        if (!by.has(role)) {
            throw problem(403, "`" + role + "` is none of your own roles", "lend a role you have");
        }
        if (by.id().equals(to) || people.person(to).filter(Person::active).isEmpty()) {
            throw problem(
                    422, "`" + to + "` cannot stand in for you", "choose an active colleague");
        }
        var length = Duration.between(starts, ends);
        if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
            throw problem(
                    422,
                    "the delegation would hold for " + Math.max(0, length.toHours()) + " hours",
                    "choose from one day to 90 days");
        }
        if (!ends.isAfter(clock.instant())) {
            throw problem(422, "the delegation would be over already", "choose a later end");
        }
        if (why.length() < MIN_REASON || why.length() > MAX_REASON) {
            throw problem(
                    422,
                    "the reason has " + why.length() + " characters",
                    "write "
                            + MIN_REASON
                            + " to "
                            + MAX_REASON
                            + ", for example `on leave`, with"
                            + " what is handed over");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var made =
                    new Delegation(
                            ids.next("del"),
                            by.id(),
                            to,
                            role,
                            why,
                            by.id(),
                            clock.instant(),
                            starts,
                            ends,
                            Optional.empty());
            store.insert(tx, made);
            ledger.append(
                    tx,
                    new Entry(
                            "delegation.made",
                            by.id(),
                            made.id(),
                            Map.of(
                                    "to",
                                    to,
                                    "role",
                                    role,
                                    "starts",
                                    starts.toString(),
                                    "ends",
                                    ends.toString()),
                            Map.of("reason", new Personal(by.id(), why))));
            return made;
        });
    }

    /// Ends it at once; whoever lent or borrowed it may.
    public void end(Identity by, String id) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var found =
                    store.open(tx, clock.instant()).stream()
                            .filter(d -> d.id().equals(id))
                            .filter(d -> d.from().equals(by.id()) || d.to().equals(by.id()))
                            .findFirst();
            if (found.isEmpty()) {
                throw problem(404, "none of your delegations is `" + id + "`", "see your profile");
            }
            if (store.end(tx, id, clock.instant())) {
                ledger.append(tx, new Entry("delegation.ended", by.id(), id, Map.of()));
            }
            return true;
        });
    }

    private static ProblemException problem(int status, String detail, String remedy) {
        return new Problem(status, "delegation", "No delegation", detail, remedy).asException();
    }
}
