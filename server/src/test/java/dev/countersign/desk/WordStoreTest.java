package dev.countersign.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final DeskStore store = new DeskStore();
    private final AssignmentStore assignments = new AssignmentStore();

    private static NewCase opened(String title) {
        return new NewCase(
                NewCase.Kind.REFUSED_ACTION,
                title,
                "fay",
                "frontline_ops",
                "ops_manager",
                "call",
                "tool",
                "Rule: log-retention of ÅRSTA",
                "",
                List.of(),
                "a",
                "b",
                "1",
                "",
                "",
                "",
                Optional.empty(),
                Duration.ofHours(24),
                Optional.empty(),
                List.of());
    }

    private List<String> found(dev.countersign.storage.Storage storage, String typed) {
        var query = CaseQuery.where().text(typed).limit(10);
        return storage.<List<ExceptionCase>>read(tx -> store.query(tx, query)).stream()
                .map(ExceptionCase::id)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void casesAreFoundByHowTheirWordsBegin(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            storage.writeAndWait(tx -> {
                store.insert(tx, "case-one-1", opened("Parcels (late)"), NOW, NOW, NOW);
                store.insert(tx, "case-two-2", opened("Parking fee"), NOW, NOW, NOW);
                return true;
            });

            assertThat(found(storage, "PARC")).containsExactly("case-one-1");
            assertThat(found(storage, "par")).hasSize(2);
            assertThat(found(storage, "par årsta")).hasSize(2);
            assertThat(found(storage, "retention fee")).containsExactly("case-two-2");
            assertThat(found(storage, "log-ret")).hasSize(2);
            assertThat(found(storage, "arcel")).isEmpty();
            assertThat(found(storage, "case-one-1")).containsExactly("case-one-1");
            assertThat(found(storage, "%")).isEmpty();
            assertThat(
                            storage.<Integer>read(tx ->
                                    store.count(tx, CaseQuery.where().text("par").limit(1), 1)))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anAssignmentEndsOnceAndIsTallied(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            storage.writeAndWait(tx -> {
                store.insert(tx, "case-one-1", opened("Parcels"), NOW, NOW, NOW);
                assignments.assign(tx, "case-one-1", "max", "mia", Difficulty.EASY, NOW);
                assignments.assign(tx, "case-one-1", "ben", "mia", Difficulty.EASY, NOW);
                assignments.end(
                        tx,
                        "case-one-1",
                        AssignmentStore.Ending.DONE,
                        NOW.plus(Duration.ofMinutes(30)));
                return true;
            });

            assertThat(
                            storage.<List<Assignments.Tally>>read(
                                    tx -> assignments.tallies(tx, NOW, NOW.plusSeconds(1))))
                    .containsExactly(
                            new Assignments.Tally("ben", 1, 1, 0, 0, 0, 0, 0, 30),
                            new Assignments.Tally("max", 1, 0, 0, 0, 1, 0, 0, -1));
            assertThat(storage.<java.util.Map<String, Integer>>read(assignments::loads))
                    .containsExactly(java.util.Map.entry("ben", 1));
        }
    }
}
