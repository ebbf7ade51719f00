package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final int KILLS = 20;
    private static final int ANSWERS_BEFORE_A_KILL = 60;
    private static final int CALLERS = 16;
    private static final Pattern MARK = Pattern.compile("mark-\\d+-\\d+");
    private static final Pattern CALL = Pattern.compile("\"id\":\"(call-[0-9a-z]{26})\"");

    @TempDir Path data;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger marks = new AtomicInteger();

    @Test
    void losesNothingThatWasToldOrSentWhenItIsKilledTwentyTimes() throws Exception {
        try (var upstream = new ScriptedUpstream()) {
            upstream.answers("Noted, thank you.");
            for (var kill = 0; kill < KILLS; kill++) {
                var process = start(upstream.url());
                try {
                    loadUntil(ANSWERS_BEFORE_A_KILL, port(process), kill);
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            var process = start(upstream.url());
            try {
                var log = log(port(process));
                var recorded = MARK.matcher(log).results().map(r -> r.group()).toList();
                var sent =
                        upstream.requests().stream()
                                .flatMap(r -> MARK.matcher(r).results().map(m -> m.group()))
                                .toList();

                assertThat(told).hasSizeGreaterThan(KILLS * ANSWERS_BEFORE_A_KILL / 2);
                assertThat(told)
                        .allSatisfy(id -> assertThat(log).containsPattern(id + ".*,released,"));
                assertThat(recorded).containsAll(Set.copyOf(sent));
                assertThat(log).doesNotContain(",sent,").doesNotContain(",releasing,");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(String upstream) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                CrashServer.class.getName(),
                                data.toString(),
                                upstream))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int port(Process process) throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return Integer.parseInt(line.substring(6));
            }
        }
        throw new IOException("the server ended before it was ready");
    }

    /// Returns while callers are still busy, so that the kill hits calls in every state.
    private void loadUntil(int answers, int port, int kill) throws Exception {
        var key = Files.readString(data.resolve("fay.key"));
        var enough = new CountDownLatch(answers);
        var stop = new AtomicBoolean();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var caller = 0; caller < CALLERS; caller++) {
            threads.execute(() -> {
                var http = HttpClient.newHttpClient();
                while (!stop.get()) {
                    var mark = "mark-" + kill + "-" + marks.incrementAndGet();
                    try {
                        var answer =
                                http.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                "http://127.0.0.1:"
                                                                        + port
                                                                        + "/v1/chat/completions"))
                                                .header("authorization", "Bearer " + key)
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                World.chatBody("scored", mark)))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString());
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

    private String log(int port) throws Exception {
        var key = Files.readString(data.resolve("cleo.key"));
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/calls.csv"))
                                    .header("authorization", "Bearer " + key)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
