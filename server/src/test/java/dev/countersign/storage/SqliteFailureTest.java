package dev.countersign.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.proof.PackVerifier;
import dev.countersign.proof.Trust;
import dev.countersign.proof.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteFailureTest {
    private static final SqliteOptions SMALL = new SqliteOptions(1_000, 8, 4, 1 << 16, 1 << 16);

    @TempDir Path directory;

    static Ledger ledger(Storage storage, Path directory) {
        return Ledgers.open(
                storage,
                directory.resolve("keys"),
                "example.com/log",
                () -> Instant.EPOCH,
                new SecureRandom());
    }

    private static String append(Ledger ledger, Tx tx) {
        return ledger.append(tx, new Entry("a.b", "p", "s", Map.of()));
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() {
        try (var _ = Storages.sqlite(directory)) {
            assertThatThrownBy(() -> Storages.sqlite(directory))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another server uses the data directory");
        }
    }

    @Test
    void aDeviceErrorFailsItsBatchAndTheLedgerGoesOnWithoutAGap() throws Exception {
        var commits = new AtomicInteger();
        Faults faults =
                () -> {
                    if (commits.incrementAndGet() % 5 == 0) {
                        throw new SQLiteException("on purpose", SQLiteErrorCode.SQLITE_IOERR_WRITE);
                    }
                };
        try (var storage = new SqliteStorage(directory, SMALL, faults);
                var ledger = ledger(storage, directory)) {
            var futures = new ArrayList<CompletableFuture<String>>();
            for (var i = 0; i < 500; i++) {
                futures.add(storage.write(Priority.CALL, tx -> append(ledger, tx)));
            }
            var kept = new HashSet<String>();
            var lost = 0;
            for (var future : futures) {
                try {
                    kept.add(future.join());
                } catch (java.util.concurrent.CompletionException broken) {
                    assertThat(broken.getCause()).isInstanceOf(StorageException.class);
                    lost++;
                }
            }
            assertThat(lost).isPositive();
            var found = ledger.about("s");
            assertThat(found.stream().map(e -> e.id())).containsExactlyInAnyOrderElementsOf(kept);
            assertThat(found.getLast().index()).isEqualTo(kept.size() - 1);
        }
    }

    @Test
    void whatWasPromisedIsWrittenThoughTheDiskIsFull() {
        var full = new AtomicInteger();
        var ballast = directory.resolve("ballast");
        Faults faults =
                () -> {
                    if (full.get() == 1 && Files.exists(ballast)) {
                        throw new SQLException("on purpose", "", SQLiteErrorCode.SQLITE_FULL.code);
                    }
                };
        try (var storage = new SqliteStorage(directory, SMALL, faults)) {
            var place = storage.reserve();
            full.set(1);
            var refused = storage.write(Priority.HUMAN, tx -> 1);
            assertThatThrownBy(refused::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FULL));
            var promised =
                    storage.write(
                            place,
                            tx -> {
                                StorageTest.insert(tx, "promised", 1);
                                return 1;
                            });
            assertThat(promised.join()).isOne();
            assertThat(StorageTest.count(storage)).isOne();
        }
    }

    @Test
    void aFullDatabaseRefusesAndStillReads() {
        try (var storage = new SqliteStorage(directory, SMALL, Faults.NONE)) {
            storage.writeAndWait(tx -> {
                StorageTest.insert(tx, "before", 1);
                tx.jdbi().execute("PRAGMA max_page_count = 10");
                return 1;
            });
            assertThatThrownBy(() ->
                            storage.writeAndWait(tx -> {
                                StorageTest.insert(tx, "x".repeat(1 << 20), 1);
                                return 1;
                            }))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FULL));
            assertThat(StorageTest.count(storage)).isOne();
        }
    }

    @Test
    @Tag("slow")
    void nothingAcknowledgedIsLostWhenTheProcessIsKilledTwentyTimes() throws Exception {
        var acknowledged = new HashSet<String>();
        for (var round = 0; round < 20; round++) {
            var child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx128m",
                                    "-XX:TieredStopAtLevel=1",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Child.class.getName(),
                                    directory.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var lines = child.inputReader()) {
                var seen = 0;
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    // A line that the kill cut short acknowledges nothing.
                    if (line.length() == "entry-".length() + 26) {
                        acknowledged.add(line);
                    }
                    if (++seen == 200 + 37 * round) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            child.waitFor();
        }
        try (var storage = Storages.sqlite(directory);
                var ledger = ledger(storage, directory)) {
            assertThat(acknowledged).hasSizeGreaterThan(4_000);
            assertThat(ledger.about("s").stream().map(e -> e.id()).toList())
                    .containsAll(acknowledged);
            var pack = directory.resolve("pack.zip");
            try (var out = Files.newOutputStream(pack)) {
                ledger.export(List.of(), out);
            }
            var trust = Trust.in(VerifierKey.parse(ledger.verifierKey()));
            assertThat(PackVerifier.verify(pack, trust).findings()).isEmpty();
        }
    }

    /// Writes until it is killed and prints what was acknowledged.
    static final class Child {
        public static void main(String[] args) {
            var directory = Path.of(args[0]);
            var storage = Storages.sqlite(directory);
            var ledger = ledger(storage, directory);
            while (true) {
                var batch = new ArrayList<CompletableFuture<String>>();
                for (var i = 0; i < 16; i++) {
                    batch.add(storage.write(Priority.CALL, tx -> append(ledger, tx)));
                }
                batch.forEach(future -> System.out.println(future.join()));
            }
        }
    }
}
