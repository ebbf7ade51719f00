package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exceptions come in from automation, in its own forms, and are decided at the desk.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeTest {
    private static final int BURST = Integer.getInteger("countersign.intake.burst", 1_000);

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer send(String path, String body, String... headers) {
        return world.send(
                world.request("pam", path)
                        .setHeader(
                                "content-type",
                                headers.length == 0 ? "application/json" : headers[0])
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String exception(String id, String more) {
        return "{\"id\":\"%s\",\"category\":\"config_conflict\",\"severity\":\"P2\",\"service\":\"billing\","
                        .formatted(id)
                + "\"rule\":\"log-retention\",\"environment\":\"prod\",\"recommendation\":\"keep 30 days\""
                + more
                + "}";
    }

    private JsonNode shown(World.Answer taken, int index) {
        var id = taken.body().at("/results/" + index + "/case").asText();
        return world.get("max", "/v1/cases/" + id).body();
    }

    @Test
    @Requirement({"P46", "P52"})
    void anExceptionBecomesACaseWithItsFactsAndIsDecided() {
        var taken =
                send(
                        "/v1/exceptions",
                        exception(
                                "e-1",
                                ",\"evidence\":{\"owner\":\"bob@example.com\"},\"tags\":[\"gdpr\"]"));

        assertThat(taken.status()).isEqualTo(201);
        var c = shown(taken, 0);
        assertThat(c.at("/exception/category").asText()).isEqualTo("config_conflict");
        assertThat(c.at("/exception/service").asText()).isEqualTo("billing");
        assertThat(c.path("proposed_answer").asText()).isEqualTo("keep 30 days");
        assertThat(world.get("max", "/cases/" + c.path("id").asText()).text())
                .contains("What automation raised", "log-retention")
                .doesNotContain("bob@example.com");
        assertThat(
                        world.get("max", "/work?tab=all&service=billing&category=config_conflict")
                                .text())
                .contains("log-retention");

        var bare = world.decide("max", c.path("id").asText(), "approve", "");
        assertThat(bare.status()).isEqualTo(422);
        assertThat(bare.text()).contains("third_option");
        var decided =
                world.decide(
                        "max",
                        c.path("id").asText(),
                        "approve",
                        ",\"conditions\":{\"third_option\":\"hash the addresses and keep both periods\"}");
        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.body().at("/decisions/0/conditions/third_option").asText())
                .contains("hash the addresses");
    }

    @Test
    @Requirement("P49")
    void anExemptionEndsOnADayAndSaysHowItIsRemoved() {
        var taken =
                send(
                        "/v1/exceptions",
                        exception("ex-1", "").replace("config_conflict", "customer_exemption"));
        var id = shown(taken, 0).path("id").asText();

        var open = world.decide("max", id, "approve", "");
        assertThat(open.text()).contains("`until`", "`removal_plan`");
        var day =
                java.time.LocalDate.ofInstant(world.clock.instant(), java.time.ZoneOffset.UTC)
                        .plusDays(10);
        var conditions =
                ",\"conditions\":{\"until\":\"%s\",\"removal_plan\":\"the customer moves to the new API by then\"}";
        assertThat(
                        world.decide("max", id, "approve", conditions.formatted(day.plusYears(3)))
                                .status())
                .isEqualTo(422);
        assertThat(world.decide("max", id, "approve", conditions.formatted(day)).status())
                .isEqualTo(200);

        world.clock.tick(java.time.Duration.ofDays(11));
        world.server.runDue();
        assertThat(world.get("cleo", "/ledger?action=exemption.ended").text()).contains(id);
    }

    @Test
    void theSameAgainIsTheSameCaseAndAnotherContentMakesAnOldViewStale() {
        var first = send("/v1/exceptions", exception("same", ""));
        var again = send("/v1/exceptions", exception("same", ""));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/results/0/outcome").asText()).isEqualTo("duplicate");
        var id = first.body().at("/results/0/case").asText();

        var changed = send("/v1/exceptions", exception("same", "").replace("30 days", "300 days"));
        assertThat(changed.body().at("/results/0/outcome").asText()).isEqualTo("updated");
        var stale =
                world.post(
                        "max",
                        "/v1/cases/" + id + "/decision",
                        "{\"decision\":\"deny\",\"version\":1,\"justification\":\"%s\"}"
                                .formatted(World.WHY));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(world.get("max", "/v1/cases/" + id).body().path("text_now").asText())
                .isEqualTo("keep 300 days");

        world.decide("max", id, "deny", "");
        var late = send("/v1/exceptions", exception("same", "").replace("30 days", "3 days"));
        assertThat(late.body().at("/results/0/outcome").asText()).isEqualTo("settled");
    }

    @Test
    @Requirement("E19")
    void whoeverSendsAnExceptionNeitherDecidesItNorSpeaksForAnotherSource() {
        var own = world.post("max", "/v1/exceptions", exception("own-1", ""));
        var id = own.body().at("/results/0/case").asText();

        assertThat(world.decide("max", id, "deny", "").status()).isEqualTo(403);
        assertThat(world.decide("mia", id, "deny", "").status()).isEqualTo(200);

        var named = exception("own-2", ",\"source\":\"ci\"");
        assertThat(world.post("max", "/v1/exceptions", named).status()).isEqualTo(201);
        var other = world.post("mia", "/v1/exceptions", named.replace("30 days", "0 days"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text()).contains("belong to somebody else's exception");
    }

    @Test
    void oneBadItemIsNamedAndTheOthersAreTaken() {
        var mixed =
                send(
                        "/v1/exceptions",
                        "["
                                + exception("ok-1", "")
                                + ","
                                + exception("bad", ",\"colour\":1")
                                        .replace("config_conflict", "config_conflct")
                                        .replace("P2", "P9")
                                + ","
                                + exception("ok-2", "")
                                + "]");

        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.body().path("created").asInt()).isEqualTo(2);
        assertThat(mixed.body().at("/results/1/why").asText())
                .contains("did you mean `config_conflict`", "`severity` is `P9`", "`colour`");
        assertThat(send("/v1/exceptions", "[]").status()).isEqualTo(422);
        assertThat(send("/v1/exceptions", "{\"id\":").text()).contains("line 1");
        var many = new ArrayList<String>();
        IntStream.range(0, 1_001).forEach(i -> many.add(exception("m-" + i, "")));
        assertThat(send("/v1/exceptions", many.toString()).status()).isEqualTo(413);
    }

    @Test
    void cloudEventsComeInStructuredBatchedAndBinary() {
        var data =
                "{\"category\":\"performance_tradeoff\",\"severity\":\"P1\",\"title\":\"Deploy of cart failed\"}";
        var event =
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"//ci.example/cart\",\"type\":\"ci.failed\",\"subject\":\"cart\",\"data\":%s}";
        var structured =
                send(
                        "/v1/exceptions",
                        event.formatted("ce-1", data),
                        "application/cloudevents+json; charset=utf-8");
        var batch =
                send(
                        "/v1/exceptions",
                        "["
                                + event.formatted("ce-1", data)
                                + ","
                                + event.formatted("ce-2", data)
                                + "]",
                        "application/cloudevents-batch+json");
        var binary =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        data,
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "ce-1",
                        "ce-source",
                        "//ci.example/cart",
                        "ce-type",
                        "ci.failed",
                        "ce-subject",
                        "cart");
        var old = event.formatted("ce-9", data).replace("\"1.0\"", "\"0.3\"");

        assertThat(structured.status()).isEqualTo(201);
        assertThat(shown(structured, 0).at("/exception/service").asText()).isEqualTo("cart");
        assertThat(batch.body().path("results").findValuesAsText("outcome"))
                .containsExactly("duplicate", "created");
        assertThat(binary.body().at("/results/0/outcome").asText()).isEqualTo("duplicate");
        assertThat(send("/v1/exceptions", old, "application/cloudevents+json").text())
                .contains("only `1.0` is read");
    }

    @ParameterizedTest
    @CsvSource({
        "conftest, 2, Deployment billing has no owner label, P3",
        "opa, 1, image from an unknown registry, P2",
        "kyverno, 1, validation error: memory limits are required, P2",
        "sarif, 1, Bucket does not have logging enabled, P2",
        "alertmanager, 1, Checkout answers slowly, P1",
        "github, 1, Deploy ended with failure, P2",
        "gitlab, 1, deploy / migrate failed: script_failure, P3"
    })
    @Requirement("P57")
    void readsWhatToolsEmitAndTakesItOnce(String adapter, int count, String title, String severity)
            throws IOException {
        var body = fixture(adapter + ".json");

        var taken = send("/v1/exceptions/" + adapter, body);
        var again = send("/v1/exceptions/" + adapter, body);

        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.body().path("created").asInt()).isEqualTo(count);
        assertThat(again.body().path("created").asInt()).isZero();
        var c = shown(taken, count - 1);
        assertThat(c.path("title").asText()).isEqualTo(title);
        assertThat(c.at("/exception/severity").asText()).isEqualTo(severity);
        assertThat(c.at("/exception/source").asText()).isEqualTo(adapter);
        var wrong = send("/v1/exceptions/" + adapter, "{\"surely\":\"not\"}");
        assertThat(wrong.status()).isEqualTo(400);
    }

    @Test
    void aTableIsReadByItsHeaderAndByAMapping() {
        var table = "Ticket,Subject,Colour\r\nT-1,\"Disk full, again\",red\r\nT-2,Late batch,\r\n";

        var missing = send("/v1/exceptions/csv", table, "text/csv");
        var mapped =
                send(
                        "/v1/exceptions/csv?column.id=ticket&column.title=subject&source=legacy&category=new_requirement",
                        table,
                        "text/csv");

        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.text()).contains("no column is called `id`; there are ticket, subject");
        assertThat(mapped.body().path("created").asInt()).isEqualTo(2);
        assertThat(shown(mapped, 0).path("title").asText()).isEqualTo("Disk full, again");
    }

    @Test
    void aBurstWithRetriesLosesNothingAndDoublesNothing() throws Exception {
        var outcomes = new ArrayList<String>();
        var started = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var jobs =
                    IntStream.range(0, BURST * 3 / 100)
                            .mapToObj(i -> pool.submit(() -> batch(i % (BURST / 100))))
                            .toList();
            for (var job : jobs) {
                outcomes.addAll(job.get());
            }
        }
        var seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "intake: %,d exceptions, each sent three times, in %.1f s%n", BURST, seconds);

        assertThat(outcomes.stream().filter("created"::equals).count()).isEqualTo(BURST);
        assertThat(outcomes.stream().filter("duplicate"::equals).count()).isEqualTo(2L * BURST);
    }

    private java.util.List<String> batch(int number) {
        var items = new ArrayList<String>();
        for (var i = 0; i < 100; i++) {
            items.add(exception("burst-" + number + "-" + i, ""));
        }
        return send("/v1/exceptions", items.toString())
                .body()
                .path("results")
                .findValuesAsText("outcome");
    }

    private static String fixture(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(IntakeTest.class.getResourceAsStream("/intake/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
