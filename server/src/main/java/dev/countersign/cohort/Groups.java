package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.cohort.Cohort.Roster;
import dev.countersign.course.Pack;
import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Training;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Cohorts and who is in them. Threads may share it.
public final class Groups {
    private static final int MOST_MEMBERS = 200;
    private static final int MOST_SESSIONS = 150;
    private static final int SHOWN = 100;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Supplier<BusinessCalendar> calendar;
    private final Reminders reminders;
    private final InstantSource clock;
    private final Ids ids;
    private final CohortStore store = new CohortStore();
    private final SessionStore sessions = new SessionStore();

    Groups(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Supplier<BusinessCalendar> calendar,
            Reminders reminders,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.calendar = calendar;
        this.reminders = reminders;
        this.clock = clock;
        this.ids = ids;
    }

    /// What a new cohort is to be.
    ///
    /// @param role whose holders learn, with `learners` by name
    /// @param place where sessions are, and `link` for those elsewhere; either may be empty
    public record Wanted(
            String pack,
            String name,
            Optional<String> role,
            List<String> learners,
            List<String> trainers,
            List<String> mentors,
            Timetable timetable,
            String place,
            String link) {
        public Wanted {
            name = name.strip();
            place = place.strip();
            link = link.strip();
            learners = List.copyOf(learners);
            trainers = List.copyOf(trainers);
            mentors = List.copyOf(mentors);
        }
    }

    /// What a plan would be; writes nothing.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Plan plan(Identity by, String pack, Timetable table) {
        Rights.requirePlans(by);
        return Plan.of(pack(pack), table, calendar.get());
    }

    private Pack pack(String id) {
        return training.courses()
                .find(id)
                .orElseThrow(() ->
                        Rights.problem(
                                404,
                                "unknown-course",
                                "there is no course `" + id + "`",
                                "name one of those under /learn"))
                .pack();
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404, 422
    public Cohort open(Identity by, Wanted wanted) {
        Rights.requirePlans(by);
        var pack = pack(wanted.pack());
        Sessions.requireText("name", wanted.name(), 80, false);
        Sessions.requireText("place", wanted.place(), 200, true);
        Sessions.requireLink(wanted.link());
        wanted.trainers().forEach(this::requirePerson);
        wanted.mentors().forEach(this::requirePerson);
        var learners = learners(wanted);
        var plan = Plan.of(pack, wanted.timetable(), calendar.get());
        if (plan.sessions().size() > MOST_SESSIONS) {
            throw Rights.problem(
                    422,
                    "too-many-sessions",
                    "a cohort has at most "
                            + MOST_SESSIONS
                            + " sessions, not "
                            + plan.sessions().size(),
                    "make sessions longer");
        }
        var now = clock.instant();
        var cohort =
                new Cohort(
                        ids.next("cohort"),
                        pack.id(),
                        wanted.name(),
                        wanted.timetable().zone(),
                        wanted.timetable().monday(),
                        plan.firstWeek(),
                        (int) Math.round(pack.attendance().orElse(0) * Attendance.WHOLE),
                        by.id(),
                        now);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            store.insert(tx, cohort);
            for (var p : plan.sessions()) {
                var session =
                        new Session(
                                ids.next("session"),
                                cohort.id(),
                                title(pack, p),
                                true,
                                p.parts(),
                                p.starts(),
                                p.ends(),
                                wanted.place(),
                                wanted.link(),
                                false,
                                0,
                                now);
                sessions.insert(tx, session);
                reminders.plan(tx, session);
            }
            for (var due : plan.dues()) {
                sessions.due(tx, cohort.id(), due, now);
                reminders.plan(tx, cohort, due);
            }
            for (var t : wanted.trainers()) {
                store.join(tx, cohort.id(), t, Part.TRAINER, by.id(), now);
            }
            for (var m : wanted.mentors()) {
                store.join(tx, cohort.id(), m, Part.MENTOR, by.id(), now);
            }
            ledger.append(
                    tx,
                    new Entry(
                            "cohort.opened",
                            by.id(),
                            cohort.id(),
                            Map.of(
                                    "pack",
                                    pack.id(),
                                    "monday",
                                    cohort.monday().toString(),
                                    "sessions",
                                    (long) plan.sessions().size(),
                                    "findings",
                                    (long) plan.findings().size())));
            return true;
        });
        join(by, cohort.id(), learners);
        return cohort;
    }

    private Set<String> learners(Wanted wanted) {
        var out = new LinkedHashSet<>(wanted.learners());
        wanted.role().ifPresent(r -> people.holding(r).forEach(p -> out.add(p.id())));
        out.removeAll(wanted.trainers());
        out.removeAll(wanted.mentors());
        if (out.size() > MOST_MEMBERS) {
            throw Rights.problem(
                    422,
                    "too-many-learners",
                    "a cohort has at most " + MOST_MEMBERS + " learners, not " + out.size(),
                    "open several");
        }
        return out;
    }

    private void requirePerson(String id) {
        if (people.identity(id).isEmpty()) {
            throw Rights.problem(
                    422,
                    "unknown-person",
                    "nobody who works here has the id `" + id + "`",
                    "take an id from /people");
        }
    }

    private static String title(Pack pack, Plan.Proposed p) {
        return pack.modules().stream()
                .filter(m -> p.parts().containsKey(m.id()))
                .map(Pack.Module::title)
                .reduce((a, b) -> a + ", " + b)
                .orElse(pack.title());
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
            throw Rights.problem(
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
                throw Rights.problem(
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
