package dev.countersign.cohort;

import dev.countersign.cohort.Attendance.Mark;
import dev.countersign.cohort.Attendance.Seat;
import dev.countersign.cohort.Attendance.State;
import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Training;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who was there. A mark is never changed; a later one counts instead, and both stay. Threads may
/// share it.
public final class Roll {
    private static final int MOST_REASON = 300;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Groups groups;
    private final Sessions sessions;
    private final Warning warning;
    private final InstantSource clock;
    private final CohortStore cohorts = new CohortStore();
    private final SessionStore held = new SessionStore();
    private final RollStore store;

    Roll(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Groups groups,
            Sessions sessions,
            Notices notices,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.groups = groups;
        this.sessions = sessions;
        this.warning = new Warning(ledger, people, training, notices, clock);
        this.clock = clock;
        this.store = new RollStore(ledger.vault());
    }

    /// @param number from 1; the highest counts
    /// @param reason may be empty
    public record Marked(int number, Mark mark, String reason, String by, Instant at) {}

    /// One learner at one session.
    ///
    /// @param history the newest first
    public record Line(String person, List<Marked> history) {
        public Optional<Marked> now() {
            return history.stream().findFirst();
        }
    }

    /// What a sign-in sheet says.
    public record SignIn(
            String cohort,
            String course,
            String session,
            Instant starts,
            Instant ends,
            ZoneId zone,
            String place,
            List<String> trainers,
            List<String> learners) {}

    /// Says who was there.
    ///
    /// @param last the number of the mark that its reader saw; 0 where there was none
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public void mark(
            Identity by, String sessionId, String person, Mark mark, String reason, int last) {
        var session = sessions.find(sessionId);
        var cohort = groups.find(session.cohort());
        var roster = groups.roster(cohort.id());
        Rights.requireRuns(by, cohort, roster);
        requireMarkable(by, session, roster, person, mark, reason.strip());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var history = store.history(tx, sessionId, person);
            var newest = history.isEmpty() ? 0 : history.getFirst().number();
            if (newest != last) {
                throw Refusal.of(
                        409,
                        "changed",
                        "somebody marked `" + person + "` meanwhile",
                        "look at the roll again, and correct it where it is wrong");
            }
            var before = standing(tx, cohort, person);
            store.insert(
                    tx,
                    sessionId,
                    person,
                    new Marked(newest + 1, mark, reason.strip(), by.id(), clock.instant()));
            ledger.append(tx, entry(by, session, person, mark, reason.strip(), newest + 1));
            var after = standing(tx, cohort, person);
            if (after.outOfReach(cohort.least()) && !before.outOfReach(cohort.least())) {
                warning.tell(tx, cohort, roster, person, after, sessionId + "|" + (newest + 1));
            }
            return true;
        });
    }

    private void requireMarkable(
            Identity by,
            Session session,
            Cohort.Roster roster,
            String person,
            Mark mark,
            String reason) {
        if (by.id().equals(person)) {
            throw Refusal.of(
                    403,
                    "own-attendance",
                    "nobody marks their own attendance",
                    "ask another trainer");
        }
        if (roster.members().stream()
                .noneMatch(m ->
                        m.part() == Part.LEARNER
                                && m.person().equals(person)
                                && m.isIn(session.starts()))) {
            throw Refusal.of(
                    404,
                    "not-a-member",
                    "`" + person + "` did not learn in this cohort then",
                    "let them join first");
        }
        if (session.cancelled()) {
            throw Refusal.of(409, "cancelled", "the session was cancelled", "mark another session");
        }
        if (clock.instant().isBefore(session.starts())) {
            throw Refusal.of(
                    409,
                    "not-begun",
                    "the session has not begun",
                    "mark it from " + session.starts() + " on");
        }
        if (mark.lateMinutes() > session.minutes()) {
            throw Refusal.of(
                    422,
                    "late",
                    "%d minutes late for a session of %d"
                            .formatted(mark.lateMinutes(), session.minutes()),
                    "write how late they came, or mark them absent");
        }
        if (reason.length() > MOST_REASON || mark.state() == State.ABSENT && reason.isEmpty()) {
            throw Refusal.of(
                    422,
                    "reason",
                    "the reason has " + reason.length() + " characters",
                    "write 1 to " + MOST_REASON + "; `not known` is a reason, too");
        }
    }

    private static Entry entry(
            Identity by, Session session, String person, Mark mark, String reason, int number) {
        return new Entry(
                "attendance.marked",
                by.id(),
                session.id(),
                Map.of(
                        "person",
                        person,
                        "state",
                        mark.state().name().toLowerCase(Locale.ROOT),
                        "late_minutes",
                        (long) mark.lateMinutes(),
                        "number",
                        (long) number),
                reason.isEmpty() ? Map.of() : Map.of("reason", new Personal(person, reason)));
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public List<Line> lines(Identity by, String sessionId) {
        var session = sessions.find(sessionId);
        var roster = groups.roster(session.cohort());
        Rights.requireRuns(by, groups.find(session.cohort()), roster);
        return storage.read(tx ->
                learners(roster, session).stream()
                        .map(m -> new Line(m, store.history(tx, sessionId, m)))
                        .toList());
    }

    private List<String> learners(Cohort.Roster roster, Session session) {
        return roster.members().stream()
                .filter(m -> m.part() == Part.LEARNER && m.isIn(session.starts()))
                .map(Member::person)
                .sorted(java.util.Comparator.comparing(this::name))
                .toList();
    }

    /// For a sheet to print.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public SignIn signIn(Identity by, String sessionId) {
        var session = sessions.find(sessionId);
        var cohort = groups.find(session.cohort());
        var roster = groups.roster(cohort.id());
        Rights.requireRuns(by, cohort, roster);
        return new SignIn(
                cohort.name(),
                training.courses()
                        .find(cohort.pack())
                        .map(t -> t.pack().title())
                        .orElse(cohort.pack()),
                session.title(),
                session.starts(),
                session.ends(),
                cohort.zone(),
                session.place(),
                roster.now(Part.TRAINER).stream().map(m -> name(m.person())).toList(),
                learners(roster, session).stream().map(this::name).toList());
    }

    /// Of one learner. Sessions before they joined count only where somebody marked them.
    Attendance standing(Tx tx, Cohort cohort, String person) {
        return standings(tx, cohort, person).getOrDefault(person, Attendance.of(List.of()));
    }

    /// Of everybody who learns in a cohort or did, by person.
    ///
    /// @param only empty for everybody
    Map<String, Attendance> standings(Tx tx, Cohort cohort, String only) {
        var now = clock.instant();
        var all =
                held.of(tx, cohort.id()).stream()
                        .filter(s -> s.counts() && !s.cancelled())
                        .toList();
        var marks = store.marks(tx, cohort.id(), only);
        var out = new LinkedHashMap<String, Attendance>();
        for (var m : cohorts.members(tx, cohort.id())) {
            if (m.part() == Part.LEARNER && (only.isEmpty() || only.equals(m.person()))) {
                var seats =
                        all.stream()
                                .map(s -> seat(s, m, marks.getOrDefault(s.id(), Map.of()), now))
                                .flatMap(Optional::stream)
                                .toList();
                out.put(m.person(), Attendance.of(seats));
            }
        }
        return out;
    }

    private static Optional<Seat> seat(Session s, Member m, Map<String, Mark> marks, Instant now) {
        var mark = Optional.ofNullable(marks.get(m.person()));
        var theirs = !s.ends().isBefore(m.joined()) && m.isIn(s.starts());
        return mark.isPresent() || theirs
                ? Optional.of(new Seat(s.minutes(), s.ends().isBefore(now), mark))
                : Optional.empty();
    }

    static Problem notAMark(String typed) {
        return new Problem(
                422,
                "attendance",
                "Nothing was changed",
                "`" + typed + "` is no attendance",
                "write `present`, `late` or `absent`");
    }

    /// @throws dev.countersign.kernel.ProblemException 422
    public static Mark read(String state, int lateMinutes) {
        try {
            var read = State.valueOf(state.toUpperCase(Locale.ROOT));
            return new Mark(read, read == State.LATE ? lateMinutes : 0);
        } catch (IllegalArgumentException e) {
            throw (state.equalsIgnoreCase("late")
                            ? new Problem(
                                    422,
                                    "late",
                                    "Nothing was changed",
                                    "late by " + lateMinutes + " minutes",
                                    "write how many minutes they missed, from 1 on")
                            : notAMark(state))
                    .asException();
        }
    }
}
