package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.SetUp;
import dev.countersign.testing.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/// A server of its own with a small organisation, a scripted upstream and a clock that moves.
final class World implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String WHY = "checked the order record and the carrier's note for this customer";

    private static final String DATABASE = "countersign.acceptance.database";

    final MovableClock clock = new MovableClock();
    final ScriptedUpstream upstream;
    Server server;
    final SetUp setUp;
    final String base;
    final String firstPassword;
    final String administrator;
    final String programme;
    private final UnaryOperator<Config> stored = stored();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /// @param reads which text terms are read in: `both`, with answers held for personal data, or
    ///   `request` alone, so that live streams are possible
    World(Path data, String reads, Duration holdWait) {
        this(data, reads, holdWait, UnaryOperator.identity());
    }

    /// @param more what else the server is started with
    World(Path data, String reads, Duration holdWait, UnaryOperator<Config> more) {
        try {
            upstream = new ScriptedUpstream();
            if (isOnSqlite()) {
                EmptyStore.copyTo(data);
            }
            server =
                    Server.start(
                            more.apply(
                                    stored.apply(
                                            Config.embedded(data, 0, clock, new SecureRandom())
                                                    .withWaits(Duration.ofSeconds(3), holdWait))));
            base = "http://127.0.0.1:" + server.port();
            setUp = new SetUp(base);
            firstPassword = server.firstPassword().orElseThrow();
            administrator = setUp.administratorKey(firstPassword);
            programme =
                    setUp.playbook(
                            administrator,
                            resource("playbook.yaml"),
                            resource("organisation.yaml")
                                    .replace("UPSTREAM", upstream.url())
                                    .replace("READS", reads)
                                    .replace("ZONE", reads.equals("both") ? "answer" : "off"));
            setUp.prompts(programme, resource("prompts.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    World(Path data) {
        this(data, "both", Duration.ZERO);
    }

    /// Stops the server and starts another on the same data at the same address.
    void restart(Path data) {
        var port = server.port();
        server.close();
        server =
                Server.start(
                        stored.apply(
                                Config.embedded(data, port, clock, new SecureRandom())
                                        .withWaits(Duration.ofSeconds(3), Duration.ZERO)));
    }

    /// On SQLite; with `-Dcountersign.acceptance.database=postgresql` on a new PostgreSQL database,
    /// and skipped where none can be started.
    private static UnaryOperator<Config> stored() {
        if (isOnSqlite()) {
            return UnaryOperator.identity();
        }
        var wanted = System.getProperty(DATABASE, "");
        if (!wanted.equals("postgresql")) {
            throw new IllegalArgumentException(
                    "`" + DATABASE + "` is `" + wanted + "`: write sqlite or postgresql");
        }
        try {
            var url = Databases.newPostgres();
            return config -> config.withDatabase(new Config.Database(url, "postgres", "postgres"));
        } catch (LinkageError | RuntimeException none) {
            return Assumptions.abort("no PostgreSQL can be started here: " + none);
        }
    }

    static boolean isOnSqlite() {
        return System.getProperty(DATABASE, "sqlite").equals("sqlite");
    }

    static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(World.class.getResourceAsStream("/world/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A key of this person, made once.
    String key(String person) {
        return keys.computeIfAbsent(
                person,
                p -> {
                    try {
                        return setUp.keyFor(administrator, p);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /// On PostgreSQL an entry is listed a moment after its act: whoever writes next takes it into
    /// the tree, or the next second does.
    ///
    /// @param filter as an address has it, such as `action=lab.`
    void awaitLedger(String filter, String... words) {
        Waiting.until(() -> {
            var told = get("cleo", "/v1/ledger/entries?limit=500&" + filter).text();
            return java.util.Arrays.stream(words).allMatch(told::contains);
        });
    }

    /// An HTTP answer with its body read as JSON.
    record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        String content() {
            return body.path("choices").path(0).path("message").path("content").asText();
        }

        String outcome() {
            return body.path("countersign").path("outcome").asText();
        }

        String hold() {
            return body.path("countersign").path("hold").asText();
        }

        String call() {
            return body.path("countersign").path("call").asText();
        }
    }

    Answer chat(String person, String prompt, String text) {
        return post(person, "/v1/chat/completions", chatBody(prompt, text));
    }

    static String chatBody(String prompt, String text) {
        var body = JSON.createObjectNode().put("model", prompt);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body.toString();
    }

    Answer post(String person, String path, String body, String... headers) {
        return send(
                request(person, path, headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    Answer postBytes(String person, String path, byte[] body) {
        return send(
                request(person, path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    Answer get(String person, String path) {
        return send(request(person, path).GET().build());
    }

    Answer delete(String person, String path) {
        return send(request(person, path).DELETE().build());
    }

    Answer decide(String person, String caseId, String decision, String more) {
        var seen = get(person, "/v1/cases/" + caseId);
        var version = seen.body().path("version").asInt(1);
        return post(
                person,
                "/v1/cases/" + caseId + "/decision",
                "{\"decision\":\"%s\",\"version\":%d,\"justification\":\"%s\"%s}"
                        .formatted(decision, version, WHY, more));
    }

    /// Everybody whom the playbook names signs a proposed change, in order.
    void sign(String change) {
        var caseId = get("pam", "/v1/changes/" + change).body().path("case").asText();
        for (var person : java.util.List.of("max", "sam", "lea")) {
            var signed = decide(person, caseId, "approve", "");
            if (signed.status() != 200) {
                throw new IllegalStateException(person + " did not sign: " + signed.text());
            }
        }
    }

    HttpRequest.Builder request(String person, String path, String... headers) {
        var builder =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + key(person));
        for (var i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    Answer send(HttpRequest request) {
        try {
            var raw = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body;
            try {
                body = JSON.readTree(raw.body());
            } catch (IOException e) {
                body = JSON.missingNode();
            }
            return new Answer(raw.statusCode(), body, raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
    }
}
