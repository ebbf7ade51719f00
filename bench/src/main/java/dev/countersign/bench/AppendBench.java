package dev.countersign.bench;

import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/// Durable appends per second by number of callers, each waiting for its commit. Prints JSON.
public final class AppendBench {
    private static final int[] CALLERS = {1, 32, 128};

    private AppendBench() {}

    /// @param args a directory on the disk to measure and seconds per step; both optional
    public static void main(String[] args) throws IOException {
        var directory =
                args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("append-bench");
        var seconds = args.length > 1 ? Long.parseLong(args[1]) : 3;
        try (var storage = Storages.sqlite(directory);
                var ledger =
                        Ledgers.open(
                                storage,
                                directory.resolve("keys"),
                                "bench.example/log",
                                InstantSource.system(),
                                new SecureRandom())) {
            measure(storage, ledger, 32, seconds);
            for (var callers : CALLERS) {
                var rate = measure(storage, ledger, callers, seconds);
                System.out.println(
                        "{\"callers\":" + callers + ",\"appends_per_second\":" + rate + "}");
            }
        }
    }

    private static long measure(Storage storage, Ledger ledger, int callers, long seconds) {
        var entry =
                new Entry(
                        "call.released",
                        "person-1",
                        "call-1",
                        Map.of("confidence", "0.93", "prompt", "refund@3", "region", "eu-west-1"));
        var done = new LongAdder();
        var start = System.nanoTime();
        var end = start + seconds * 1_000_000_000;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < callers; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        storage.write(Priority.CALL, tx -> ledger.append(tx, entry)).join();
                        done.increment();
                    }
                });
            }
        }
        return done.sum() * 1_000_000_000 / (System.nanoTime() - start);
    }
}
