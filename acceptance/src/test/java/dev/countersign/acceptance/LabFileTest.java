package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are handed in.
class LabFileTest {
    private static final byte[] PDF =
            "%PDF-1.7\nnot much of one\n".getBytes(StandardCharsets.UTF_8);
    private static final long TOO_LARGE = 200L * 1024 * 1024;

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Workshop.teach(world, List.of("file"));
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private World.Answer upload(String person, String name, byte[] content) {
        var head =
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8);
        var end = "\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8);
        var body = Arrays.copyOf(head, head.length + content.length + end.length);
        System.arraycopy(content, 0, body, head.length, content.length);
        System.arraycopy(end, 0, body, head.length + content.length, end.length);
        return world.send(
                world.request(person, Workshop.at("file") + "/files")
                        .setHeader("content-type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    @Test
    @Requirement({"P31", "P32"})
    void aFileIsKeptByWhatItIsAndOnlyEverSentToBeSaved() {
        assertThat(Workshop.handIn(world, "fay", "file").text())
                .contains("A file: none yet".substring(2));
        var kept = upload("fay", "../my map\".exe", PDF);
        assertThat(kept.status()).isEqualTo(201);
        assertThat(kept.body().path("kind").asText()).isEqualTo("PDF");
        assertThat(kept.body().path("name").asText()).doesNotContain("/", "\"");
        var id = kept.body().path("id").asText();
        // A draft is its learner's alone.
        assertThat(world.get("max", "/v1/lab-files/" + id).status()).isEqualTo(404);
        var sent = world.get("fay", "/v1/lab-files/" + id).raw();
        assertThat(sent.body()).isEqualTo(PDF);
        assertThat(sent.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment;");
        assertThat(sent.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        var page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        assertThat(upload("fay", "page.pdf", page).body().path("kind").asText()).isEqualTo("text");
        var program = upload("fay", "map.pdf", new byte[] {'M', 'Z', 0, 1, 2});
        assertThat(program.status()).isEqualTo(415);
        assertThat(program.text()).contains("none of PDF, PNG, JPEG and plain text");
        assertThat(upload("cleo", "map.pdf", PDF).status()).isEqualTo(409);
        assertThat(Workshop.handIn(world, "fay", "file").status()).isEqualTo(200);
        assertThat(world.get("max", "/v1/lab-files/" + id).raw().body()).isEqualTo(PDF);
        assertThat(world.get("cleo", "/v1/lab-files/" + id).status()).isEqualTo(404);
        assertThat(upload("fay", "late.pdf", PDF).status()).isEqualTo(409);
        assertThat(world.delete("fay", "/v1/lab-files/" + id).status()).isEqualTo(409);
        assertThat(Workshop.judge(world, "max", "file", "fay", true, "").status()).isEqualTo(200);
    }

    @Test
    void aFileIsChosenInThePagesFormAndOnlyByWhoIsSignedIn() {
        var at = "/learn/workshop/labs/file";
        var fay = Session.of(world, "fay");
        assertThat(fay.upload(at, at + "/files", "map_file", "%PDF-1.7 drawn").text())
                .contains("chosen.yaml", "PDF, 14 bytes");
        assertThat(fay.upload(at, at + "/files", "map_file", "").text())
                .contains("No file was chosen");
        var nobody =
                world.send(
                        world.request("fay", Workshop.at("file") + "/files")
                                .setHeader("authorization", "Bearer nobody")
                                .setHeader("content-type", "multipart/form-data; boundary=edge")
                                .POST(HttpRequest.BodyPublishers.ofString("--edge--\r\n"))
                                .build());
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(Workshop.state(world, "fay", "file").path("files")).hasSize(1);
    }

    @Test
    void aLargeFileComesBackAsItWasAndOneMoreByteIsTooMuch() {
        var content = new byte[20 * 1024 * 1024];
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 3);
        }
        System.arraycopy(PDF, 0, content, 0, PDF.length);
        var kept = upload("fay", "large.pdf", content);
        assertThat(kept.status()).isEqualTo(201);
        assertThat(
                        world.get("fay", "/v1/lab-files/" + kept.body().path("id").asText())
                                .raw()
                                .body())
                .isEqualTo(content);
        var more = upload("fay", "more.pdf", Arrays.copyOf(content, content.length + 1));
        assertThat(more.status()).isEqualTo(413);
        assertThat(Workshop.state(world, "fay", "file").path("files")).hasSize(1);
    }

    /// Refused as soon as it says how large it is, and also where it does not say.
    @Test
    @Requirement("P31")
    void twoHundredMegabytesAreRefusedAndNothingOfThemIsKept() throws Exception {
        var before = arriving();
        var said = sendSlowly("content-length: " + TOO_LARGE, 0);
        assertThat(said).contains("413", "a file here has at most 20 MiB; nothing was kept");
        var unsaid = sendSlowly("transfer-encoding: chunked", TOO_LARGE);
        assertThat(unsaid).contains("413", "nothing was kept");
        assertThat(Workshop.state(world, "fay", "file").path("files")).isEmpty();
        // Other tests' files come and go in the same folder.
        Waiting.until(() -> before.containsAll(arriving()));
        assertThat(upload("fay", "small.pdf", PDF).status()).isEqualTo(201);
    }

    @Test
    void everyUploadIsAnsweredAndLeavesNoFolderBehind() throws IOException {
        var before = arriving();
        assertThat(world.post("fay", Workshop.at("file") + "/files", "{}").status()).isEqualTo(415);
        assertThat(send("/files/", "multipart/form-data; boundary=edge", form("", PDF)).status())
                .isEqualTo(201);
        assertThat(send("/files", "multipart/form-data", form("", PDF)).status()).isEqualTo(415);
        var field =
                "--edge\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"
                        + "x".repeat(3_000_000)
                        + "\r\n";
        var beside = send("/files", "multipart/form-data; boundary=edge", form(field, PDF));
        assertThat(beside.status()).isEqualTo(413);
        assertThat(beside.text()).contains("nothing was kept");
        assertThat(Workshop.state(world, "fay", "file").path("files")).hasSize(1);
        Waiting.until(() -> before.containsAll(arriving()));
    }

    private static byte[] form(String before, byte[] content) {
        return (before
                        + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n"
                        + new String(content, StandardCharsets.UTF_8)
                        + "\r\n--edge--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private World.Answer send(String path, String type, byte[] body) {
        return world.send(
                world.request("fay", Workshop.at("file") + path)
                        .setHeader("content-type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    private static List<String> arriving() {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith("countersign-arrival-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends the beginning of a request whose body has no end, and reads what comes back.
    private String sendSlowly(String length, long bytes) throws IOException {
        var port = world.server.port();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(
                    "POST %s/files HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nauthorization: Bearer %s\r\ncontent-type: multipart/form-data; boundary=edge\r\n%s\r\n\r\n"
                            .formatted(Workshop.at("file"), port, world.key("fay"), length)
                            .getBytes(StandardCharsets.UTF_8));
            if (bytes > 0) {
                chunk(
                        out,
                        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                for (var sent = 0L; sent < bytes; sent += 65_536) {
                    chunk(out, new byte[65_536]);
                }
            }
            out.flush();
            var in = new BufferedInputStream(socket.getInputStream());
            var answer = new StringBuilder();
            for (var b = in.read(); b >= 0; b = in.read()) {
                answer.append((char) b);
                if (answer.indexOf("remedy") > 0 && b == '}') {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static void chunk(java.io.OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
