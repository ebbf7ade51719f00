package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.ui.Proxies;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What strangers and the careless send to the doors of the server.
class DoorsTest {
    private static final int MIB = 1024 * 1024;
    private static final String FORM = "content-type: multipart/form-data; boundary=edge";
    private static final String FILE =
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    private static final String STATEMENT = "6a5f3a6e-0a5c-4c39-9d7e-6a4c9f3f0b03";
    private static final String PASSWORD = "correct-horse-battery";

    private World world;

    @TempDir Path folder;

    @BeforeEach
    void start() {
        world = new World(folder.resolve("data"));
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    /// How many MiB of a file somebody gets rid of before the connection is cut.
    private int taken(Wire wire, int most) throws IOException {
        wire.chunk(FILE.getBytes(StandardCharsets.US_ASCII));
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

    @Test
    void strangersTakeNoPlacesFromLearningSystems() throws IOException {
        var lms = new LearningSystem(world);
        var open = new ArrayList<Wire>();
        try {
            for (var i = 0; i < 40; i++) {
                var wire = new Wire(world);
                open.add(wire);
                wire.head(
                        "POST /xapi/statements",
                        "authorization: Basic eDp4",
                        "content-length: 100");
                assertThat(wire.text("x").status()).contains("401");
                var form = new Wire(world);
                open.add(form);
                form.head("POST /xapi/statements?method=POST", "content-length: 100").text("x");
            }
            assertThat(lms.get("/statements").status()).isEqualTo(200);
            assertThat(lms.says(LearningSystem.statement(STATEMENT, "")).status()).isEqualTo(200);
        } finally {
            for (var wire : open) {
                wire.close();
            }
        }
    }

    @Test
    void aBodyThatDoesNotComeIsEndedAndAnAnswerMayTakeLonger() throws IOException {
        var patience = Duration.ofSeconds(2);
        try (var impatient =
                        new World(
                                folder.resolve("impatient"),
                                "both",
                                Duration.ZERO,
                                c -> c.withBodyPatience(patience));
                var form = new Wire(impatient);
                var statement = new Wire(impatient);
                var call = new Wire(impatient);
                var events = new Wire(impatient)) {
            events.head("GET /events", "authorization: Bearer " + impatient.key("max"));
            form.head("POST /v1/session", "content-length: 100").text("{");
            statement.head("POST /xapi/statements?method=PUT", "content-length: 100").text("x");
            call.head(
                            "POST /v1/chat/completions",
                            "authorization: Bearer " + impatient.key("fay"),
                            "content-length: 100")
                    .text("{");
            for (var wire : List.of(form, statement, call)) {
                assertThat(wire.untilClosed()).contains("408", "did not come in time");
            }
            assertThat(events.status()).contains("200");
            events.stillOpen();
        }
    }

    @Test
    void aPackThatHoldsItselfIsRefusedWithItsPlace() {
        var files = World.JSON.createObjectNode();
        files.put("pack.yaml", "pack: round");
        files.put(
                "competencies.yaml",
                """
                competencies:
                  - id: round
                    evidence: &a {all: [*a]}
                """);
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        var refused = world.post("pam", "/v1/courses", body.toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("competencies.yaml:3", "holds itself by an alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/\t/evil.example",
                "/\n/evil.example",
                "//evil.example",
                "/\\evil.example",
                "/home\r\nx-y: 1",
                "https://evil.example/"
            })
    void afterSigningInNobodyIsLedElsewhere(String next) throws Exception {
        assertThat(landing(next)).isEqualTo("/home");
    }

    @Test
    void afterSigningInOneGoesOnWhereOneWanted() throws Exception {
        assertThat(landing("/learn/tools?section=2#top")).isEqualTo("/learn/tools?section=2#top");
    }

    private String landing(String next) throws Exception {
        password(world);
        var form =
                "email=fay%40world.example&password="
                        + PASSWORD
                        + "&next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8);
        var landed =
                world.send(
                        HttpRequest.newBuilder(URI.create(world.base + "/sign-in"))
                                .header("content-type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        assertThat(landed.status()).isEqualTo(303);
        return landed.raw().headers().firstValue("location").orElse("");
    }

    private static void password(World of) throws Exception {
        of.setUp.post(
                of.administrator,
                "/v1/people/fay/password",
                World.JSON.createObjectNode().put("password", PASSWORD));
    }

    @Test
    void behindATrustedProxyAStrangerLocksOnlyTheirOwnOriginOut() throws Exception {
        try (var proxied =
                new World(
                        folder.resolve("proxied"),
                        "both",
                        Duration.ZERO,
                        c -> c.withProxies(Proxies.of(List.of("127.0.0.1"))))) {
            password(proxied);
            for (var i = 0; i < 50; i++) {
                var from = i + ".example, 203.0.113.5";
                assertThat(signIn(proxied, "x" + i + "@world.example", "wrong", from))
                        .isEqualTo(401);
            }
            assertThat(signIn(proxied, "fay@world.example", PASSWORD, "203.0.113.5"))
                    .isEqualTo(429);
            assertThat(signIn(proxied, "fay@world.example", PASSWORD, "203.0.113.5, 198.51.100.7"))
                    .isEqualTo(200);
        }
    }

    private static int signIn(World at, String email, String password, String from) {
        return at.send(
                        HttpRequest.newBuilder(URI.create(at.base + "/v1/session"))
                                .header("content-type", "application/json")
                                .header("x-forwarded-for", from)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                                        .formatted(email, password)))
                                .build())
                .status();
    }

    @Test
    void anAnswerOfAnUnknownFormCostsNoAttempt() {
        Classroom.teach(world, "tools", 1, 0);
        var id = Classroom.begin(world, "tools");
        for (var answers : List.of("{\"q1\":\"a\"}", "{\"q1\":{\"picked\":[\"a\"]}}", "[true]")) {
            var refused =
                    world.post(
                            "fay",
                            "/v1/attempts/" + id + "/submit",
                            "{\"answers\":" + answers + "}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("nothing was handed in");
        }
        var ended =
                world.post("fay", "/v1/attempts/" + id + "/submit", Classroom.answers(50)).body();
        assertThat(ended.path("passed").asBoolean()).isTrue();
    }

    @Test
    void aVersionOfAPackKeepsItsContent() {
        assertThat(Classroom.keep(world, "tools", "1", 2).status()).isEqualTo(201);
        assertThat(Classroom.keep(world, "tools", "1", 2).status()).isEqualTo(201);
        var changed = Classroom.keep(world, "tools", "1", 3);
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.text()).contains("another `version:`");
        assertThat(Classroom.keep(world, "tools", "2", 3).status()).isEqualTo(201);
        // Back to what it was, which is no change of that version.
        assertThat(Classroom.keep(world, "tools", "1", 2).status()).isEqualTo(201);
        assertThat(world.get("fay", "/v1/courses").text()).contains("\"version\":\"1\"");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var json = "{\"files\":{\"pack.yaml\":\"X\"}}".getBytes(StandardCharsets.US_ASCII);
        json[json.length - 4] = (byte) 0xff;
        var refused = world.postBytes("pam", "/v1/courses", json);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("not-utf-8");
        assertThat(
                        world.postBytes(
                                        "pam",
                                        "/v1/work-items?tool=x",
                                        new byte[] {'a', (byte) 0xfe})
                                .text())
                .contains("not-utf-8");
    }

    private World.Answer signIn(String body, boolean unsaid) {
        var text = HttpRequest.BodyPublishers.ofString(body);
        return world.send(
                HttpRequest.newBuilder(URI.create(world.base + "/v1/session"))
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .header("content-type", "application/json")
                        .POST(unsaid ? HttpRequest.BodyPublishers.fromPublisher(text) : text)
                        .build());
    }
}
