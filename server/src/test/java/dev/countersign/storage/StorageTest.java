package dev.countersign.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {
    @TempDir Path directory;

    static void insert(Tx tx, String name, long position) {
        tx.jdbi()
                .execute(
                        "INSERT INTO ledger_follower (name, position) VALUES (?, ?)",
                        name,
                        position);
    }

    static long count(Storage storage) {
        return storage.read(tx ->
                tx.jdbi()
                        .createQuery("SELECT count(*) FROM ledger_follower")
                        .mapTo(Long.class)
                        .one());
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aConstraintFailureTakesOnlyItsOwnUnit(Databases database) {
        try (var storage = database.open(directory)) {
            var futures = new ArrayList<CompletableFuture<Integer>>();
            for (var i = 0; i < 200; i++) {
                var n = i;
                futures.add(
                        storage.write(
                                Priority.BULK,
                                tx -> {
                                    insert(tx, "unit-" + n, n);
                                    insert(tx, n % 10 == 0 ? "unit-" + n : "other-" + n, n);
                                    return n;
                                }));
            }
            var failed = futures.stream().filter(f -> f.handle((ok, no) -> no != null).join());
            assertThat(failed.count()).isEqualTo(20);
            assertThat(count(storage)).isEqualTo(360);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aSignalComesOnlyAfterTheCommitAndNeverFromAFailedUnit(Databases database) {
        try (var storage = database.open(directory)) {
            var seen = new ArrayList<String>();
            var good =
                    storage.write(
                            Priority.CALL,
                            tx -> {
                                insert(tx, "a", 1);
                                tx.afterCommit(() -> seen.add("a"));
                                return 1;
                            });
            var bad =
                    storage.write(
                            Priority.CALL,
                            tx -> {
                                tx.afterCommit(() -> seen.add("b"));
                                throw new IllegalStateException("on purpose");
                            });
            good.join();
            assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class);
            assertThat(seen).containsExactly("a");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aClosedReservationWritesNothing(Databases database) {
        try (var storage = database.open(directory)) {
            var place = storage.reserve();
            storage.write(
                            place,
                            tx -> {
                                insert(tx, "a", 1);
                                return 1;
                            })
                    .join();
            place.close();
            place.close();
            assertThatThrownBy(() -> storage.write(place, tx -> 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(count(storage)).isOne();
        }
    }
}
