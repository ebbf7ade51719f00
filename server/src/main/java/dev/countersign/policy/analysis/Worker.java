package dev.countersign.policy.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.policy.analysis.Found.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs an analysis in a process of its own, because a solver cannot be told to stop: at the
/// deadline the process is killed, and that is what is found. It dies with this one, too. Threads
/// may share a worker; each question starts its own process.
public final class Worker {
    private static final Duration USUAL = Duration.ofSeconds(60);

    private final Duration deadline;

    public Worker(Duration deadline) {
        this.deadline = deadline;
    }

    public static Worker usual() {
        return new Worker(USUAL);
    }

    /// What [Analysis] finds.
    ///
    /// @param texts the policies and exemptions, by file name
    public List<Found> analyse(SortedMap<String, String> texts, Instant at) {
        return ask(new Wire.Question(List.of(texts), at.toString()));
    }

    /// What [Difference] finds.
    public List<Found> compare(
            SortedMap<String, String> old, SortedMap<String, String> changed, Instant at) {
        return ask(new Wire.Question(List.of(old, changed), at.toString()));
    }

    private List<Found> ask(Wire.Question question) {
        try {
            var process = start();
            try {
                return answer(process, question);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | UncheckedIOException e) {
            return stopped("its process failed: " + e.getMessage());
        }
    }

    private List<Found> answer(Process process, Wire.Question question) throws IOException {
        // Written and read side by side: neither side may wait for the other's full pipe.
        var answer = CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
        var asked =
                CompletableFuture.runAsync(
                        () -> write(process, question), Thread::startVirtualThread);
        try {
            var text = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            asked.join();
            return Wire.findings(text);
        } catch (TimeoutException e) {
            return stopped("it was not ready after " + deadline.toSeconds() + " seconds");
        } catch (ExecutionException | java.util.concurrent.CompletionException e) {
            return stopped("its process failed: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return stopped("its process ended without an answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped("it was interrupted");
        }
    }

    private static List<Found> stopped(String why) {
        return List.of(
                Found.of(
                        Kind.STOPPED,
                        "",
                        "the analysis was stopped: "
                                + why
                                + "; nothing is known about these policies, split them and try"
                                + " again"));
    }

    /// The process leaves its standard input open: when that closes, it ends.
    static Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Process process, Wire.Question question) {
        try {
            var out = process.getOutputStream();
            out.write(Wire.line(question).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
