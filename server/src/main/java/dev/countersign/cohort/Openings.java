package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Part;
import dev.countersign.course.Pack;
import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.training.Training;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Plans cohorts and opens them. Threads may share it.
public final class Openings {
    private static final int MOST_SESSIONS = 150;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Supplier<BusinessCalendar> calendar;
    private final Groups groups;
    private final Reminders reminders;
    private final InstantSource clock;
    private final Ids ids;
    private final CohortStore store = new CohortStore();
    private final SessionStore sessions = new SessionStore();

    Openings(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Supplier<BusinessCalendar> calendar,
            Groups groups,
            Reminders reminders,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.calendar = calendar;
        this.groups = groups;
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
                        Refusal.of(
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
            throw Refusal.of(
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
        groups.join(by, cohort.id(), learners);
        return cohort;
    }

    private Set<String> learners(Wanted wanted) {
        var out = new LinkedHashSet<>(wanted.learners());
        wanted.role().ifPresent(r -> people.holding(r).forEach(p -> out.add(p.id())));
        out.removeAll(wanted.trainers());
        out.removeAll(wanted.mentors());
        if (out.size() > Groups.MOST_MEMBERS) {
            throw Refusal.of(
                    422,
                    "too-many-learners",
                    "a cohort has at most " + Groups.MOST_MEMBERS + " learners, not " + out.size(),
                    "open several");
        }
        return out;
    }

    private void requirePerson(String id) {
        if (people.identity(id).isEmpty()) {
            throw Refusal.of(
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
}
