package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.proof.VerifyCommand;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is destroyed on request and in time, and that every proof holds afterwards.
class ErasureTest {
    private static final String WHY = "the customer asked for it by letter on 3 November";

    @TempDir Path folder;
    private World world;

    @BeforeEach
    void start() {
        world = new World(folder.resolve("data"));
        world.upstream.answers("Fine.\nconfidence: 0.95");
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private World.Answer erase(String by, String id, String confirmation) {
        return world.post(
                by,
                "/v1/erasures",
                "{\"id\":\"%s\",\"reason\":\"%s\",\"confirmation\":\"%s\"}"
                        .formatted(id, WHY, confirmation));
    }

    private int verify() throws IOException {
        var key = folder.resolve("key.txt");
        var pack = folder.resolve("pack.zip");
        Files.writeString(key, world.get("cleo", "/v1/ledger/key").text());
        Files.write(pack, world.get("cleo", "/v1/evidence-pack").raw().body());
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return VerifyCommand.run(List.of(pack.toString(), "--key", key.toString()), sink, sink);
    }

    @Test
    @Requirement({"A18", "A19", "A20"})
    void erasingACallDestroysItsOriginalsAndLeavesEveryProof() throws Exception {
        var call = world.chat("fay", "answer", "The letter is for anna@example.com").call();
        var before = world.post("cleo", "/v1/calls/" + call + "/reveal", "{}");
        assertThat(before.text()).contains("anna@example.com");

        assertThat(erase("fay", call, call).status()).isEqualTo(403);
        assertThat(erase("cleo", call, "call-x").status()).isEqualTo(422);
        assertThat(erase("cleo", "call-nothing", "call-nothing").status()).isEqualTo(404);
        assertThat(erase("cleo", call, call).status()).isEqualTo(201);

        var after = world.post("cleo", "/v1/calls/" + call + "/reveal", "{}");
        assertThat(after.status()).isEqualTo(410);
        assertThat(after.text()).doesNotContain("anna@example.com");
        assertThat(erase("cleo", call, call).status()).isEqualTo(409);
        assertThat(verify()).isZero();
    }

    @Test
    @Requirement({"A18", "A19"})
    void aCallThatIsStillHeldIsNotErased() {
        world.upstream.answers("A refund is due.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "For anna@example.com").call();

        var refused = erase("cleo", held, held);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("has not ended");
    }

    @Test
    @Requirement({"A19", "A20"})
    void erasingAPersonFromThePageForgetsThemAndShowsWhenAndByWhom() throws Exception {
        var cleo = Session.of(world, "cleo");
        var fayKey = world.key("fay");
        assertThat(cleo.get("/people").text()).contains("Fay Frontline");

        var wrong =
                cleo.form(
                        "/erasures",
                        "/erasures",
                        "id",
                        "fay",
                        "reason",
                        WHY,
                        "confirmation",
                        "Fay");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html()).contains(WHY).contains("value=\"fay\"");
        var done =
                cleo.form(
                        "/erasures",
                        "/erasures",
                        "id",
                        "fay",
                        "reason",
                        WHY,
                        "confirmation",
                        "fay");

        assertThat(done.text()).contains("fay").contains("cleo").contains(WHY);
        assertThat(cleo.get("/people").text())
                .doesNotContain("Fay Frontline")
                .doesNotContain("fay@world.example");
        assertThat(fayKey).isNotEmpty();
        assertThat(world.chat("fay", "answer", "Am I still here?").status()).isEqualTo(401);
        var added =
                world.get("cleo", "/v1/ledger/entries?action=person.added&limit=50")
                        .body()
                        .path("entries");
        for (var entry : added) {
            if (entry.path("subject").asText().equals("fay")) {
                var page = cleo.get("/ledger/" + entry.path("index").asText());
                assertThat(page.text()).contains("erased").doesNotContain("Fay Frontline");
                assertThat(page.text()).contains("tamper-evident");
            }
        }
        assertThat(verify()).isZero();
        assertThat(Session.of(world, "max").get("/erasures").status()).isEqualTo(403);
    }

    @Test
    @Requirement({"E37", "A18", "A20"})
    void theRetentionPeriodDestroysOldValuesOnceADayAndSaysHowMany() throws Exception {
        var old = world.chat("fay", "answer", "For old@example.com").call();
        world.clock.tick(Duration.ofDays(729));
        var young = world.chat("fay", "answer", "For young@example.com").status();
        assertThat(young).isEqualTo(401); // keys do not last that long

        world.server.runDue();
        assertThat(retained()).isEmpty();
        world.clock.tick(Duration.ofDays(2));
        world.server.runDue();

        var applied = retained();
        assertThat(applied).hasSize(1);
        assertThat(applied.get(0).path("facts").path("calls").asInt()).isEqualTo(1);
        assertThat(applied.get(0).path("facts").path("values").asInt()).isPositive();
        assertThat(applied.get(0).path("facts").path("retention_days").asInt()).isEqualTo(730);
        assertThat(asAdministrator("/v1/ledger/entries?action=call.").toString()).contains(old);
    }

    private com.fasterxml.jackson.databind.JsonNode retained() throws Exception {
        return asAdministrator("/v1/ledger/entries?action=retention.").path("entries");
    }

    /// Every key has expired by then; a new sign-in has not.
    private com.fasterxml.jackson.databind.JsonNode asAdministrator(String path) throws Exception {
        var key = world.setUp.administratorKey(world.firstPassword);
        var raw =
                world.http()
                        .send(
                                java.net.http.HttpRequest.newBuilder(
                                                java.net.URI.create(world.base + path))
                                        .header("authorization", "Bearer " + key)
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.ofString());
        return World.JSON.readTree(raw.body());
    }

    @Test
    @Requirement({"E35", "E37"})
    void thePromptLogIsWrittenEveryDayWithMaskedTexts() throws Exception {
        world.chat("fay", "answer", "Write \"to\" anna@example.com,\r\nthen =1+1");
        world.clock.tick(Duration.ofHours(6));
        world.server.runDue();

        var day = folder.resolve("data/sinks/file.prompt_logs/day=2026-11-20");
        var csv = Files.readString(day.resolve("prompt_log.csv"));
        assertThat(csv).contains("answer@1").contains("<EMAIL_1>").doesNotContain("anna@");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var rows =
                        duck.createStatement()
                                .executeQuery(
                                        "SELECT user_id, state, request, answer FROM '"
                                                + day.resolve("prompt_log.parquet")
                                                + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("fay");
            assertThat(rows.getString(2)).isEqualTo("released");
            assertThat(rows.getString(3)).contains("Write \"to\" <EMAIL_1>,").contains("then =1+1");
            assertThat(rows.getString(4)).contains("Fine.");
            assertThat(rows.next()).isFalse();
        }
    }
}
