package dev.countersign.desk;

import dev.countersign.desk.ShareOut.Plan;
import dev.countersign.desk.ShareOut.Work;
import dev.countersign.desk.ShareOut.Worker;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who was given which case, and whether they finished it. Whoever may decide may still take any
/// case: an assignment asks, it does not lock. Threads may share it.
public final class Assignments {
    /// Who gives work to others.
    public static final List<String> MAY_ASSIGN =
            List.of("ops_manager", "programme_manager", "incident_commander", "mentor");

    /// How many cases one sharing-out looks at.
    public static final int MOST = 200;

    private final Desk desk;
    private final Storage storage;
    private final Ledger ledger;
    private final Directory people;
    private final Delegations delegations;
    private final InstantSource clock;
    private final AssignmentStore store = new AssignmentStore();

    Assignments(
            Desk desk,
            Storage storage,
            Ledger ledger,
            Directory people,
            Delegations delegations,
            InstantSource clock) {
        this.desk = desk;
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.delegations = delegations;
        this.clock = clock;
    }

    /// What somebody was given in a period and what became of it.
    ///
    /// @param minutes from given to decided, on average; -1 of none
    public record Tally(
            String person,
            int given,
            int done,
            int passedOn,
            int byOther,
            int reassigned,
            int open,
            int late,
            int minutes) {
        /// Of what was theirs to finish, how much they finished or passed on, in per cent.
        public int completed() {
            var theirs = given - reassigned - byOther;
            return theirs <= 0 ? 100 : Math.round(100f * (done + passedOn) / theirs);
        }
    }

    public List<Tally> tallies(Instant from, Instant to) {
        return storage.read(tx -> store.tallies(tx, from, to));
    }

    public static boolean mayAssign(Identity by) {
        return by.hasAny(MAY_ASSIGN);
    }

    /// Who may be given a case: they hold its role, are there, and neither raised nor signed it.
    public List<Person> candidates(ExceptionCase c) {
        var away = away();
        var signed =
                c.standing().signatures().stream().map(s -> s.person()).collect(Collectors.toSet());
        return people.holding(c.approverRole()).stream()
                .filter(p -> !p.id().equals(c.opened().raisedBy()))
                .filter(p -> !signed.contains(p.id()))
                .filter(p -> !away.contains(p.id()))
                .toList();
    }

    // Whoever lends a role now is away.
    private Set<String> away() {
        var now = clock.instant();
        return delegations.open().stream()
                .filter(d -> !now.isBefore(d.starts()) && now.isBefore(d.ends()))
                .map(Delegation::from)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// Gives one case to somebody.
    ///
    /// @throws ProblemException 403, 404, 409 where it is settled, 422 where they may not decide it
    public void assign(Identity by, String caseId, String person) {
        refuseUnlessMay(by);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            give(tx, desk.require(tx, caseId), person, by.id(), "chosen by " + by.id());
            return true;
        });
    }

    private void give(Tx tx, ExceptionCase c, String person, String by, String because) {
        if (!c.isOpen()) {
            throw Refusals.problem(
                    409, "settled", "Not assigned", "case `" + c.id() + "` is settled", "");
        }
        if (candidates(c).stream().noneMatch(p -> p.id().equals(person))) {
            throw Refusals.problem(
                    422,
                    "not-theirs",
                    "Not assigned",
                    "`" + person + "` may not decide case `" + c.id() + "` now, or is away",
                    "choose one of "
                            + candidates(c).stream()
                                    .map(Person::id)
                                    .collect(Collectors.joining(", ")));
        }
        var difficulty = Difficulty.of(c);
        store.assign(tx, c.id(), person, by, difficulty, clock.instant());
        ledger.append(
                tx,
                new Entry(
                        "case.assigned",
                        by,
                        c.id(),
                        Map.of(
                                "to", person,
                                "difficulty", difficulty.name(),
                                "because", because)));
    }

    /// Who would get what of what waits in this person's queues and nobody has; nothing changes.
    ///
    /// @param skills what somebody knows, by their id
    public Plan plan(Identity by, Function<String, Set<String>> skills) {
        refuseUnlessMay(by);
        var roles = desk.reader(by).roles();
        var open =
                desk.query(
                        CaseQuery.where()
                                .state(ExceptionCase.State.OPEN)
                                .queues(roles)
                                .untaken()
                                .unassigned()
                                .sort(CaseQuery.Sort.DUE)
                                .limit(MOST));
        var loads = storage.read(store::loads);
        var decided = storage.read(store::decided);
        var works = new ArrayList<Work>();
        var workers = new java.util.TreeMap<String, Worker>();
        for (var c : open) {
            var may = candidates(c);
            may.forEach(p ->
                    workers.computeIfAbsent(
                            p.id(),
                            id ->
                                    new Worker(
                                            id,
                                            skills.apply(id),
                                            loads.getOrDefault(id, 0),
                                            decided.getOrDefault(id, 0))));
            works.add(
                    new Work(
                            c.id(),
                            c.opened().title(),
                            Difficulty.of(c),
                            about(c),
                            c.dueAt(),
                            may.stream().map(Person::id).collect(Collectors.toSet())));
        }
        return ShareOut.of(works, List.copyOf(workers.values()));
    }

    private static Set<String> about(ExceptionCase c) {
        var out = new HashSet<String>();
        c.opened()
                .facts()
                .ifPresent(f -> {
                    out.add(f.service());
                    out.add(f.category());
                    out.add(f.kind());
                    out.add(f.team());
                    out.addAll(f.tags());
                });
        out.add(c.opened().tool());
        out.remove("");
        return out;
    }

    /// Gives each case to whom the plan says; what changed since is left out and named.
    ///
    /// @param chosen case → person, as the plan showed it
    /// @return what could not be given, in words
    public List<String> shareOut(Identity by, Map<String, String> chosen) {
        refuseUnlessMay(by);
        var refused = new ArrayList<String>();
        chosen.forEach((caseId, person) -> {
            try {
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, by);
                    give(tx, desk.require(tx, caseId), person, by.id(), "shared out");
                    return true;
                });
            } catch (ProblemException e) {
                refused.add(e.problem().detail());
            }
        });
        return refused;
    }

    /// Somebody decided: was it theirs?
    void decided(Tx tx, ExceptionCase seen, ExceptionCase after, String by, Instant now) {
        if (seen.assignedTo().isEmpty()) {
            return;
        }
        var theirs = seen.assignedTo().get().equals(by);
        if (!after.isOpen()) {
            var ending = theirs ? AssignmentStore.Ending.DONE : AssignmentStore.Ending.BY_OTHER;
            store.end(tx, seen.id(), ending, now);
        } else if (!after.approverRole().equals(seen.approverRole())) {
            // Signed for their group, or passed on: either way it left their desk.
            var signed =
                    after.standing().signatures().stream().anyMatch(s -> s.person().equals(by));
            store.end(
                    tx,
                    seen.id(),
                    !theirs
                            ? AssignmentStore.Ending.BY_OTHER
                            : signed
                                    ? AssignmentStore.Ending.DONE
                                    : AssignmentStore.Ending.PASSED_ON,
                    now);
            store.forget(tx, seen.id());
        }
    }

    private static void refuseUnlessMay(Identity by) {
        if (!mayAssign(by)) {
            throw Refusals.problem(
                    403,
                    "not-yours-to-assign",
                    "Not assigned",
                    "work is given out by " + String.join(", ", MAY_ASSIGN),
                    "take a case yourself instead");
        }
    }
}
