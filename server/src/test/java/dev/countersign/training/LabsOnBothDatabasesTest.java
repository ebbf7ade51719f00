package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.testing.Databases;
import dev.countersign.training.LabWork.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabsOnBothDatabasesTest {
    private static final String WHY = "You name what the rule guards.";

    @TempDir Path data;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));
    private final List<LearningAct> told = new ArrayList<>();

    /// Everything that one start opens.
    private final class House implements AutoCloseable {
        final Storage storage;
        final Ledger ledger;
        final People people;
        final Training training;

        House(Databases database) {
            InstantSource clock = now::get;
            var random = new SecureRandom();
            var ids = new Ids(clock, random);
            storage = database.open(data);
            ledger = Ledgers.open(storage, data.resolve("keys"), "http://here", clock, random);
            people = new People(storage, ledger, clock, ids, new byte[32], random);
            people.register(
                    List.of(person("ann", "learner"), person("max", "mentor")), "system:test");
            var acts = new Acts();
            acts.watch((_, act) -> told.add(act));
            training =
                    new Training(
                            storage,
                            ledger,
                            people,
                            new Gates(storage, ledger, people, clock, ids),
                            acts,
                            _ -> Practised.Seen.NOTHING,
                            clock,
                            ids);
            training.courses().keep("system:test", files());
            training.learning().enrol(as("ann"), "ann", "p");
        }

        Identity as(String id) {
            return people.identity(id).orElseThrow();
        }

        @Override
        public void close() {
            ledger.close();
            storage.close();
        }
    }

    private static Person person(String id, String role) {
        return new Person(id, id, id + "@x.example", ZoneId.of("UTC"), true, Set.of(role));
    }

    private static SortedMap<String, String> files() {
        var out = new TreeMap<String, String>();
        out.put(
                "pack.yaml",
                """
                pack: p
                version: '1'
                title: P
                summary: One of each that keeps something.
                roles: [learner]
                minutes: 10
                modules: [one]
                """);
        out.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: One
                minutes: 10
                you_will: You can do it.
                outcomes: [{id: M1.1, text: Do it}]
                sections:
                  - {id: do, title: Do it, minutes: 10, format: lab, text: do.md, labs: [write, file]}
                """);
        out.put("modules/one/do.md", "Do it.\n");
        for (var lab :
                Map.of(
                                "write", "kind: writing\npass: {mentor: true, observed: 1}",
                                "file", "kind: upload\npass: {mentor: true}")
                        .entrySet()) {
            out.put(
                    "labs/" + lab.getKey() + ".yaml",
                    "lab: %s\ntitle: It\nmodule: M1\nminutes: 1\noutcomes: [M1.1]\ntext: it.md\n%s\n"
                            .formatted(lab.getKey(), lab.getValue()));
        }
        out.put("labs/it.md", "Do it.\n");
        return out;
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsKeptIsReadAsItWasAndErasedWithItsLearner(Databases database) throws IOException {
        try (var house = new House(database)) {
            var t = house.training;
            var ann = house.as("ann");
            var max = house.as("max");
            t.labs().save(ann, "p", "write", Map.of("entry.1", "Zwölf Euro, 日本."));
            t.labs().askToWatch(ann, "p", "write");
            assertThat(t.mentoring().waiting(max)).hasSize(1);
            t.judging().observe(max, "p", "write", "ann", 1, WHY);
            assertThat(t.labs().handIn(ann, "p", "write").state()).isEqualTo(State.HANDED_IN);
            t.judging().judge(max, "p", "write", "ann", 1, true, WHY, Map.of());
            var sheet = t.judging().sheet(max, "p", "write", "ann");
            assertThat(sheet.passed()).isTrue();
            assertThat(sheet.text("entry.1")).isEqualTo("Zwölf Euro, 日本.");
            assertThat(sheet.judgements().getFirst().words()).isEqualTo(WHY);

            var content = Files.writeString(data.resolve("a.txt"), "line\n".repeat(200_000));
            var file = t.files().keep(ann, "p", "file", "a.txt", content);
            assertThat(file.parts()).isEqualTo(4);
            var read = new ByteArrayOutputStream();
            t.files().read(file, read::writeBytes);
            assertThat(read.toByteArray()).isEqualTo(Files.readAllBytes(content));
            t.labs().handIn(ann, "p", "file");
            t.judging().judge(max, "p", "file", "ann", 1, true, WHY, Map.of());
            assertThatThrownBy(() -> t.readiness().decide(max, "p", "ann", true, WHY, 0))
                    .isInstanceOf(ProblemException.class);
            t.learning().mark(ann, "p", "M1/do", true);
            assertThat(t.readiness().decide(max, "p", "ann", true, WHY, 0).number()).isEqualTo(1);
            assertThat(told).filteredOn(LearningAct.CourseCompleted.class::isInstance).hasSize(1);
            assertThat(t.mentoring().learners(max).getFirst().decision().orElseThrow().reason())
                    .isEqualTo(WHY);

            house.storage.writeAndWait(tx -> {
                house.ledger.erase(tx, "ann");
                return true;
            });
            var erased = t.judging().sheet(max, "p", "write", "ann");
            assertThat(erased.text("entry.1")).isEmpty();
            assertThat(erased.judgements().getFirst().words()).isEmpty();
            assertThatThrownBy(() -> t.files().read(file, _ -> {})).hasMessageContaining("erased");
        }
    }

    /// Parts without their file are what a server that went down leaves behind.
    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatWasNeverFinishedIsSwept(Databases database) {
        try (var house = new House(database)) {
            var store = new FileStore(house.ledger.vault());
            house.storage.writeAndWait(tx -> {
                store.part(tx, "ann", "file-1", 0, new byte[] {1}, now.get());
                return true;
            });
            house.training.runDue();
            assertThat(left(house, store)).isEqualTo(1);
            now.updateAndGet(n -> n.plus(Duration.ofHours(2)));
            house.training.runDue();
            assertThat(left(house, store)).isZero();
        }
    }

    private long left(House house, FileStore store) {
        return house.storage.read(tx ->
                store.part(tx, "ann", "file-1", 0).map(bytes -> (long) bytes.length).orElse(0L));
    }
}
