package dev.countersign.bench;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.SetUp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;

/// How fast the pages of the desk are with many cases: `QueueBench [open] [settled]`, by default
/// 100,000 and 900,000. Prints p50 and p99 of each page in milliseconds, over HTTP, rendered whole.
public final class QueueBench {
    private static final int WARM = 100;
    private static final int MEASURED = 400;

    private QueueBench() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        var open = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        var settled = args.length > 1 ? Integer.parseInt(args[1]) : 900_000;
        var data = Files.createTempDirectory("countersign-queue");
        var config = Config.embedded(data, 0, InstantSource.system(), new SecureRandom());
        try (var server = Server.start(config)) {
            var base = "http://127.0.0.1:" + server.port();
            var setUp = new SetUp(base);
            var administrator = setUp.administratorKey(server.firstPassword().orElseThrow());
            setUp.playbook(administrator, text("playbook.yaml"), text("organisation.yaml"));
            var sender = setUp.keyFor(administrator, "ana");
            var manager = setUp.keyFor(administrator, "mo");
            raise(base, sender);
            fill(data.resolve("countersign.db").toString(), open, settled);
            var pages = new LinkedHashMap<String, String>();
            pages.put("my queue", "/work");
            pages.put("my queue, the second page", second(base, manager));
            pages.put("my queue, one service", "/work?service=service-17");
            pages.put("all I may read, the newest", "/work?tab=all");
            pages.put("search: one word of one case", "/work?tab=all&q=needle4711");
            pages.put("search: a word of every case", "/work?tab=all&q=parcel");
            pages.put("exceptions, dashboards", "/exceptions");
            pages.put("one case", "/cases/case-bench-5000");
            for (var page : pages.entrySet()) {
                measure(page.getKey(), base + page.getValue(), manager);
            }
        }
    }

    private static String second(String base, String key) throws IOException, InterruptedException {
        var page = get(base + "/work", key).body();
        var at = page.indexOf("rel=\"next\" href=\"") + 17;
        return page.substring(at, page.indexOf('"', at)).replace("&amp;", "&");
    }

    private static void raise(String base, String key) throws IOException, InterruptedException {
        var body =
                "{\"id\":\"seed\",\"title\":\"Parcel limit\",\"category\":\"config_conflict\",\"severity\":\"P3\",\"service\":\"parcels\",\"rule\":\"two-limits\"}";
        var request =
                HttpRequest.newBuilder(URI.create(base + "/v1/exceptions"))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException(answer.body());
        }
    }

    /// Copies the seed's row: the desk's own code would need an hour for a million.
    private static void fill(String file, int open, int settled) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 60000");
            var columns = new java.util.ArrayList<String>();
            try (var rs =
                    statement.executeQuery("SELECT name FROM pragma_table_info('desk_case')")) {
                while (rs.next()) {
                    columns.add(rs.getString(1));
                }
            }
            var values =
                    columns.stream()
                            .map(c ->
                                    switch (c) {
                                        case "id" -> "'case-bench-' || n";
                                        case "source_id" -> "'bench-' || n";
                                        case "call_id" -> "'exception-bench-' || n";
                                        case "service" -> "'service-' || (n % 200)";
                                        case "rule" -> "'rule-' || (n % 40)";
                                        case "title" -> "'Parcel ' || n || ' needle' || n";
                                        case "opened_at" ->
                                                "opened_at - (n * 7919 % 7776000) * 1000";
                                        case "due_at" -> "due_at + (n * 104729 % 86400000)";
                                        case "state" ->
                                                "CASE WHEN n <= "
                                                        + open
                                                        + " THEN 'open' ELSE 'denied' END";
                                        case "settled_at" ->
                                                "CASE WHEN n <= "
                                                        + open
                                                        + " THEN NULL ELSE due_at END";
                                        default -> c;
                                    })
                            .toList();
            statement.execute(
                    "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < "
                            + (open + settled)
                            + ") INSERT INTO desk_case ("
                            + String.join(", ", columns)
                            + ") SELECT "
                            + String.join(", ", values)
                            + " FROM desk_case, k WHERE source_id = 'seed'");
            for (var word :
                    java.util.List.of(
                            "'parcel'", "'needle' || n", "'service-' || (n % 200)", "'limit'")) {
                statement.execute(
                        "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < "
                                + (open + settled)
                                + ") INSERT INTO desk_word (word, case_id) SELECT CAST("
                                + word
                                + " AS BLOB), 'case-bench-' || n FROM k");
            }
            statement.execute("ANALYZE");
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HttpResponse<String> get(String url, String key)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void measure(String name, String url, String key)
            throws IOException, InterruptedException {
        var first = System.nanoTime();
        var answer = get(url, key);
        var cold = System.nanoTime() - first;
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
        }
        var budget = System.nanoTime() + 20_000_000_000L;
        for (var i = 0; i < WARM && System.nanoTime() < budget; i++) {
            get(url, key);
        }
        var taken = new long[MEASURED];
        var done = 0;
        budget = System.nanoTime() + 30_000_000_000L;
        while (done < MEASURED && System.nanoTime() < budget) {
            var began = System.nanoTime();
            get(url, key);
            taken[done++] = System.nanoTime() - began;
        }
        var sorted = Arrays.copyOf(taken, done);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-32s p50 %8.1f ms   p99 %8.1f ms   first %8.1f ms   (%d)%n",
                name,
                sorted[done / 2] / 1e6,
                sorted[(int) (done * 0.99)] / 1e6,
                cold / 1e6,
                done);
    }

    private static String text(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(QueueBench.class.getResourceAsStream("/bench/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("UPSTREAM", "http://127.0.0.1:9/v1")
                    .replace("REDACTION", "rules");
        }
    }
}
