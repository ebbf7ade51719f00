package dev.countersign.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.assurance.GateOracle.Event;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Evidence;
import dev.countersign.gate.Gate;
import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import dev.countersign.storage.Tx;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Evidence, endings, waivers, certificates, other models, roles and requests, from several threads
/// at once, on a real store: replayed in the order in which they were committed, no request has
/// passed while a condition was false, and none was refused while all of them held.
///
/// `-Dcountersign.gate.interleavings=1000000` for the full count.
class GateInterleavingsTest {
    private static final int OPERATIONS =
            Integer.getInteger("countersign.gate.interleavings", 20_000);
    private static final long SEED = Long.getLong("countersign.gate.seed", 20_261_121L);
    private static final int THREADS = 4;
    private static final int IN_FLIGHT = 256;
    private static final List<String> PEOPLE = List.of("ada", "ben", "cem");
    private static final Tool TOOL =
            new Tool(
                    "tool",
                    "prompt",
                    new BigDecimal("0.82"),
                    Optional.empty(),
                    new Gate(
                            "tool",
                            List.of(
                                    new Condition.Recorded(
                                            "quiz",
                                            "",
                                            new BigDecimal("0.85"),
                                            Optional.of(Duration.ofHours(2))),
                                    new Condition.AnyOf(
                                            List.of(
                                                    new Condition.Recorded(
                                                            "readiness",
                                                            "",
                                                            BigDecimal.ONE,
                                                            Optional.empty()),
                                                    new Condition.Recorded(
                                                            "competency",
                                                            "triage",
                                                            new BigDecimal("2"),
                                                            Optional.of(Duration.ofHours(3))))),
                                    new Condition.Reviewed(3),
                                    new Condition.Certified(
                                            new BigDecimal("0.1"), new BigDecimal("0.1"), 0))),
                    Tool.Care.USUAL);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T08:00:00Z"));
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// An identity as somebody got it, and how often the person's roles had changed by then.
    private record Known(Identity identity, int changes) {}

    @TempDir Path directory;

    private Storage storage;
    private People people;
    private PromptLibrary library;
    private Gates gates;
    private Ids ids;
    private Certificates certificates;
    private final CertificateStore store = new CertificateStore();
    private final SampleStore samples = new SampleStore();

    @Test
    @Requirement({"E33", "E28", "P36"})
    void noRequestPassesWhileAConditionIsFalse() throws Exception {
        var random = new SecureRandom();
        ids = new Ids(now::get, random);
        try (var opened = Storages.sqlite(directory);
                var ledger =
                        Ledgers.open(
                                opened,
                                directory.resolve("keys"),
                                "example.com/log",
                                now::get,
                                random)) {
            storage = opened;
            people = new People(storage, ledger, now::get, ids, new byte[32], random);
            library = new PromptLibrary(storage, ledger, now::get);
            gates = new Gates(storage, ledger, people, now::get, ids);
            certificates = new Certificates(ledger, library, () -> List.of(TOOL), now::get, ids);
            gates.judgeBy(certificates::known);
            library.publish(prompt("first"), "pam");
            library.publish(prompt("second"), "pam");
            library.activate("prompt", 1, "pam");
            for (var person : PEOPLE) {
                people.register(List.of(person(person, true)), "pam");
                people.refresh();
                known.put(person, new Known(people.identity(person).orElseThrow(), 0));
            }
            run();
            var passed = new GateOracle(TOOL.gate().tool()).replay(events);
            assertThat(passed).isGreaterThan(OPERATIONS / 200);
        }
    }

    private static Prompt prompt(String text) {
        return new Prompt(
                "prompt",
                0,
                Prompt.Kind.CHAT,
                "pam",
                "a prompt",
                text,
                "scripted",
                "model",
                "1",
                Prompt.Recipe.STATED,
                Prompt.Streaming.WHOLE,
                Instant.EPOCH,
                "pam");
    }

    private static Person person(String id, boolean may) {
        return new Person(
                id,
                id,
                id + "@example.com",
                ZoneId.of("UTC"),
                true,
                may ? Set.of("frontline_ops") : Set.of("guest"));
    }

    private void run() throws InterruptedException {
        var room = new Semaphore(IN_FLIGHT);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var t = 0; t < THREADS; t++) {
                var random = new Random(SEED + t);
                pool.submit(() -> {
                    for (var i = 0; i < OPERATIONS / THREADS; i++) {
                        step(random, room);
                    }
                });
            }
        }
        room.acquire(IN_FLIGHT);
    }

    private interface Step {
        Event in(Tx tx) throws SQLException;
    }

    private void step(Random random, Semaphore room) {
        var person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        switch (random.nextInt(1_000)) {
            case 0, 1, 2 -> changeRoles(person, random.nextInt(4) > 0);
            case 3 -> changePrompt(random.nextInt(8) > 0 ? 1 : 2);
            default -> {
                var step = step(random, person);
                room.acquireUninterruptibly();
                storage.write(Priority.CALL, tx -> events.add(step.in(tx)))
                        .whenComplete((_, _) -> room.release());
            }
        }
    }

    private Step step(Random random, String person) {
        var pick = random.nextInt(100);
        var number = random.nextInt(1_000);
        if (pick < 50) {
            var identity = known.get(person);
            return tx -> request(tx, person, identity);
        } else if (pick < 72) {
            return tx -> evidence(tx, person, number);
        } else if (pick < 80) {
            return tx -> {
                var at = now.updateAndGet(n -> n.plus(Duration.ofSeconds(number)));
                return new Event.Time(at);
            };
        } else if (pick < 84) {
            return tx -> waiver(tx, person, number);
        } else if (pick < 92) {
            return this::sample;
        } else if (pick < 97) {
            return tx -> certificate(tx, number);
        } else if (pick < 98) {
            return tx -> ended(tx, number);
        } else if (pick < 99) {
            return tx -> answered(tx, number % 9 == 0 ? "other" : "usual");
        }
        return tx -> withheld(tx, number % 3 == 0);
    }

    private Event request(Tx tx, String person, Known who) throws SQLException {
        // Before anything is asked: another thread may learn of a prompt meanwhile.
        var fresh = certificates.current(tx, "tool").isPresent();
        boolean passed;
        try {
            people.revalidate(tx, who.identity());
            passed =
                    who.identity().has("frontline_ops")
                            && gates.state(tx, TOOL.gate(), person) instanceof GateState.Open;
        } catch (ProblemException stale) {
            passed = false;
        }
        return new Event.Request(person, who.changes(), passed, fresh);
    }

    private Event evidence(Tx tx, String person, int number) throws SQLException {
        var quiz = number % 2 == 0;
        var readiness = number % 3 == 0;
        var key = quiz ? "quiz" : readiness ? "readiness" : "competency:triage";
        var amount =
                quiz
                        ? new BigDecimal(number % 5 == 0 ? "0.84" : "0.86")
                        : readiness
                                ? BigDecimal.valueOf(number % 7 == 0 ? 0 : 1)
                                : BigDecimal.valueOf(1 + number % 3);
        gates.record(
                tx,
                new Evidence(
                        person,
                        quiz ? "tool" : Evidence.ANY,
                        key,
                        amount,
                        "test",
                        "pam",
                        now.get()));
        return new Event.Recorded(person, key, amount);
    }

    private Event waiver(Tx tx, String person, int number) {
        var until = now.get().plus(Duration.ofMinutes(number % 40 + 1));
        var type = number % 2 == 0 ? "quiz" : "certificate";
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO gate_waiver (id, person_id, tool, condition_type, reason, granted_by,
                          granted_at, valid_until)
                        VALUES (:id, :person, 'tool', :type, 'because', 'pam', :at, :until)
                        """)
                .bind("id", ids.next("waiver"))
                .bind("person", person)
                .bind("type", type)
                .bind("at", now.get().toEpochMilli())
                .bind("until", until.toEpochMilli())
                .execute();
        // What has ended counts no more; without this the store would only grow.
        tx.jdbi()
                .createUpdate("DELETE FROM gate_waiver WHERE valid_until <= :now")
                .bind("now", now.get().toEpochMilli())
                .execute();
        return new Event.Waived(person, type, until);
    }

    private ToolVersion version(Tx tx) throws SQLException {
        var live = library.isLive(tx, "prompt", 1) ? 0 : 1;
        return ToolVersion.of(library.versions("prompt").reversed().get(live));
    }

    private Event sample(Tx tx) throws SQLException {
        var seen = store.seen(tx, "tool");
        // Enough is enough: more would only make the store large.
        if (seen.isEmpty()
                || samples.countReviewed(tx, "tool", seen.get().version(), seen.get().answeredBy())
                        > 4) {
            return new Event.Nothing();
        }
        var id = ids.next("sample");
        samples.insert(
                tx,
                new WorkSample(
                        id,
                        WorkSample.Kind.SHADOW,
                        "tool",
                        "api",
                        id,
                        "ada",
                        "work",
                        Optional.of("own"),
                        "",
                        Optional.of(
                                new WorkSample.Given(
                                        id,
                                        "answer",
                                        Optional.of("0.9"),
                                        seen.get().version(),
                                        "prompt",
                                        seen.get().answeredBy(),
                                        "release")),
                        Optional.empty(),
                        Optional.empty(),
                        now.get()));
        tx.jdbi()
                .createUpdate(
                        "UPDATE assurance_sample SET reviewed_at = 1, reviewer = 'quin' WHERE id ="
                                + " :id")
                .bind("id", id)
                .execute();
        return new Event.Sampled(seen.get().version(), seen.get().answeredBy());
    }

    private Event certificate(Tx tx, int number) throws SQLException {
        var version = version(tx);
        var by = number % 9 == 0 ? "other" : "usual";
        var until = now.get().plus(Duration.ofMinutes(number));
        var error = new BigDecimal(number % 4 == 0 ? "0.2" : "0.05");
        store.insert(
                tx,
                new Certificate(
                        ids.next("certificate"),
                        "tool",
                        version,
                        by,
                        "sequential",
                        new BigDecimal("0.82"),
                        100,
                        80,
                        1,
                        error,
                        new BigDecimal("0.1"),
                        List.of("quin"),
                        now.get(),
                        until,
                        Optional.empty()));
        return new Event.Certified(version.digest(), by, error, until);
    }

    private Event ended(Tx tx, int number) throws SQLException {
        if (number % 2 == 0) {
            return new Event.Nothing();
        }
        for (var certificate : store.standing(tx, "tool")) {
            certificates.end(tx, certificate, "alarm", "test");
        }
        return new Event.AllEnded();
    }

    private Event answered(Tx tx, String by) throws SQLException {
        var version = version(tx);
        certificates.answered(tx, "tool", version, by);
        return new Event.Answered(version.digest(), by);
    }

    private Event withheld(Tx tx, boolean withhold) throws SQLException {
        if (withhold) {
            certificates.withhold(tx, "tool", "test", "quin");
        } else {
            certificates.lift(tx, "tool", "test", "quin");
        }
        return new Event.Withheld(withhold);
    }

    /// One at a time, so that it is known which identity is of which change.
    private synchronized void changeRoles(String person, boolean may) {
        var before = known.get(person);
        var was = before.identity().has("frontline_ops");
        if (was == may) {
            return;
        }
        storage.writeAndWait(tx -> {
            people.register(tx, List.of(person(person, may)), "pam");
            return events.add(new Event.RolesChanged(person, may));
        });
        people.refresh();
        known.put(person, new Known(people.identity(person).orElseThrow(), before.changes() + 1));
    }

    private synchronized void changePrompt(int version) {
        storage.writeAndWait(tx -> {
            library.activate(tx, "prompt", version, "pam");
            var digest = version(tx).digest();
            return events.add(new Event.PromptChanged(digest));
        });
        library.refresh();
    }
}
