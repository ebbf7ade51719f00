package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What strangers and the careless send to the doors of the server.
class DoorsTest {
    private static final int MIB = 1024 * 1024;
    private static final String FORM = "content-type: multipart/form-data; boundary=edge";
    private static final String FILE =
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    /// How many MiB of a file somebody gets rid of before the connection is cut.
    private int taken(Wire wire, int most) throws IOException {
        wire.chunk(FILE.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (var sent = 0; sent < most; sent++) {
            try {
                wire.chunk(new byte[MIB]);
            } catch (IOException cut) {
                return sent;
            }
        }
        return most;
    }

    @Test
    void aStrangersFileIsRefusedUnreadAndAnEndlessOneIsCut() throws IOException {
        try (var wire = new Wire(world)) {
            wire.head("POST /sign-in", FORM, "transfer-encoding: chunked");
            assertThat(wire.status()).contains("401");
            assertThat(taken(wire, 64)).isLessThan(64);
        }
        assertThat(world.get("fay", "/v1/tools").status()).isEqualTo(200);
    }

    @Test
    void ofAFormThatIsTooLargeNothingIsKeptAndItsSenderIsCut() throws IOException {
        var key = "authorization: Bearer " + world.key("fay");
        try (var wire = new Wire(world)) {
            wire.head("POST /v1/anything", FORM, key, "content-length: 7000000");
            assertThat(wire.status()).contains("413");
        }
        try (var wire = new Wire(world)) {
            wire.head("POST /v1/anything", FORM, key, "transfer-encoding: chunked");
            assertThat(taken(wire, 256)).isLessThan(256);
        }
    }

    @Test
    void aStrangerMaySendWhatASignInNeedsAndNotMore() {
        var large = "{\"email\":\"" + "x".repeat(300_000) + "\",\"password\":\"y\"}";
        assertThat(signIn(large, false).status()).isEqualTo(413);
        assertThat(signIn(large, true).status()).isEqualTo(413);
        var small = "{\"email\":\"x@world.example\",\"password\":\"y\"}";
        assertThat(signIn(small, false).status()).isEqualTo(401);
        assertThat(signIn(small, true).status()).isEqualTo(401);
    }

    private World.Answer signIn(String body, boolean unsaid) {
        var text = HttpRequest.BodyPublishers.ofString(body);
        return world.send(
                HttpRequest.newBuilder(java.net.URI.create(world.base + "/v1/session"))
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .header("content-type", "application/json")
                        .POST(unsaid ? HttpRequest.BodyPublishers.fromPublisher(text) : text)
                        .build());
    }
}
