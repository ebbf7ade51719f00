package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server at any moment under load: what a caller was told, and what an upstream was
/// sent, is in the record, and no call stays without an ending.
class CrashTest {
    /// `-Dcountersign.kills=20` for the full count.
    private static final int KILLS = Integer.getInteger("countersign.kills", 8);

    private static final int ANSWERS_BEFORE_A_KILL = 60;
    private static final int CALLERS = 16;
    private static final Pattern MARK = Pattern.compile("mark-\\d+-\\d+");
    private static final Pattern CALL = Pattern.compile("\"id\":\"(call-[0-9a-z]{26})\"");

    @TempDir Path data;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger marks = new AtomicInteger();

    /// What happens to the data directory between a kill and the next start.
    private interface Aftermath {
        void of(Path data) throws IOException;
    }

    @Test
    void losesNothingThatWasToldOrSentHoweverOftenItIsKilled() throws Exception {
        survives(KILLS, Map.of(), _ -> {});
    }

    @Test
    void losesNothingThoughADiskForgetsAllThatWasNotSynced(@TempDir Path folder) throws Exception {
        var disk = new FaultyDisk(folder);
        var dropped = new AtomicInteger();

        survives(KILLS, disk.environment(), d -> dropped.addAndGet((int) disk.forget(d)));

        // Otherwise every kill came between two commits and nothing was shown.
        assertThat(dropped).hasPositiveValue();
    }

    private void survives(int kills, Map<String, String> environment, Aftermath aftermath)
            throws Exception {
        try (var upstream = new ScriptedUpstream()) {
            upstream.answers("Noted, thank you.");
            for (var kill = 0; kill < kills; kill++) {
                try (var server = ServerProcess.start(data, upstream.url(), environment)) {
                    loadUntil(ANSWERS_BEFORE_A_KILL, server, kill);
                }
                aftermath.of(data);
            }
            try (var server = ServerProcess.start(data, upstream.url(), Map.of())) {
                var log = server.log();
                var recorded = MARK.matcher(log).results().map(r -> r.group()).toList();
                var sent =
                        upstream.requests().stream()
                                .flatMap(r -> MARK.matcher(r).results().map(m -> m.group()))
                                .toList();

                assertThat(told).hasSizeGreaterThan(kills * ANSWERS_BEFORE_A_KILL / 2);
                assertThat(told)
                        .allSatisfy(id -> assertThat(log).containsPattern(id + ".*,released,"));
                assertThat(recorded).containsAll(Set.copyOf(sent));
                assertThat(log).doesNotContain(",sent,").doesNotContain(",releasing,");
            }
        }
    }

    /// Returns while callers are still busy, so that the kill hits calls in every state.
    private void loadUntil(int answers, ServerProcess server, int kill) throws Exception {
        var enough = new CountDownLatch(answers);
        var stop = new AtomicBoolean();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var caller = 0; caller < CALLERS; caller++) {
            threads.execute(() -> {
                while (!stop.get()) {
                    try {
                        var answer = server.chat("mark-" + kill + "-" + marks.incrementAndGet());
                        var id = CALL.matcher(answer.body());
                        if (answer.statusCode() == 200 && id.find()) {
                            told.add(id.group(1));
                            enough.countDown();
                        }
                    } catch (IOException e) {
                        return;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            });
        }
        assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        stop.set(kill % 2 == 1);
        threads.shutdown();
    }
}
