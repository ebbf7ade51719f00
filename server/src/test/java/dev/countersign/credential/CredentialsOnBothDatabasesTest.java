package dev.countersign.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Condition;
import dev.countersign.gate.Gate;
import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.testing.Databases;
import dev.countersign.timer.Timers;
import dev.countersign.training.Courses;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsOnBothDatabasesTest {
    private static final String WHY = "The observation was written down for somebody else.";

    @TempDir Path data;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

    private static Person person(String id, String role) {
        return new Person(id, id, id + "@x.example", ZoneId.of("UTC"), true, Set.of(role));
    }

    private static SortedMap<String, String> files() {
        var out = new TreeMap<String, String>();
        out.put(
                "pack.yaml",
                "pack: p\nversion: '1'\ntitle: P\nsummary: One.\nroles: [learner]\nminutes: 10\nmodules: [one]\n");
        out.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: One
                minutes: 10
                you_will: You can do it.
                outcomes: [{id: M1.1, text: Do it}]
                sections:
                  - {id: do, title: Do it, minutes: 10, format: lab, text: do.md, labs: [write]}
                """);
        out.put("modules/one/do.md", "Do it.\n");
        out.put(
                "labs/write.yaml",
                "lab: write\ntitle: It\nmodule: M1\nminutes: 1\noutcomes: [M1.1]\ntext: it.md\nkind: writing\npass: {mentor: true}\n");
        out.put("labs/it.md", "Do it.\n");
        out.put(
                "competencies.yaml",
                "competencies:\n  - {id: c, title: C, levels: [a, b], target: b, valid_months: 12, evidence: {lab: write}}\n");
        return out;
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsHeldIsSignedRevokedAndErasedWithItsHolder(Databases database) {
        InstantSource clock = now::get;
        var random = new SecureRandom();
        var ids = new Ids(clock, random);
        var keys = data.resolve("keys");
        try (var storage = database.open(data);
                var ledger = Ledgers.open(storage, keys, "http://here", clock, random)) {
            var people = new People(storage, ledger, clock, ids, new byte[32], random);
            people.register(
                    List.of(person("ann", "learner"), person("pam", "programme_manager")),
                    "system:test");
            var ann = people.identity("ann").orElseThrow();
            var pam = people.identity("pam").orElseThrow();
            var courses = new Courses(storage, ledger, clock);
            var gates = new Gates(storage, ledger, people, clock, ids);
            var timers = new Timers(storage, clock);
            var competencies =
                    new Competencies(storage, ledger, people, courses, gates, timers, clock);
            var credentials =
                    new Credentials(
                            storage,
                            ledger,
                            people,
                            competencies,
                            courses,
                            new Credentials.IssuerSettings(
                                    keys, () -> "http://here", () -> "Here", random),
                            clock,
                            ids);
            courses.keep("system:test", files());
            var gate =
                    new Gate(
                            "tool",
                            List.of(
                                    new Condition.Recorded(
                                            "competency", "c", BigDecimal.TWO, Optional.empty())));
            assertThat(gates.state(gate, "ann")).isInstanceOf(GateState.Shut.class);

            storage.writeAndWait(tx -> {
                competencies.keep(
                        tx, "ann", Piece.only(Piece.lab("p", "write"), true, clock.instant()));
                return true;
            });
            assertThat(gates.state(gate, "ann")).isInstanceOf(GateState.Open.class);
            var made = credentials.issue(ann, Credential.Kind.COMPETENCY, "c");
            assertThat(credentials.find(made.id()).orElseThrow().jwt()).isEqualTo(made.jwt());
            assertThat(credentials.publishing().check(made).findings()).isEmpty();

            competencies.decide(pam, "ann", "c", Decision.Kind.REVOKED, WHY, 0);
            assertThat(gates.state(gate, "ann")).isInstanceOf(GateState.Shut.class);
            assertThat(credentials.publishing().check(made).findings())
                    .containsExactly("it was revoked");
            competencies.decide(pam, "ann", "c", Decision.Kind.RENEWED, WHY, 1);
            assertThat(gates.state(gate, "ann")).isInstanceOf(GateState.Open.class);
            var second = credentials.issue(ann, Credential.Kind.COMPETENCY, "c");
            assertThat(second.statusIndex()).isEqualTo(made.statusIndex() + 1);
            assertThat(credentials.publishing().check(second).findings()).isEmpty();

            // A timer shuts the gate at the end, once.
            now.updateAndGet(n -> n.plus(Duration.ofDays(366)));
            timers.runDue();
            assertThat(gates.state(gate, "ann")).isInstanceOf(GateState.Shut.class);
            assertThat(timers.runDue()).isZero();

            storage.writeAndWait(tx -> {
                ledger.erase(tx, "ann");
                return true;
            });
            assertThat(credentials.find(made.id())).isEmpty();
            assertThat(competencies.standing("ann", "c").decisions())
                    .extracting(Decision::reason)
                    .containsOnly("");
        }
    }
}
