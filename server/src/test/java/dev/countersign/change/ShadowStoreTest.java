package dev.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.change.ChangeRequest.Kind;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.testing.Databases;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShadowStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final ShadowAsk ASK = new ShadowAsk(50, Optional.of(new BigDecimal("0.05")), 7);

    private final ShadowStore store = new ShadowStore();
    private final ChangeStore changes = new ChangeStore();

    private static void write(Storage storage, Consumer<Tx> work) {
        storage.writeAndWait(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private void propose(Storage storage, String id) {
        write(
                storage,
                tx -> {
                    changes.insert(
                            tx,
                            new ChangeRequest(
                                    id,
                                    Kind.POLICY,
                                    "bundle-" + id,
                                    0,
                                    "base",
                                    List.of(),
                                    "pam",
                                    "why",
                                    List.of("words"),
                                    State.WAITING,
                                    "case-" + id,
                                    NOW,
                                    Optional.empty()));
                    store.insert(tx, id, ASK);
                });
    }

    private void begin(Storage storage, String id) {
        write(
                storage,
                tx -> {
                    changes.settle(tx, id, State.SHADOW, NOW);
                    store.begin(tx, id, NOW, NOW.plus(Duration.ofDays(7)));
                });
    }

    private static WatchedCase watched(String subject, String would, int second) {
        return new WatchedCase(
                "c1",
                subject,
                subject.equals("fay 2") ? Optional.empty() : Optional.of("case-" + subject),
                "approve",
                would,
                "`retention/1`",
                NOW.plusSeconds(second));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void eachCaseIsCountedOnceAndWhatWasSaidFirstStays(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            propose(storage, "c1");
            begin(storage, "c1");
            write(storage, tx -> store.seen(tx, watched("fay 1", "approve", 1)));
            write(storage, tx -> store.seen(tx, watched("fay 2", "deny", 2)));
            write(storage, tx -> store.seen(tx, watched("fay 1", "deny", 3)));

            assertThat(storage.<ShadowFigures>read(tx -> store.figures(tx, "c1")))
                    .isEqualTo(new ShadowFigures(2, 1));
            assertThat(storage.<List<WatchedCase>>read(tx -> store.watched(tx, "c1", 10)))
                    .containsExactly(watched("fay 2", "deny", 2), watched("fay 1", "approve", 1));
            assertThat(storage.<List<WatchedCase>>read(tx -> store.watched(tx, "c1", 1)))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void nothingIsAddedBeforeItBeganAndAfterItEnded(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            propose(storage, "c1");
            write(storage, tx -> store.seen(tx, watched("early", "deny", 1)));
            assertThat(storage.<List<String>>read(store::running)).isEmpty();

            begin(storage, "c1");
            assertThat(storage.<List<String>>read(store::running)).containsExactly("c1");
            write(storage, tx -> store.seen(tx, watched("between", "deny", 2)));
            var end = new Shadow.End(NOW.plusSeconds(9), "max", "it denies too much");
            write(
                    storage,
                    tx -> {
                        changes.settle(tx, "c1", State.STOPPED, NOW.plusSeconds(9));
                        store.end(tx, "c1", end);
                        store.seen(tx, watched("late", "deny", 10));
                    });

            var shadow = storage.<Optional<Shadow>>read(tx -> store.find(tx, "c1"));
            assertThat(shadow)
                    .contains(
                            new Shadow(
                                    "c1",
                                    ASK,
                                    Optional.of(NOW),
                                    Optional.of(NOW.plus(Duration.ofDays(7))),
                                    Optional.of(end),
                                    new ShadowFigures(1, 1)));
            assertThat(storage.<List<String>>read(store::running)).isEmpty();
            assertThat(storage.<List<ChangeRequest>>read(tx -> changes.stopped(tx, NOW)))
                    .extracting(ChangeRequest::id)
                    .containsExactly("c1");
            assertThat(
                            storage.<List<ChangeRequest>>read(
                                    tx -> changes.stopped(tx, NOW.plusSeconds(10))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aChangeThatIsSignedAgainIsWatchedFromTheBeginning(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            propose(storage, "c1");
            begin(storage, "c1");
            write(storage, tx -> store.seen(tx, watched("old", "deny", 1)));

            begin(storage, "c1");

            assertThat(storage.<ShadowFigures>read(tx -> store.figures(tx, "c1")))
                    .isEqualTo(ShadowFigures.NONE);
            assertThat(
                            storage.<Optional<ChangeRequest>>read(
                                    tx -> changes.pending(tx, Kind.POLICY, "bundle-c1", 0)))
                    .as("the same is not proposed while it is watched")
                    .isPresent();
        }
    }
}
