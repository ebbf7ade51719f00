package dev.countersign.credential;

import dev.countersign.credential.CompetencyStore.Told;
import dev.countersign.gate.Evidence;
import dev.countersign.gate.Gates;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks at somebody's competency when its cause may have changed, and tells the ledger and gates
/// what did, in the same transaction. Threads may share it.
final class CompetencyWatch {
    /// Before the end of a competency its holder is reminded.
    static final List<Integer> REMIND_DAYS = List.of(30, 7);

    private static final String EXPIRY = "competency.expiry";
    private static final String REMINDER = "competency.reminder-";

    private final Storage storage;
    private final Ledger ledger;
    private final Gates gates;
    private final Timers timers;
    private final InstantSource clock;
    private final Standings standings;
    private final CompetencyStore store;
    private final List<Lost> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stale = new AtomicBoolean(true);

    /// Hears, in the same transaction, that somebody no longer holds what they held, for another
    /// reason than time.
    interface Lost {
        void lost(Tx tx, String person, String competency, String because) throws SQLException;
    }

    /// What a timer is about.
    private record Subject(String person, String competency) {
        static Subject of(String text) {
            var parts = text.split("\\|", 2);
            return new Subject(parts[0], parts[1]);
        }

        String text() {
            return person + "|" + competency;
        }
    }

    CompetencyWatch(
            Storage storage,
            Ledger ledger,
            Gates gates,
            Timers timers,
            InstantSource clock,
            Standings standings,
            CompetencyStore store) {
        this.storage = storage;
        this.ledger = ledger;
        this.gates = gates;
        this.timers = timers;
        this.clock = clock;
        this.standings = standings;
        this.store = store;
        timers.handle(
                EXPIRY,
                (tx, subject, _) -> {
                    var of = Subject.of(subject);
                    look(tx, of.person(), of.competency(), "expired");
                });
        for (int days : REMIND_DAYS) {
            timers.handle(REMINDER + days, (tx, subject, _) -> remind(tx, subject, days));
        }
        ledger.watch("course.kept", _ -> stale.set(true));
    }

    void onLost(Lost listener) {
        listeners.add(listener);
    }

    /// Keeps a piece of somebody's work and looks at what it proves.
    void keep(Tx tx, String person, Piece piece) throws SQLException {
        store.put(tx, person, piece);
        for (var id : standings.defined().keySet()) {
            look(tx, person, id, "evidence");
        }
    }

    /// After a pack changed, everybody's competencies are looked at, each person by themselves.
    void runDue() {
        if (!stale.getAndSet(false)) {
            return;
        }
        for (var person : storage.read(store::people)) {
            storage.writeAndWait(tx -> {
                var ids = new TreeSet<>(standings.defined().keySet());
                store.told(tx, person).forEach(t -> ids.add(t.competency()));
                for (var id : ids) {
                    look(tx, person, id, "course");
                }
                return true;
            });
        }
    }

    void look(Tx tx, String person, String competency, String because) throws SQLException {
        var now = clock.instant();
        var held = standings.of(tx, person, competency).held();
        var told =
                store.told(tx, person).stream()
                        .filter(t -> t.competency().equals(competency))
                        .findFirst();
        int before = told.map(Told::level).orElse(0);
        int level = held.map(Claim::level).orElse(0);
        var until = held.flatMap(Claim::until);
        if (level == before && until.equals(told.flatMap(Told::until))) {
            return;
        }
        store.tell(
                tx,
                person,
                new Told(competency, level, held.map(Claim::since).orElse(now), until),
                now);
        remindAndEnd(tx, new Subject(person, competency).text(), until, now);
        var facts = new HashMap<String, Object>();
        facts.put("person", person);
        facts.put("level", (long) level);
        facts.put("because", because);
        until.ifPresent(end -> facts.put("until", end.toString()));
        if (level != before) {
            gates.record(
                    tx,
                    new Evidence(
                            person,
                            Evidence.ANY,
                            "competency:" + competency,
                            BigDecimal.valueOf(level),
                            because,
                            "system:competency",
                            now));
        }
        var what = level > before ? "reached" : level < before ? "lost" : "extended";
        ledger.append(tx, new Entry("competency." + what, "system:competency", competency, facts));
        if (level < before && !because.equals("expired")) {
            for (var listener : listeners) {
                listener.lost(tx, person, competency, because);
            }
        }
    }

    private void remindAndEnd(Tx tx, String subject, Optional<Instant> until, Instant now) {
        if (until.isEmpty()) {
            timers.cancel(tx, EXPIRY, subject);
        } else {
            timers.set(tx, EXPIRY, subject, until.get());
        }
        for (int days : REMIND_DAYS) {
            var at = until.map(end -> end.minus(Duration.ofDays(days))).filter(now::isBefore);
            if (at.isEmpty()) {
                timers.cancel(tx, REMINDER + days, subject);
            } else {
                timers.set(tx, REMINDER + days, subject, at.get());
            }
        }
    }

    private void remind(Tx tx, String subject, int days) throws SQLException {
        var of = Subject.of(subject);
        var until = standings.of(tx, of.person(), of.competency()).held().flatMap(Claim::until);
        if (until.isPresent()) {
            ledger.append(
                    tx,
                    new Entry(
                            "competency.ends-soon",
                            "system:competency",
                            of.competency(),
                            Map.of(
                                    "person",
                                    of.person(),
                                    "days",
                                    (long) days,
                                    "until",
                                    until.get().toString())));
        }
    }
}
