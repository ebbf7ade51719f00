package dev.countersign.desk;

import dev.countersign.desk.rules.Act;
import dev.countersign.escalation.ClockEvent;
import dev.countersign.escalation.ClockReading;
import dev.countersign.escalation.Escalation;
import dev.countersign.escalation.Holder;
import dev.countersign.escalation.Holder.Presence;
import dev.countersign.escalation.NextStep;
import dev.countersign.escalation.Routing;
import dev.countersign.escalation.SlaClock;
import dev.countersign.escalation.Whom;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Directory;
import dev.countersign.people.Person;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The response clock of exceptions, and the path on which an unanswered one climbs. Timers only
/// ask; what is done follows from the case as it is then.
final class Clocks {
    private static final String RESPONSE = "desk.response";
    private static final String CLIMB = "desk.climb";
    private static final String ACTOR = "system:desk";

    /// What only the desk can do to a case.
    interface Cases {
        /// @return whether it was applied
        boolean apply(Tx tx, ExceptionCase seen, Act act, Instant now) throws Exception;

        Optional<ExceptionCase> find(Tx tx, String id);
    }

    private final Cases cases;
    private final Ledger ledger;
    private final Directory people;
    private final Timers timers;
    private final Supplier<Routing> routing;
    private final InstantSource clock;
    private final ClockStore store = new ClockStore();

    Clocks(
            Cases cases,
            Ledger ledger,
            Directory people,
            Timers timers,
            Supplier<Routing> routing,
            InstantSource clock) {
        this.cases = cases;
        this.ledger = ledger;
        this.people = people;
        this.timers = timers;
        this.routing = routing;
        this.clock = clock;
        timers.handle(RESPONSE, (tx, id, _) -> respond(tx, id));
        timers.handle(CLIMB, (tx, id, _) -> climb(tx, id));
    }

    void opened(Tx tx, String id, NewCase opened, Instant now) {
        opened.facts()
                .ifPresent(f -> {
                    var target = routing.get().targets().of(f.severity().name());
                    happens(tx, id, new ClockEvent.Opened(now, target));
                    if (path(f).isPresent()) {
                        timers.set(tx, CLIMB, id, now);
                    }
                });
    }

    /// Somebody took it or decided it.
    void answered(Tx tx, String id, Instant now) {
        if (!store.events(tx, id).isEmpty()) {
            happens(tx, id, new ClockEvent.Settled(now));
            timers.cancel(tx, CLIMB, id);
        }
    }

    /// Nobody is on it any more, or it waits again.
    ///
    /// @param fresh whether the time starts from nothing
    void reopened(Tx tx, ExceptionCase c, boolean fresh, Instant now) {
        if (!store.events(tx, c.id()).isEmpty()) {
            happens(tx, c.id(), new ClockEvent.Reopened(now, fresh));
            if (c.opened().facts().flatMap(this::path).isPresent()) {
                timers.set(tx, CLIMB, c.id(), now);
            }
        }
    }

    void retargeted(Tx tx, String id, CaseFacts now, Instant at) {
        if (!store.events(tx, id).isEmpty()) {
            var target = routing.get().targets().of(now.severity().name());
            happens(tx, id, new ClockEvent.Retargeted(at, target));
        }
    }

    /// The category may have a path of its own, which begins now.
    void categorised(Tx tx, ExceptionCase c, Instant now) {
        if (c.response().answeredAt().isEmpty()
                && c.opened().facts().flatMap(this::path).isPresent()) {
            timers.set(tx, CLIMB, c.id(), now);
        }
    }

    /// @return false where it has no such clock
    boolean paused(Tx tx, String id, Instant now) {
        return pauses(tx, id, new ClockEvent.Paused(now));
    }

    boolean resumed(Tx tx, String id, Instant now) {
        return pauses(tx, id, new ClockEvent.Resumed(now));
    }

    private boolean pauses(Tx tx, String id, ClockEvent event) {
        if (store.events(tx, id).isEmpty()) {
            return false;
        }
        happens(tx, id, event);
        return true;
    }

    private void happens(Tx tx, String id, ClockEvent event) {
        var events = new ArrayList<>(store.events(tx, id));
        events.add(event);
        keep(tx, id, events, read(events, event.at()));
    }

    private ClockReading read(List<ClockEvent> events, Instant now) {
        return SlaClock.read(routing.get().hours(), events, now);
    }

    /// Writes what lists show, and sets the timer for what comes next.
    private void keep(Tx tx, String id, List<ClockEvent> events, ClockReading reading) {
        var now = clock.instant();
        var met =
                reading.state() instanceof ClockReading.Met(var at)
                        ? Optional.of(at)
                        : Optional.<Instant>empty();
        var missed =
                reading.state() instanceof ClockReading.Breached(var at)
                        ? Optional.of(at)
                        : reading.earlierBreach();
        store.write(tx, id, events, reading.due(), met, missed);
        var next =
                reading.state() instanceof ClockReading.Running
                        ? routing.get()
                                .targets()
                                .next(routing.get().hours(), reading, now)
                                .or(reading::due)
                        : Optional.<Instant>empty();
        if (next.isPresent()) {
            timers.set(tx, RESPONSE, id, next.get());
        } else {
            timers.cancel(tx, RESPONSE, id);
        }
    }

    /// A reminder's point is passed, or the time is used up.
    private void respond(Tx tx, String id) {
        var found = cases.find(tx, id);
        var events = store.events(tx, id);
        if (found.isEmpty() || events.isEmpty()) {
            return;
        }
        var reading = read(events, clock.instant());
        var told = store.reminded(tx, id);
        for (var percent : routing.get().targets().passed(reading)) {
            if (percent > told) {
                store.reminded(tx, id, percent);
                record(tx, id, "case.reminded", found.get(), "after", percent + " %");
            }
        }
        if (found.get().isOpen()
                && reading.state() instanceof ClockReading.Breached(var at)
                && found.get().response().missedAt().isEmpty()) {
            record(tx, id, "case.response-missed", found.get(), "due", at.toString());
        }
        keep(tx, id, events, reading);
    }

    /// Nobody answered on this step: the next one is reached, waited for, or the path ends.
    private void climb(Tx tx, String id) throws Exception {
        var found = cases.find(tx, id).filter(ExceptionCase::isOpen);
        var path = found.flatMap(c -> c.opened().facts()).flatMap(this::path);
        if (found.isEmpty() || path.isEmpty() || found.get().takenBy().isPresent()) {
            return;
        }
        var c = found.get();
        var now = clock.instant();
        var step =
                Escalation.next(
                        path.get(),
                        store.progress(tx, c),
                        now,
                        routing.get().hours(),
                        whom -> holders(c, whom, now));
        switch (step) {
            case NextStep.Reach reach -> {
                store.progress(tx, id, reach.then());
                if (reach.through() instanceof Whom.Role(var role)
                        && !c.standing().needed().contains(role)) {
                    cases.apply(tx, c, new Act.Climb(role), now);
                }
                reached(tx, c, reach);
                timers.set(tx, CLIMB, id, later(now, reach.askAgain()));
            }
            case NextStep.Wait(var until, _) -> timers.set(tx, CLIMB, id, later(now, until));
            case NextStep.Deny(var because) -> {
                if (cases.apply(tx, c, new Act.GiveUp(), now)) {
                    record(tx, id, "case.unanswered", c, "because", because);
                }
            }
            case NextStep.Stay(var because) ->
                    record(tx, id, "case.path-ended", c, "because", because);
        }
    }

    /// A timer never asks twice at one instant.
    private static Instant later(Instant now, Instant until) {
        return until.isAfter(now) ? until : now.plus(Duration.ofMinutes(1));
    }

    private Optional<dev.countersign.escalation.EscalationPath> path(CaseFacts f) {
        return routing.get().pathOf(f.taxonomy(), f.category(), f.kind(), f.severity().name());
    }

    private List<Holder> holders(ExceptionCase c, Whom whom, Instant now) {
        return switch (whom) {
            case Whom.Role(var role) ->
                    people.holding(role).stream().map(p -> holder(c, p, now)).toList();
            case Whom.Person(var id) ->
                    people.person(id)
                            .filter(Person::active)
                            .map(p -> List.of(holder(c, p, now)))
                            .orElse(List.of());
            case Whom.Contact(var key) ->
                    Optional.ofNullable(routing.get().contacts().get(key))
                            .map(contact -> List.of(routing.get().presence(contact, now)))
                            .orElse(List.of());
        };
    }

    private Holder holder(ExceptionCase c, Person p, Instant now) {
        if (p.id().equals(c.opened().raisedBy())) {
            return Holder.not(p.id(), Presence.REQUESTER);
        }
        if (c.standing().signatures().stream().anyMatch(s -> s.person().equals(p.id()))) {
            return Holder.not(p.id(), Presence.DECIDED);
        }
        return routing.get()
                .contactOf(p.id())
                .map(contact -> routing.get().presence(contact, now))
                .orElse(Holder.there(p.id()));
    }

    private void reached(Tx tx, ExceptionCase c, NextStep.Reach reach) {
        var facts = new HashMap<String, Object>();
        facts.put("category", c.opened().facts().map(CaseFacts::category).orElse(""));
        facts.put("through", reach.through().name());
        facts.put("people", reach.people());
        facts.put("step", (long) reach.then().reached());
        facts.put("because", reach.because());
        ledger.append(tx, new Entry("case.climbed", ACTOR, c.id(), facts));
    }

    private void record(
            Tx tx, String id, String action, ExceptionCase c, String name, String value) {
        var facts = new HashMap<String, Object>();
        facts.put("role", c.approverRole());
        facts.put(name, value);
        ledger.append(tx, new Entry(action, ACTOR, id, facts));
    }
}
