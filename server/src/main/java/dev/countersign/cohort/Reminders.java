package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.people.People;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import dev.countersign.training.LabWork;
import dev.countersign.training.Learning;
import dev.countersign.training.Training;
import dev.countersign.ui.Format;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Tells people of what is near: the day before a session and an hour before it, the day before
/// something is due. In quiet hours it waits, and lapses where it would be pointless by then.
/// Timers are rows, so a restart loses none; the notice's id says what it is about, so nothing is
/// told twice.
final class Reminders {
    private static final String DAY = "cohort.session-day";
    private static final String HOUR = "cohort.session-hour";
    private static final String DUE = "cohort.due";
    private static final String PERSON = "cohort.person";
    private static final String TIDY = "cohort.tidy";

    /// What the kinds of notices begin with that say what is near.
    static final List<String> NEAR = List.of(DAY + "|", HOUR + "|", DUE + "|");

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(30);

    private final People people;
    private final Training training;
    private final Timers timers;
    private final Notices notices;
    private final InstantSource clock;
    private final CohortStore cohorts = new CohortStore();
    private final SessionStore sessions = new SessionStore();

    Reminders(
            People people, Training training, Timers timers, Notices notices, InstantSource clock) {
        this.people = people;
        this.training = training;
        this.timers = timers;
        this.notices = notices;
        this.clock = clock;
        timers.handle(DAY, (tx, subject, _) -> session(tx, DAY, subject));
        timers.handle(HOUR, (tx, subject, _) -> session(tx, HOUR, subject));
        timers.handle(DUE, (tx, subject, _) -> due(tx, subject));
        timers.handle(PERSON, (tx, subject, _) -> person(tx, subject));
        timers.handle(TIDY, (tx, subject, _) -> tidy(tx, subject));
    }

    /// Sets a session's timers, or moves them with it.
    void plan(Tx tx, Session s) {
        timers.cancel(tx, DAY, s.id());
        timers.cancel(tx, HOUR, s.id());
        if (!s.cancelled() && s.starts().isAfter(clock.instant())) {
            var zone = cohorts.find(tx, s.cohort()).map(Cohort::zone).orElse(ZoneId.of("UTC"));
            timers.set(tx, DAY, s.id(), dayBefore(s.starts(), zone));
            timers.set(tx, HOUR, s.id(), s.starts().minus(AN_HOUR));
            timers.setIfAbsent(tx, TIDY, "notices", clock.instant().plus(A_DAY));
        }
    }

    /// What nobody is told any more is not kept: it names people.
    private void tidy(Tx tx, String subject) {
        notices.forget(tx, clock.instant().minus(KEPT));
        timers.set(tx, TIDY, subject, clock.instant().plus(A_DAY));
    }

    void plan(Tx tx, Cohort cohort, Due due) {
        if (due.at().isAfter(clock.instant())) {
            timers.set(
                    tx,
                    DUE,
                    cohort.id() + "|" + due.kind().word() + "|" + due.ref(),
                    dayBefore(due.at(), cohort.zone()));
        }
    }

    private static Instant dayBefore(Instant at, ZoneId zone) {
        return at.atZone(zone).minusDays(1).toInstant();
    }

    private void session(Tx tx, String kind, String id) throws SQLException {
        var session = sessions.find(tx, id);
        if (session.isPresent()) {
            for (var m : members(tx, session.get().cohort())) {
                session(tx, kind, session.get(), m.person());
            }
        }
    }

    /// Now, later, or not at all.
    private void session(Tx tx, String kind, Session s, String person) {
        var pointless = kind.equals(DAY) ? s.starts().minus(AN_HOUR) : s.starts();
        if (s.cancelled() || !isIn(tx, s.cohort(), person)) {
            return;
        }
        var about = kind + "|" + s.id() + "|" + s.starts().toEpochMilli();
        nowOrLater(
                tx,
                about,
                person,
                pointless,
                "`%s` %s".formatted(s.title(), when("starts", s.starts(), person)),
                "/learn/sessions/" + s.id(),
                s.ends());
    }

    private void due(Tx tx, String subject) throws SQLException {
        var parts = subject.split("\\|", 3);
        for (var m : members(tx, parts[0])) {
            if (m.part() == Part.LEARNER) {
                due(tx, parts[0], parts[1], parts[2], m.person());
            }
        }
    }

    private void due(Tx tx, String cohortId, String kind, String ref, String person) {
        var cohort = cohorts.find(tx, cohortId);
        var dated =
                sessions.dues(tx, cohortId).stream()
                        .map(SessionStore.Dated::due)
                        .filter(d -> d.kind().word().equals(kind) && d.ref().equals(ref))
                        .findFirst();
        if (cohort.isEmpty() || dated.isEmpty() || !isIn(tx, cohortId, person)) {
            return;
        }
        var d = dated.get();
        if (isDone(tx, cohort.get().pack(), d, person)) {
            return;
        }
        nowOrLater(
                tx,
                "%s|%s|%s|%s|%d".formatted(DUE, cohortId, kind, ref, d.at().toEpochMilli()),
                person,
                d.at(),
                "%s `%s` %s".formatted(capital(kind), d.title(), when("is due", d.at(), person)),
                Agenda.href(cohort.get().pack(), d),
                d.at());
    }

    private boolean isDone(Tx tx, String pack, Due due, String person) {
        return training.learning()
                .progressNow(tx, person, pack)
                .filter(p -> done(p, due))
                .isPresent();
    }

    static boolean done(Learning.Progress p, Due due) {
        return switch (due.kind()) {
            case QUIZ ->
                    Optional.ofNullable(p.quizzes().get(due.ref()))
                            .filter(Learning.QuizStanding::passed)
                            .isPresent();
            case LAB ->
                    Optional.ofNullable(p.labs().get(due.ref()))
                            .flatMap(Learning.LabStanding::state)
                            .filter(s -> s == LabWork.State.HANDED_IN || s == LabWork.State.PASSED)
                            .isPresent();
            case SURVEY -> false;
        };
    }

    private void nowOrLater(
            Tx tx,
            String about,
            String person,
            Instant pointless,
            String sentence,
            String href,
            Instant until) {
        var moment = notices.moment(tx, person, pointless);
        if (moment.isPresent() && !moment.get().isAfter(clock.instant())) {
            notices.tell(tx, about, person, sentence, href, until);
        } else if (moment.isPresent()) {
            timers.setIfAbsent(tx, PERSON, about + "|" + person, moment.get());
        }
    }

    /// What waited for somebody's quiet hours to end: looked at anew, for much may have changed.
    private void person(Tx tx, String subject) {
        var parts = List.of(subject.split("\\|", -1));
        var who = parts.getLast();
        if (parts.getFirst().equals(DUE)) {
            due(tx, parts.get(1), parts.get(2), parts.get(3), who);
        } else {
            sessions.find(tx, parts.get(1))
                    .filter(s -> s.starts().toEpochMilli() == Long.parseLong(parts.get(2)))
                    .ifPresent(s -> session(tx, parts.getFirst(), s, who));
        }
    }

    /// A session moved or is off: told at once, also in quiet hours, for it waits on a page.
    void changed(Tx tx, Session was, Session now, String reason) {
        for (var m : members(tx, now.cohort())) {
            var sentence =
                    now.cancelled()
                            ? "`%s` of %s is cancelled: %s"
                                    .formatted(
                                            now.title(), when("", was.starts(), m.person()), reason)
                            : "`%s` moved to %s: %s"
                                    .formatted(
                                            now.title(),
                                            when("", now.starts(), m.person()),
                                            reason);
            notices.tell(
                    tx,
                    "cohort.session-changed|" + now.id() + "|" + now.sequence(),
                    m.person(),
                    sentence,
                    "/learn/sessions/" + now.id(),
                    now.cancelled() ? was.ends() : now.ends());
        }
    }

    void joined(Tx tx, Cohort cohort, String person) {
        var first =
                sessions.of(tx, cohort.id()).stream()
                        .filter(s -> !s.cancelled() && s.starts().isAfter(clock.instant()))
                        .findFirst();
        notices.tell(
                tx,
                "cohort.joined|" + cohort.id(),
                person,
                "You are in `%s`%s"
                        .formatted(
                                cohort.name(),
                                first.map(s -> ": " + when("it meets first on", s.starts(), person))
                                        .orElse("")),
                "/learn/calendar",
                first.map(Session::starts).orElse(clock.instant().plus(Duration.ofDays(14))));
    }

    private String when(String verb, Instant at, String person) {
        return (verb + " " + new Format(notices.zone(person), clock.instant()).when(at)).strip();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private List<Member> members(Tx tx, String cohort) {
        return cohorts.members(tx, cohort).stream().filter(m -> m.left().isEmpty()).toList();
    }

    private boolean isIn(Tx tx, String cohort, String person) {
        return people.isActive(tx, person)
                && members(tx, cohort).stream().anyMatch(m -> m.person().equals(person));
    }
}
