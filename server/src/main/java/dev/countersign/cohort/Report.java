package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.course.Pack;
import dev.countersign.measure.Beside;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.training.Learning.Standing;
import dev.countersign.training.Mentoring.Decision;
import dev.countersign.training.Training;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where everybody in a cohort is, and what was taught beside what was planned. Threads may share
/// it.
public final class Report {
    private final Storage storage;
    private final People people;
    private final Training training;
    private final Groups groups;
    private final Sessions sessions;
    private final Roll roll;
    private final SurveyDates surveys;
    private final Completions completions;
    private final InstantSource clock;
    private final SessionStore dated = new SessionStore();

    Report(
            Storage storage,
            People people,
            Training training,
            Groups groups,
            Sessions sessions,
            Roll roll,
            SurveyDates surveys,
            Completions completions,
            InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.training = training;
        this.groups = groups;
        this.sessions = sessions;
        this.roll = roll;
        this.surveys = surveys;
        this.completions = completions;
        this.clock = clock;
    }

    /// One learner.
    ///
    /// @param mentor empty without one
    public record Row(
            Member member,
            String name,
            String mentor,
            Standing standing,
            Attendance attendance,
            boolean outOfReach,
            Optional<Decision> decision) {}

    /// One form of teaching.
    ///
    /// @param planned per cent; below 0 where the course plans none
    /// @param minutes done by everybody together
    /// @param percent of all minutes done
    public record Mix(String form, int planned, int minutes, int percent) {}

    /// How many completed in the time allowed.
    ///
    /// @param numerator who did, `denominator` whose time is over or who did, and `running` whose
    ///   time still runs
    /// @param target of the playbook in force
    /// @param kpis what production shows beside it
    public record Completion(
            int numerator,
            int denominator,
            int running,
            Completions.Target target,
            List<Beside> kpis) {
        public Completion {
            kpis = List.copyOf(kpis);
        }

        public int percent() {
            return denominator == 0 ? 0 : 100 * numerator / denominator;
        }

        public boolean known() {
            return denominator > 0;
        }

        public boolean met() {
            return target.isMetBy(numerator, denominator);
        }
    }

    /// @param surveys those that the course dates
    /// @param findings hours that are missing now, and what is due too early
    public record Whole(
            Cohort cohort,
            Pack pack,
            Cohort.Roster roster,
            List<Session> sessions,
            List<Row> rows,
            List<Mix> mix,
            Completion completion,
            List<SurveyDates.Line> surveys,
            List<String> findings) {
        public Whole {
            sessions = List.copyOf(sessions);
            rows = List.copyOf(rows);
            mix = List.copyOf(mix);
            surveys = List.copyOf(surveys);
            findings = List.copyOf(findings);
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Whole of(Identity who, String cohortId) {
        var cohort = groups.find(cohortId);
        var roster = groups.roster(cohortId);
        if (!Rights.reads(who, cohort, roster)) {
            // Whether there is such a cohort is nothing for others to learn.
            throw Rights.unknown(cohortId);
        }
        var pack =
                training.courses()
                        .find(cohort.pack())
                        .orElseThrow(() -> Rights.unknown(cohort.pack()))
                        .pack();
        var rows = rows(cohort, roster);
        var dues =
                storage.read(tx -> dated.dues(tx, cohort.id())).stream()
                        .map(SessionStore.Dated::due)
                        .toList();
        var met = sessions.of(cohortId);
        return new Whole(
                cohort,
                pack,
                roster,
                met,
                rows,
                mix(pack, rows),
                completion(pack, rows),
                storage.read(tx -> surveys.of(tx, cohort, dues)),
                Shortfalls.of(cohort, pack, roster, met, dues));
    }

    private List<Row> rows(Cohort cohort, Cohort.Roster roster) {
        var learners = roster.now(Part.LEARNER);
        var standings =
                training
                        .learning()
                        .standing(cohort.pack(), learners.stream().map(Member::person).toList())
                        .stream()
                        .collect(Collectors.toMap(Standing::person, s -> s));
        var attendance = storage.read(tx -> roll.standings(tx, cohort, ""));
        var out = new ArrayList<Row>();
        for (var m : learners) {
            var standing = standings.get(m.person());
            if (standing != null) {
                var a = attendance.getOrDefault(m.person(), Attendance.of(List.of()));
                out.add(
                        new Row(
                                m,
                                name(m.person()),
                                training.mentoring()
                                        .mentorOf(m.person(), cohort.pack())
                                        .map(this::name)
                                        .orElse(""),
                                standing,
                                a,
                                a.outOfReach(cohort.least()),
                                training.readiness().decisions(cohort.pack(), m.person()).stream()
                                        .findFirst()));
            }
        }
        out.sort(java.util.Comparator.comparing(Row::name));
        return out;
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }

    /// From the sections that were really done, each with its minutes.
    static List<Mix> mix(Pack pack, List<Row> rows) {
        var minutes = new LinkedHashMap<String, Integer>();
        pack.mix().keySet().forEach(f -> minutes.put(f, 0));
        for (var row : rows) {
            var p = row.standing().progress();
            for (var module : pack.modules()) {
                for (var section : module.sections()) {
                    if (p.isDone(module, section)) {
                        minutes.merge(
                                section.form().name().toLowerCase(Locale.ROOT),
                                section.minutes(),
                                Integer::sum);
                    }
                }
            }
        }
        var all = minutes.values().stream().mapToInt(Integer::intValue).sum();
        return minutes.entrySet().stream()
                .map(e ->
                        new Mix(
                                e.getKey(),
                                pack.mix().getOrDefault(e.getKey(), -1),
                                e.getValue(),
                                all == 0 ? 0 : Math.round(100f * e.getValue() / all)))
                .toList();
    }

    private Completion completion(Pack pack, List<Row> rows) {
        var wanted = completions.target();
        var done = 0;
        var counted = 0;
        var running = 0;
        for (var row : rows) {
            var s = row.standing();
            switch (inTime(
                    row.member().joined(), s.completedAt(), clock.instant(), wanted.days())) {
                case YES -> {
                    done++;
                    counted++;
                }
                case NO -> counted++;
                case RUNNING -> running++;
            }
        }
        return new Completion(done, counted, running, wanted, completions.beside(pack.roles()));
    }

    enum InTime {
        YES,
        NO,
        RUNNING
    }

    /// Whoever had completed before they were assigned is in time.
    static InTime inTime(Instant assigned, Optional<Instant> completed, Instant now, int days) {
        var end = assigned.plus(Duration.ofDays(days));
        if (completed.filter(c -> !c.isAfter(end)).isPresent()) {
            return InTime.YES;
        }
        return now.isAfter(end) ? InTime.NO : InTime.RUNNING;
    }

    /// Names by id, of everybody in a cohort.
    public Map<String, String> names(Cohort.Roster roster) {
        var out = new LinkedHashMap<String, String>();
        roster.members().forEach(m -> out.put(m.person(), name(m.person())));
        roster.refused().forEach(r -> out.put(r.person(), name(r.person())));
        return out;
    }
}
