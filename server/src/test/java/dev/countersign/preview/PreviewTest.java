package dev.countersign.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.SmallPack;
import dev.countersign.testing.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// An author writes, and the page follows.
@Timeout(120)
class PreviewTest {
    private static final Pattern HREF = Pattern.compile("(?:href|action)=\"(/[^\"#]*)");

    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir private Path folder;
    private PreviewServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        http.close();
    }

    private void serve() throws Exception {
        SmallPack.files().forEach(this::write);
        server = PreviewServer.start(folder, 0, InstantSource.system());
    }

    /// As many editors do: beside it, then in its place.
    private void write(String file, String text) {
        try {
            var place = folder.resolve(file);
            Files.createDirectories(place.getParent());
            var beside = place.resolveSibling("." + place.getFileName() + ".swp");
            Files.writeString(beside, text);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                to(path).header("accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String... fields) throws Exception {
        var body = new StringBuilder();
        for (var i = 0; i < fields.length; i += 2) {
            body.append(fields[i]).append('=');
            body.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8)).append('&');
        }
        return http.send(
                to(path).header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// The stream that an open page listens to.
    private final class Told implements AutoCloseable {
        private final BufferedReader lines;

        Told() throws Exception {
            lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    http.send(
                                                    to("/preview/events").build(),
                                                    HttpResponse.BodyHandlers.ofInputStream())
                                            .body(),
                                    StandardCharsets.UTF_8));
        }

        /// Waits for what is told next.
        long next() throws IOException {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return Long.parseLong(line.substring("data: ".length()));
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    @Requirement("P41")
    void aChangedFileIsToldToTheOpenPageAndShown() throws Exception {
        serve();
        assertThat(get("/learn/small/one/read").body())
                .contains("One is not two.", "<h1>Read</h1>", "data-preview=\"1\"")
                .doesNotContain("role=\"alert\"");
        try (var told = new Told()) {
            assertThat(told.next()).isEqualTo(1);
            write("modules/one/read.md", "# Read\nOne is **never** two.\n");
            assertThat(told.next()).isEqualTo(2);
            assertThat(get("/learn/small/one/read").body())
                    .contains("One is <strong>never</strong> two.", "data-preview=\"2\"");
        }
    }

    @Test
    void whileItHasErrorsTheLastGoodOneStaysWithPlaceAndRemedy() throws Exception {
        serve();
        var good = SmallPack.files().get("pack.yaml");
        try (var told = new Told()) {
            told.next();
            write(
                    "pack.yaml",
                    good.replace("title: Small", "title: Large").replace("60\n", "61\n"));
            told.next();
            var broken = get("/learn/small").body();
            assertThat(broken)
                    .contains("role=\"alert\"", "<h1>Small</h1>")
                    .contains("pack.yaml:6:10", "the last version without errors");
            assertThat(get("/preview/findings").body()).contains("pack.yaml:6:10");
            write("pack.yaml", good.replace("title: Small", "title: Large"));
            told.next();
            assertThat(get("/learn/small").body())
                    .contains("<h1>Large</h1>")
                    .doesNotContain("role=\"alert\"");
        }
    }

    @Test
    void aPackThatIsBrokenFromTheStartIsToldAndMended() throws Exception {
        SmallPack.files().forEach(this::write);
        write("modules/one/module.yaml", "module: [\n");
        server = PreviewServer.start(folder, 0, InstantSource.system());
        assertThat(server.errors()).isPositive();
        assertThat(get("/").body()).contains("modules/one/module.yaml:");
        try (var told = new Told()) {
            told.next();
            write("modules/one/module.yaml", SmallPack.files().get("modules/one/module.yaml"));
            told.next();
            assertThat(get("/learn/small").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFolderThatVanishesIsToldAndFollowedAgainOnceItIsBack() throws Exception {
        var away = folder.resolveSibling(folder.getFileName() + "-away");
        serve();
        try (var told = new Told()) {
            told.next();
            Files.move(folder, away);
            told.next();
            assertThat(get("/learn/small").body())
                    .contains("the folder is gone", "put it back", "<h1>Small</h1>");
            Files.move(away, folder);
            told.next();
            assertThat(get("/learn/small").body()).doesNotContain("role=\"alert\"");
            // In it, too, although it is another folder to the system.
            write("modules/one/read.md", "# Read\nBack.\n");
            told.next();
            assertThat(get("/learn/small/one/read").body()).contains("Back.");
        }
    }

    @Test
    void aQuizIsTriedWithoutARecordAndAMendedKeyMarksItAnew() throws Exception {
        serve();
        assertThat(post("/learn/small/quiz/end").headers().firstValue("location"))
                .hasValue("/attempts/small~end~1");
        var page = "/attempts/small~end~1";
        assertThat(get(page).body())
                .contains("Which is one?", "Show answers and explanations")
                .doesNotContain("One comes first.", "It is not.");
        var sent = post(page, "do", "submit", "n1", "a", "n2", "true", "n3", "2");
        var mine = sent.headers().firstValue("location").orElse("");
        assertThat(get(mine).body()).contains("Not passed with 66.6 %", "One comes first.");
        try (var told = new Told()) {
            told.next();
            var bank = SmallPack.files().get("banks/numbers.yaml");
            write("banks/numbers.yaml", bank.replace("answer: false", "answer: true"));
            told.next();
            assertThat(get(mine).body()).contains("Passed with 100");
        }
        assertThat(get(page + "?answers=right").body()).contains("Passed with 100");
        var drill = post("/learn/small/labs/1.1/tries").headers().firstValue("location");
        assertThat(get(drill.orElse("")).body()).contains("How much is one and one?");
    }

    @Test
    void aFilmInTheFolderIsPlayedFromAnywhere() throws Exception {
        serve();
        assertThat(get("/learn/small/one/read").body()).contains("no film was made");
        try (var told = new Told()) {
            told.next();
            write("videos/clip/film.mp4", "\0\0\0\u0018ftypmp42-and-so-on");
            told.next();
        }
        assertThat(get("/learn/small/one/read").body())
                .contains("<video", "/learn/small/videos/clip/film", "kind=\"chapters\"");
        var part =
                http.send(
                        to("/learn/small/videos/clip/film").header("range", "bytes=4-7").build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("ftyp");
        assertThat(get("/learn/small/videos/clip/chapters.vtt").body()).startsWith("WEBVTT");
    }

    @Test
    void anotherNameForThisMachineGetsNothing() throws Exception {
        serve();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421")
                    .contains("served to http://127.0.0.1 only");
        }
        assertThat(get("/learn/small/one/none").statusCode()).isEqualTo(404);
        assertThat(get("/learn/small/one/none").body()).contains("Not in the pack");
    }

    private record Ran(int code, String err) {}

    private static Ran run(String... args) {
        var err = new StringWriter();
        var code =
                new CommandLine(new PreviewCommand(InstantSource.system()))
                        .setErr(new PrintWriter(err))
                        .execute(args);
        return new Ran(code, err.toString());
    }

    @Test
    void whereThereIsNothingToServeOrNowhereItSaysSo() throws Exception {
        var nothing = run(folder.resolve("nowhere").toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("nowhere", "is no folder", "name the folder of a pack");
        assertThat(run(folder.toString()).err()).contains("holds no `pack.yaml`");
        serve();
        var busy = run(folder.toString(), "--port", String.valueOf(server.port()));
        assertThat(busy.code()).isEqualTo(2);
        assertThat(busy.err())
                .contains("port " + server.port() + " is in use; choose another with --port");
    }

    /// Whatever a page of the shipped packs leads to is there, except what only a server has.
    @Test
    void everyPageOfTheShippedPacksIsThere() throws Exception {
        server =
                PreviewServer.start(
                        Path.of("..", "playbooks", "courses"), 0, InstantSource.system());
        var open = new ArrayDeque<>(List.of("/"));
        var seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            var path = open.poll();
            var page = get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            HREF.matcher(page.body())
                    .results()
                    .map(m -> m.group(1).replace("&amp;", "&"))
                    .filter(h -> h.matches("/(learn|preview)/[^?]*"))
                    .filter(h -> !h.matches(".*/(materials/.*|quiz/.*|tries|events)"))
                    .filter(seen::add)
                    .forEach(open::add);
        }
        assertThat(seen).hasSizeGreaterThan(150);
        assertThat(seen).anyMatch(h -> h.startsWith("/preview/ops-engineer-2/banks/"));
    }
}
