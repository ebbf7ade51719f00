package dev.countersign.connect.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// Does what Slack asks once, however often it asks: the same trigger or event gets the same
/// answer.
final class Once {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 50_000;

    private record Begun(CompletableFuture<Optional<JsonNode>> answer, Instant at) {}

    private final ExecutorService threads;
    private final InstantSource clock;
    private final Map<String, Begun> begun = new LinkedHashMap<>();

    Once(ExecutorService threads, InstantSource clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /// @param key of what is asked; empty where it has none
    CompletableFuture<Optional<JsonNode>> of(String key, Supplier<Optional<JsonNode>> work) {
        if (key.isEmpty()) {
            return CompletableFuture.supplyAsync(work, threads);
        }
        synchronized (begun) {
            var known = begun.get(key);
            if (known != null) {
                return known.answer();
            }
            forgetOld();
            var answer = CompletableFuture.supplyAsync(work, threads);
            begun.put(key, new Begun(answer, clock.instant()));
            return answer;
        }
    }

    private void forgetOld() {
        var now = clock.instant();
        var all = begun.values().iterator();
        while (all.hasNext()) {
            var old = now.isAfter(all.next().at().plus(REMEMBERED));
            if (!old && begun.size() < MOST_REMEMBERED) {
                return;
            }
            all.remove();
        }
    }
}
