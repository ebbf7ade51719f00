package dev.countersign.acceptance;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A [CrashServer] in a process of its own, which dies as by `kill -9`.
final class ServerProcess implements AutoCloseable {
    private final Path data;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServerProcess(Path data, Process process) throws IOException {
        this.data = data;
        this.process = process;
        this.port = port(process);
    }

    static ServerProcess start(Path data, String upstream, Map<String, String> environment)
            throws IOException {
        return start(data, upstream, 0, environment);
    }

    /// @param learners how many learners `l0`, `l1` … there are, with the course `storm`
    static ServerProcess start(
            Path data, String upstream, int learners, Map<String, String> environment)
            throws IOException {
        var builder =
                java(
                                CrashServer.class.getName(),
                                data.toString(),
                                upstream,
                                String.valueOf(learners))
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new ServerProcess(data, builder.start());
    }

    /// A Java program with the class path of this one.
    static ProcessBuilder java(String... program) {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path"))));
        command.addAll(List.of(program));
        return new ProcessBuilder(command);
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

    /// Asks the prompt `scored`.
    HttpResponse<String> chat(String text) throws IOException, InterruptedException {
        return http.send(
                request("fay", "/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(World.chatBody("scored", text)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Anything else, with a limit on how long it may take.
    HttpResponse<String> send(String person, String path, String body, Duration patience)
            throws IOException, InterruptedException {
        var request = request(person, path).timeout(patience);
        return http.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Every call with its state, as the compliance liaison exports it.
    String log() throws IOException, InterruptedException {
        var answer =
                http.send(
                        request("cleo", "/calls.csv").build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the log answers with status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String person, String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "authorization",
                        "Bearer " + Files.readString(data.resolve(person + ".key")));
    }

    /// Kills it and waits until it is gone.
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
