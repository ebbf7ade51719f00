package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.PackVerifier;
import dev.countersign.proof.Trust;
import dev.countersign.proof.VerifierKey;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.testing.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir Path directory;

    private Ledger open(Storage storage) {
        return Ledgers.open(
                storage,
                directory.resolve("keys"),
                "example.com/log",
                () -> AT,
                new SecureRandom());
    }

    private static Entry entry(String subject) {
        return new Entry("call.released", "person-1", subject, Map.of("confidence", "0.93"));
    }

    private static void awaitSize(Ledger ledger, long size) throws Exception {
        var there = new CountDownLatch(1);
        ledger.follow(
                "await-" + size,
                (tx, entry) -> {
                    if (entry.index() >= size - 1) {
                        tx.afterCommit(there::countDown);
                    }
                });
        assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEntryIsFoundAsItWasRecorded(Databases database) throws Exception {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            var facts =
                    Map.<String, Object>of("n", 7L, "ok", true, "list", List.of("a", 1L, Map.of()));
            var personal = Map.of("name", new Entry.Personal("person-1", "Ada Löwe"));
            var id =
                    storage.writeAndWait(tx ->
                            ledger.append(
                                    tx, new Entry("case.approved", "p", "s", facts, personal)));
            awaitSize(ledger, 1);

            assertThat(ledger.find(id))
                    .hasValue(
                            new StoredEntry(
                                    id,
                                    0,
                                    AT,
                                    "case.approved",
                                    "p",
                                    "s",
                                    facts,
                                    Map.of("name", "Ada Löwe")));
            assertThat(ledger.about("s")).hasSize(1);
            assertThat(ledger.page(Long.MAX_VALUE, 10, "case.")).hasSize(1);
            assertThat(ledger.page(Long.MAX_VALUE, 10, "call.")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aFailedUnitLeavesNothingAndIndicesHaveNoGaps(Databases database) throws Exception {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            var futures = new ArrayList<CompletableFuture<String>>();
            for (var i = 0; i < 700; i++) {
                var fails = i % 3 == 0;
                futures.add(
                        storage.write(
                                Priority.CALL,
                                tx -> {
                                    var id = ledger.append(tx, entry("s"));
                                    if (fails) {
                                        throw new IllegalArgumentException("on purpose");
                                    }
                                    return id;
                                }));
            }
            var kept =
                    futures.stream().filter(f -> f.handle((ok, no) -> no == null).join()).count();
            assertThat(kept).isEqualTo(466);
            awaitSize(ledger, kept);

            assertThat(ledger.about("s").stream().map(StoredEntry::index))
                    .hasSize(466)
                    .startsWith(0L, 1L)
                    .endsWith(465L)
                    .isSorted();
            var note = ledger.checkpoint();
            assertThat(Checkpoint.parse(note).size()).isEqualTo(466);
            assertThat(Checkpoint.signedBy(note, VerifierKey.parse(ledger.verifierKey()))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anErasedValueIsGoneAndTheRestStays(Databases database) throws Exception {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            var id =
                    storage.writeAndWait(tx ->
                            ledger.append(
                                    tx,
                                    new Entry(
                                            "a.b",
                                            "x",
                                            "s",
                                            Map.of(),
                                            Map.of(
                                                    "one", new Entry.Personal("k1", "secret"),
                                                    "two", new Entry.Personal("k2", "other")))));
            storage.writeAndWait(tx -> {
                ledger.erase(tx, "k1");
                return true;
            });
            assertThat(ledger.find(id).orElseThrow().personal()).isEqualTo(Map.of("two", "other"));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEffectSeesEveryEntryOnceThoughItFailsAtFirst(Databases database) throws Exception {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            for (var i = 0; i < 100; i++) {
                storage.write(Priority.CALL, tx -> ledger.append(tx, entry("s")));
            }
            var seen = new ArrayList<Long>();
            var failures = new AtomicInteger();
            var done = new CountDownLatch(1);
            ledger.follow(
                    "counter",
                    (tx, entry) -> {
                        if (entry.index() == 40 && failures.getAndIncrement() < 2) {
                            throw new IllegalStateException("on purpose");
                        }
                        tx.afterCommit(() -> seen.add(entry.index()));
                        if (entry.index() == 99) {
                            tx.afterCommit(done::countDown);
                        }
                    });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).hasSize(100).doesNotHaveDuplicates().isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void packsVerifyWholeAndInPartAndContinueAnEarlierCheckpoint(Databases database)
            throws Exception {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            record100s(storage, ledger, 3);
            awaitSize(ledger, 300);
            var earlier = Checkpoint.parse(ledger.checkpoint());
            record100s(storage, ledger, 4);
            awaitSize(ledger, 700);
            var key = VerifierKey.parse(ledger.verifierKey());
            var trust = new Trust(Optional.of(key), Optional.of(earlier));

            var whole = directory.resolve("whole.zip");
            try (var out = Files.newOutputStream(whole)) {
                ledger.export(List.of(), out);
            }
            var verdict = PackVerifier.verify(whole, trust);
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.proven())
                    .contains(
                            "700 entries are in the ledger of 700",
                            "the ledger continues the checkpoint of 300 you trust");

            var part = directory.resolve("part.zip");
            try (var out = Files.newOutputStream(part)) {
                ledger.export(List.of("s7", "s42"), out);
            }
            verdict = PackVerifier.verify(part, trust);
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.proven())
                    .contains(
                            "14 entries are in the ledger of 700",
                            "the ledger continues the checkpoint of 300 you trust");
            assertThat(verdict.unproven()).anyMatch(it -> it.contains("selection"));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aReopenedLedgerGoesOnWhereItWas(Databases database) throws Exception {
        for (var round = 1; round <= 3; round++) {
            // PostgreSQL keeps nothing between two databases, so there only the first round counts.
            if (round == 1 || database == Databases.SQLITE) {
                try (var storage = database.open(directory);
                        var ledger = open(storage)) {
                    record100s(storage, ledger, 3);
                    awaitSize(ledger, round * 300L);
                    assertThat(Checkpoint.parse(ledger.checkpoint()).size())
                            .isEqualTo(round * 300L);
                    var whole = directory.resolve("whole" + round + ".zip");
                    try (var out = Files.newOutputStream(whole)) {
                        ledger.export(List.of(), out);
                    }
                    var key = VerifierKey.parse(ledger.verifierKey());
                    assertThat(PackVerifier.verify(whole, Trust.in(key)).findings()).isEmpty();
                }
            }
        }
    }

    private static void record100s(Storage storage, Ledger ledger, int hundreds) {
        for (var i = 0; i < hundreds * 100; i++) {
            var subject = "s" + i % 100;
            storage.write(Priority.CALL, tx -> ledger.append(tx, entry(subject)));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aFloatIsRefusedByName(Databases database) {
        try (var storage = database.open(directory);
                var ledger = open(storage)) {
            assertThatThrownBy(() ->
                            storage.writeAndWait(tx ->
                                    ledger.append(
                                            tx, new Entry("a.b", "x", "s", Map.of("score", 0.5)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("`score`");
        }
    }
}
