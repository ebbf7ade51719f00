package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Part;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Tx;
import dev.countersign.training.Training;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;

/// Tells those whom it concerns that somebody cannot attend enough any more.
final class Warning {
    private static final Duration WARNED = Duration.ofDays(90);

    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Notices notices;
    private final InstantSource clock;

    Warning(Ledger ledger, People people, Training training, Notices notices, InstantSource clock) {
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.notices = notices;
        this.clock = clock;
    }

    /// The learner, their mentor and whoever answers for the cohort, as soon as it is so.
    void tell(Tx tx, Cohort cohort, Cohort.Roster roster, String person, Attendance a, String cause)
            throws java.sql.SQLException {
        var least = cohort.least() / 100;
        var until = clock.instant().plus(WARNED);
        var id = "attendance.out-of-reach|" + cohort.id() + "|" + person + "|" + cause;
        notices.tell(
                tx,
                id,
                person,
                "You can reach at most %d %% of the sessions of `%s`; the course asks for %d %%. Talk to your mentor"
                        .formatted(a.possiblePercent(), cohort.name(), least),
                "/learn/calendar",
                until);
        var others = new LinkedHashSet<String>();
        training.mentoring().mentorOf(tx, person, cohort.pack()).ifPresent(others::add);
        if (others.isEmpty()) {
            roster.now(Part.MENTOR).forEach(m -> others.add(m.person()));
        }
        others.add(cohort.openedBy());
        people.holding("programme_manager").forEach(p -> others.add(p.id()));
        others.remove(person);
        for (var other : others) {
            notices.tell(
                    tx,
                    id,
                    other,
                    "%s can reach at most %d %% of the sessions of `%s`; the course asks for %d %%"
                            .formatted(name(person), a.possiblePercent(), cohort.name(), least),
                    "/learn/cohorts/" + cohort.id(),
                    until);
        }
        ledger.append(
                tx,
                new Entry(
                        "attendance.out-of-reach",
                        "system:cohort",
                        cohort.id(),
                        Map.of(
                                "person", person,
                                "possible_percent", (long) a.possiblePercent(),
                                "least_percent", (long) least)));
    }

    private String name(String person) {
        return people.person(person).map(Person::name).orElse(person);
    }
}
