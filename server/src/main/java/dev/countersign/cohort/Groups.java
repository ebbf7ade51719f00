package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.cohort.Cohort.Roster;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Training;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cohorts and who is in them. Threads may share it.
public final class Groups {
    static final int MOST_MEMBERS = 200;
    private static final int SHOWN = 100;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Reminders reminders;
    private final InstantSource clock;
    private final CohortStore store = new CohortStore();

    Groups(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Reminders reminders,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.reminders = reminders;
        this.clock = clock;
    }

    /// Enrols people and lets them join. Who cannot be enrolled is listed with the reason, and the
    /// rest joins; asking again tries those anew.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Roster join(Identity by, String cohortId, Collection<String> persons) {
        Rights.requirePlans(by);
        var cohort = find(cohortId);
        Rights.requireRuns(by, cohort, roster(cohortId));
        if (persons.size() + roster(cohortId).now(Part.LEARNER).size() > MOST_MEMBERS) {
            throw Refusal.of(
                    422,
                    "too-many-learners",
                    "a cohort has at most " + MOST_MEMBERS + " learners",
                    "open another");
        }
        persons.stream().distinct().forEach(p -> join(by, cohort, p));
        return roster(cohortId);
    }

    private void join(Identity by, Cohort cohort, String person) {
        var refused = refusal(by, cohort, person);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (refused.isPresent()) {
                store.refuse(tx, cohort.id(), person, refused.get(), clock.instant());
                return false;
            }
            store.unrefuse(tx, cohort.id(), person);
            if (store.join(tx, cohort.id(), person, Part.LEARNER, by.id(), clock.instant())) {
                ledger.append(
                        tx,
                        new Entry("cohort.joined", by.id(), cohort.id(), Map.of("person", person)));
                reminders.joined(tx, cohort, person);
            }
            return true;
        });
        if (refused.isEmpty()) {
            giveMentor(by, cohort, person);
        }
    }

    private Optional<String> refusal(Identity by, Cohort cohort, String person) {
        if (roster(cohort.id()).teaches(person)) {
            return Optional.of("teaches this cohort");
        }
        if (people.identity(person).isEmpty()) {
            return Optional.of("nobody who works here has this id");
        }
        try {
            training.learning().enrol(by, person, cohort.pack());
            return Optional.empty();
        } catch (ProblemException e) {
            // Somebody else's right to be enrolled is one thing, our own standing another.
            if (e.problem().status() == 401) {
                throw e;
            }
            return Optional.of(e.problem().detail() + ": " + e.problem().remedy());
        }
    }

    /// Learners without a mentor get the one with the fewest.
    private void giveMentor(Identity by, Cohort cohort, String person) {
        if (!Rights.manages(by)
                || training.mentoring().mentorOf(person, cohort.pack()).isPresent()) {
            return;
        }
        var roster = roster(cohort.id());
        roster.now(Part.MENTOR).stream()
                .map(Member::person)
                .filter(m -> people.rolesNow(m).contains("mentor"))
                .min(java.util.Comparator.comparingLong(m -> mentees(cohort, roster, m)))
                .ifPresent(m -> training.mentoring().assign(by, cohort.pack(), person, m));
    }

    private long mentees(Cohort cohort, Roster roster, String mentor) {
        return roster.now(Part.LEARNER).stream()
                .filter(l ->
                        training.mentoring()
                                .mentorOf(l.person(), cohort.pack())
                                .filter(mentor::equals)
                                .isPresent())
                .count();
    }

    /// Takes a learner out; what they learnt and their attendance stay.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public void leave(Identity by, String cohortId, String person) {
        var cohort = find(cohortId);
        Rights.requireRuns(by, cohort, roster(cohortId));
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!store.leave(tx, cohortId, person, Part.LEARNER, by.id(), clock.instant())) {
                throw Refusal.of(
                        404,
                        "not-a-member",
                        "`" + person + "` does not learn in this cohort",
                        "look at who does");
            }
            ledger.append(
                    tx, new Entry("cohort.left", by.id(), cohortId, Map.of("person", person)));
            return true;
        });
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    Cohort find(String id) {
        return storage.read(tx -> store.find(tx, id)).orElseThrow(() -> Rights.unknown(id));
    }

    Roster roster(String cohort) {
        return storage.read(tx -> roster(tx, cohort));
    }

    private Roster roster(Tx tx, String cohort) {
        return new Roster(store.members(tx, cohort), store.refused(tx, cohort));
    }

    /// The cohorts that somebody runs or may look at, the newest first.
    public List<Cohort> of(Identity who) {
        return storage.read(tx ->
                store.all(tx, SHOWN).stream()
                        .filter(c -> Rights.reads(who, c, roster(tx, c.id())))
                        .toList());
    }
}
