package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Part;
import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.measure.Kpis;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.survey.Surveys;
import dev.countersign.timer.Timers;
import dev.countersign.training.Training;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The parts of the module, put together. Threads may share it.
public final class Cohorts {
    private final Storage storage;
    private final Groups groups;
    private final Openings openings;
    private final Sessions sessions;
    private final Roll roll;
    private final Notices notices;
    private final Agenda agenda;
    private final DailyMessages daily;
    private final Completions completions;
    private final Feeds feeds;
    private final Report report;
    private final CohortStore store = new CohortStore();
    private final SessionStore held = new SessionStore();
    private final RollStore rolls;

    /// What the module needs of the rest.
    ///
    /// @param calendar the organisation's working days
    /// @param target of `slo.training_completion`
    /// @param owners ids of those who answer for the programme
    /// @param address where people reach the server
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Surveys surveys,
            Kpis kpis,
            Timers timers,
            Supplier<BusinessCalendar> calendar,
            Supplier<Completions.Target> target,
            Supplier<List<String>> owners,
            Supplier<String> address,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {}

    public Cohorts(Parts p) {
        storage = p.storage();
        rolls = new RollStore(p.ledger().vault());
        notices = new Notices(p.storage(), p.people(), p.clock());
        var reminders = new Reminders(p.people(), p.training(), p.timers(), notices, p.clock());
        groups =
                new Groups(p.storage(), p.ledger(), p.people(), p.training(), reminders, p.clock());
        openings =
                new Openings(
                        p.storage(),
                        p.ledger(),
                        p.people(),
                        p.training(),
                        p.calendar(),
                        groups,
                        reminders,
                        p.clock(),
                        p.ids());
        sessions =
                new Sessions(
                        p.storage(), p.ledger(), p.people(), groups, reminders, p.clock(), p.ids());
        roll =
                new Roll(
                        p.storage(),
                        p.ledger(),
                        p.people(),
                        p.training(),
                        groups,
                        sessions,
                        notices,
                        p.clock());
        var surveyDates = new SurveyDates(p.surveys());
        agenda = new Agenda(p.storage(), p.training(), surveyDates, p.clock());
        daily = new DailyMessages(p.storage(), p.people(), p.timers(), notices, agenda, p.clock());
        notices.also(daily::soon);
        feeds =
                new Feeds(
                        p.storage(),
                        p.ledger(),
                        p.people(),
                        agenda,
                        p.address(),
                        p.clock(),
                        p.random());
        completions =
                new Completions(
                        p.storage(),
                        p.ledger(),
                        p.people(),
                        p.training(),
                        p.kpis(),
                        notices,
                        p.timers(),
                        p.target(),
                        p.owners(),
                        p.clock());
        report =
                new Report(
                        p.storage(),
                        p.people(),
                        p.training(),
                        groups,
                        sessions,
                        roll,
                        surveyDates,
                        completions,
                        p.clock());
    }

    public Groups groups() {
        return groups;
    }

    public Openings openings() {
        return openings;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Roll roll() {
        return roll;
    }

    public Notices notices() {
        return notices;
    }

    public Agenda agenda() {
        return agenda;
    }

    public Completions completions() {
        return completions;
    }

    public DailyMessages daily() {
        return daily;
    }

    public Feeds feeds() {
        return feeds;
    }

    public Report report() {
        return report;
    }

    /// Whether somebody opens cohorts.
    public static boolean plans(Identity who) {
        return Rights.plans(who);
    }

    /// How one stands in one cohort.
    public record Mine(Cohort cohort, Attendance attendance, boolean outOfReach) {}

    /// The cohorts one learns in now.
    public List<Mine> mine(Identity who) {
        return storage.read(tx ->
                store.of(tx, who.id()).stream()
                        .filter(c -> isLearner(store.members(tx, c.id()), who.id()))
                        .map(c -> {
                            var a = roll.standing(tx, c, who.id());
                            return new Mine(c, a, a.outOfReach(c.least()));
                        })
                        .toList());
    }

    /// A session that is over, with those who were marked present.
    public record Held(Session session, Set<String> present) {
        public Held {
            present = Set.copyOf(present);
        }
    }

    /// The sessions of a cohort that ended in a stretch of time.
    ///
    /// @param from included; `to` excluded
    public List<Held> held(String cohort, Instant from, Instant to) {
        return storage.read(tx -> {
            var marks = rolls.marks(tx, cohort, "");
            return held.of(tx, cohort).stream()
                    .filter(s -> !s.cancelled())
                    .filter(s -> !s.starts().isBefore(from) && s.ends().isBefore(to))
                    .map(s -> new Held(s, present(marks.getOrDefault(s.id(), Map.of()))))
                    .toList();
        });
    }

    private static Set<String> present(Map<String, Attendance.Mark> marks) {
        return marks.entrySet().stream()
                .filter(m -> m.getValue().state() == Attendance.State.PRESENT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Ids of the cohorts that somebody learns in now.
    public List<String> learntIn(String person) {
        return storage.read(tx ->
                store.of(tx, person).stream()
                        .map(Cohort::id)
                        .filter(c -> isLearner(store.members(tx, c), person))
                        .toList());
    }

    private static boolean isLearner(List<Cohort.Member> members, String person) {
        return members.stream()
                .anyMatch(m ->
                        m.part() == Part.LEARNER
                                && m.person().equals(person)
                                && m.left().isEmpty());
    }

    /// Ids of those who learn in a cohort now; nobody where there is no such cohort.
    public Set<String> learners(String cohort) {
        return storage.read(tx ->
                store.members(tx, cohort).stream()
                        .filter(m -> m.part() == Part.LEARNER && m.left().isEmpty())
                        .map(Cohort.Member::person)
                        .collect(Collectors.toSet()));
    }

    /// A session as one of its people sees it.
    ///
    /// @param runs whether they may change it and mark who was there
    /// @param theirs whether it is in their own calendar
    public record Seen(
            Session session,
            Cohort cohort,
            List<Session.Change> changes,
            boolean runs,
            boolean theirs) {}

    /// @throws dev.countersign.kernel.ProblemException 404, also for who has nothing to do with it
    public Seen session(Identity who, String id) {
        var session = sessions.find(id);
        var cohort = groups.find(session.cohort());
        var roster = groups.roster(cohort.id());
        var runs = Rights.runs(who, cohort, roster);
        var isMember = roster.members().stream().anyMatch(m -> m.person().equals(who.id()));
        return Optional.of(new Seen(session, cohort, sessions.changes(id), runs, isMember))
                .filter(_ -> runs || isMember)
                .orElseThrow(() -> Rights.unknown(id));
    }
}
