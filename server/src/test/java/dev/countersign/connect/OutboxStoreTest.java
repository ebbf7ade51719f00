package dev.countersign.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Place PLACE = new Place("C1", "1.2");

    private final OutboxStore store = new OutboxStore();

    private static void write(Storage storage, Consumer<Tx> work) {
        storage.writeAndWait(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private List<String> cards(Storage storage) {
        return storage.read(tx -> store.waitingCards(tx, "slack", NOW, 10)).stream()
                .map(OutboxStore.Row::caseId)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aCardIsClaimedOnceTheMostUrgentFirst(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            write(
                    storage,
                    tx -> {
                        store.insertCard(tx, "slack", "case-1", "rollback", 3, NOW);
                        store.insertCard(tx, "slack", "case-1", "rollback", 3, NOW);
                        store.insertCard(tx, "slack", "case-2", "rollback", 1, NOW);
                        store.insertCard(tx, "teams", "case-2", "rollback", 1, NOW);
                    });

            assertThat(cards(storage)).containsExactly("case-2", "case-1");
            write(
                    storage,
                    tx -> {
                        assertThat(store.claim(tx, "slack/case-1", "send-1", NOW)).isTrue();
                        assertThat(store.claim(tx, "slack/case-1", "send-2", NOW)).isFalse();
                    });
            assertThat(cards(storage)).containsExactly("case-2");
            assertThat(
                            storage.<List<OutboxStore.Pending>>read(
                                    tx -> store.pending(tx, "slack", NOW, NOW)))
                    .containsExactly(new OutboxStore.Pending("send-1", NOW, Optional.empty()));

            write(storage, tx -> store.sent(tx, "send-1", PLACE, NOW));
            assertThat(
                            storage.<Integer>read(
                                    tx -> store.sentSince(tx, "slack", NOW.minusSeconds(1))))
                    .isEqualTo(1);
            assertThat(storage.<Optional<String>>read(tx -> store.channel(tx, "slack")))
                    .contains("C1");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aNoteWaitsForItsCardAndGoesUnderIt(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            write(
                    storage,
                    tx -> {
                        store.insertCard(tx, "slack", "case-1", "rollback", 3, NOW);
                        store.insertNote(tx, "slack", "case-1", "entry-1", "{}", NOW);
                    });
            assertThat(
                            storage.<List<OutboxStore.Row>>read(
                                    tx -> store.waitingNotes(tx, "slack", NOW, 10)))
                    .isEmpty();

            write(
                    storage,
                    tx -> {
                        store.claim(tx, "slack/case-1", "send-1", NOW);
                        store.changed(tx, "slack", "case-1", true);
                        store.sent(tx, "send-1", PLACE, NOW);
                    });
            assertThat(
                            storage.<List<OutboxStore.Row>>read(
                                    tx -> store.waitingNotes(tx, "slack", NOW, 10)))
                    .singleElement()
                    .satisfies(n -> assertThat(n.under()).contains(PLACE));
            // What happened while it was sent is not shown yet.
            assertThat(storage.<List<OutboxStore.Row>>read(tx -> store.stale(tx, "slack", NOW, 10)))
                    .hasSize(1);
            write(
                    storage,
                    tx -> {
                        assertThat(store.refresh(tx, "slack/case-1", NOW)).isTrue();
                        assertThat(store.refresh(tx, "slack/case-1", NOW)).isFalse();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aBurstCountsEachOfItsCardsAndWhichAreOpen(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            write(
                    storage,
                    tx -> {
                        store.insertBurst(tx, "burst-1", "slack", NOW);
                        for (var id : List.of("case-1", "case-2", "case-3")) {
                            store.insertCard(
                                    tx,
                                    "slack",
                                    id,
                                    id.equals("case-3") ? "other" : "rollback",
                                    3,
                                    NOW);
                            assertThat(store.join(tx, "slack/" + id, "burst-1", NOW)).isTrue();
                            assertThat(store.join(tx, "slack/" + id, "burst-1", NOW)).isFalse();
                        }
                        store.changed(tx, "slack", "case-2", false);
                    });

            var counted = storage.<Map<String, int[]>>read(tx -> store.counted(tx, "burst-1"));
            assertThat(counted.keySet()).containsExactly("rollback", "other");
            assertThat(counted.get("rollback")).containsExactly(2, 1);
            assertThat(counted.get("other")).containsExactly(1, 1);
            assertThat(
                            storage.<Optional<OutboxStore.Row>>read(
                                    tx -> store.burst(tx, "slack", NOW.minusSeconds(600))))
                    .map(OutboxStore.Row::id)
                    .contains("burst-1");
        }
    }
}
