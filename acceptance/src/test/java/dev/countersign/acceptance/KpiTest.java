package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Completion is never told without what production shows beside it. The clock stands on Friday 20
/// November 2026; the world's playbook names AHT for the track of the frontline.
class KpiTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Classroom.teach(world, "tools", 3, 0);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private void complete(String person) {
        world.post("pam", "/v1/courses/tools/enrolments", "{\"person\":\"" + person + "\"}");
        var id =
                world.post(person, "/v1/courses/tools/quizzes/end/attempts", "{}")
                        .body()
                        .path("id")
                        .asText();
        world.post(person, "/v1/attempts/" + id + "/submit", Classroom.answers(50));
        for (var section : java.util.List.of("M1/read", "M1/ask")) {
            world.post(person, "/v1/courses/tools/sections", "{\"section\":\"" + section + "\"}");
        }
    }

    private World.Answer read(String person, String kpi, String value, String from, String to) {
        return world.post(
                person,
                "/v1/kpis/" + kpi + "/readings",
                "{\"value\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"pieces\":400}"
                        .formatted(value, from, to));
    }

    private JsonNode beside() {
        return world.get("max", "/v1/training/completion").body().at("/tracks/0/kpis/0");
    }

    private JsonNode entries(String action) {
        return world.get("cleo", "/v1/ledger/entries?action=" + action).body().path("entries");
    }

    @Test
    @Requirement({"E23", "E77"})
    void completionStandsBesideProductionOnThePageTheFileAndTheApi() {
        complete("fay");
        assertThat(beside().path("standing").asText()).isEqualTo("no_reading");
        assertThat(read("max", "AHT", "10.9", "2026-11-09", "2026-11-15").status()).isEqualTo(201);
        // Fay completed on the 20th: this week is no work of anybody trained.
        assertThat(beside().path("standing").asText()).isEqualTo("too_early");

        world.clock.tick(Duration.ofDays(14));
        assertThat(read("max", "AHT", "9.8", "2026-11-23", "2026-11-29").status()).isEqualTo(201);
        var now = beside();
        assertThat(now.path("standing").asText()).isEqualTo("better");
        assertThat(now.at("/before/value").decimalValue()).isEqualByComparingTo("11.4");
        assertThat(now.at("/now/value").decimalValue()).isEqualByComparingTo("9.8");
        assertThat(now.path("change").decimalValue()).isEqualByComparingTo("-1.6");
        assertThat(now.path("change_percent").decimalValue()).isEqualByComparingTo("-14.0");

        var max = Session.of(world, "max");
        assertThat(max.get("/learn/completion").text())
                .contains("Handling time", "11.4 min", "9.8 min", "−1.6", "better");
        assertThat(max.get("/learn/completion.csv").text())
                .contains("frontline_ops,tools,1,1,0,yes,AHT,min,11.4,9.8,better");
        assertThat(max.get("/kpis/AHT").text())
                .contains("Minutes of work per ticket", "ticket system", "four weekly reports");
        assertThat(entries("kpi.read")).hasSize(2);
        assertThat(entries("kpi.read").toString()).contains("\"value\":\"9.8\"", "max");
    }

    @Test
    @Requirement("E77")
    void aCohortsReportAndItsFileHaveItToo() {
        complete("fay");
        world.clock.tick(Duration.ofDays(14));
        read("max", "AHT", "12.5", "2026-11-23", "2026-11-29");
        var opened =
                world.post(
                        "pam",
                        "/v1/cohorts",
                        """
                        {"pack": "tools", "name": "First", "zone": "Europe/Berlin",
                         "monday": "2026-12-07", "days": ["mon"], "from": "09:00", "minutes": 240,
                         "learners": ["fay"]}
                        """);
        assertThat(opened.status()).as(opened.text()).isBetween(200, 201);
        var id = opened.body().path("id").asText();
        var report = world.get("pam", "/v1/cohorts/" + id).body();
        assertThat(report.findParent("standing").path("standing").asText()).isEqualTo("worse");
        assertThat(world.get("pam", "/v1/cohorts/" + id + "/report.csv").text())
                .contains("AHT: was 11.4 min, is 12.5 min: worse");
        assertThat(Session.of(world, "pam").get("/learn/cohorts/" + id).text())
                .contains("What production shows beside it", "12.5 min", "worse");
    }

    @Test
    @Requirement("E23")
    void withoutDefinitionOrBaselineNothingIsClaimed() {
        complete("fay");
        Amended.organisation(
                world,
                o ->
                        o.replaceAll(
                                "(?m)^  AHT: .*$",
                                "  AHT: {definition: minutes, better: lower, source: there}"));
        world.clock.tick(Duration.ofDays(14));
        read("max", "AHT", "1.0", "2026-11-23", "2026-11-29");
        assertThat(beside().path("standing").asText()).isEqualTo("no_baseline");
        assertThat(Session.of(world, "max").get("/learn/completion").text())
                .contains("nothing is claimed", "not measured");

        Amended.organisation(world, o -> o.replaceAll("(?m)^kpis:\n  AHT: .*\n", ""));
        assertThat(beside().path("standing").asText()).isEqualTo("undefined");
        assertThat(read("max", "AHT", "1.0", "2026-11-23", "2026-11-29").status()).isEqualTo(404);
        // It is an open decision of the playbook, which whoever activates it accepts by name.
        var playbooks = world.get("pam", "/v1/playbooks").body().path("playbooks").toString();
        assertThat(playbooks).isNotEmpty();
    }

    @Test
    void aReadingIsWrittenOnceAndCorrectedWithAReason() {
        var first = read("max", "AHT", "10.9", "2026-11-09", "2026-11-15");
        assertThat(read("max", "AHT", "10.90", "2026-11-09", "2026-11-15").body().path("id"))
                .isEqualTo(first.body().path("id"));
        var other = read("mia", "AHT", "11.0", "2026-11-09", "2026-11-15");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("written down as 10.9", "correct that reading");

        var at = "/v1/kpis/AHT/readings/" + first.body().path("id").asText();
        var body =
                "{\"value\":\"11.0\",\"from\":\"2026-11-09\",\"to\":\"2026-11-15\",\"why\":\"%s\"}";
        assertThat(world.post("mia", at, body.formatted("typo")).status()).isEqualTo(422);
        assertThat(
                        world.post("mia", at, body.formatted("the report was corrected on Tuesday"))
                                .status())
                .isEqualTo(201);
        assertThat(
                        world.post("max", at, body.formatted("the report was corrected on Tuesday"))
                                .status())
                .isEqualTo(409);
        var readings = world.get("max", "/v1/kpis/AHT").body().path("readings");
        assertThat(readings).hasSize(2);
        assertThat(readings.findValuesAsText("replaced_by"))
                .containsExactly(readings.at("/0/id").asText());
        world.awaitLedger(
                "action=kpi.corrected", "the report was corrected on Tuesday", "\"actor\":\"mia\"");
        assertThat(Session.of(world, "max").get("/kpis/AHT").text()).contains("corrected");
    }

    @Test
    void aFileIsTakenWholeOrNotAtAll() {
        var file =
                """
                kpi,from,to,value,pieces,note
                AHT,2026-11-02,2026-11-08,10.9,431,"report, Monday"
                AHT,2026-11-09,2026-11-15,%s,,
                """;
        var wrong = world.post("max", "/v1/kpi-readings", file.formatted("soon"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("line 3", "`soon` is no number");
        assertThat(world.get("max", "/v1/kpis/AHT").body().path("readings")).isEmpty();
        assertThat(
                        world.post("max", "/v1/kpi-readings", file.formatted("10.2"))
                                .body()
                                .path("taken")
                                .asInt())
                .isEqualTo(2);
        assertThat(
                        world.post("max", "/v1/kpi-readings", file.formatted("10.2"))
                                .body()
                                .path("taken")
                                .asInt())
                .isZero();
        assertThat(world.post("max", "/v1/kpi-readings", file.formatted("10.3")).text())
                .contains("line 3", "written down as 10.2");
    }

    @Test
    void whatIsWrongIsRefusedWithARemedy() {
        assertThat(read("max", "AHT", "9", "2026-11-09", "2026-11-08").text())
                .contains("before it begins");
        assertThat(read("max", "AHT", "9", "2026-11-16", "2026-11-22").text())
                .contains("which has not passed");
        assertThat(read("max", "AHT", "1e9", "2026-11-09", "2026-11-15").status()).isEqualTo(422);
        assertThat(read("max", "XYZ", "9", "2026-11-09", "2026-11-15").text())
                .contains("unknown-kpi", "organisation file");
        assertThat(read("fay", "AHT", "9", "2026-11-09", "2026-11-15").status()).isEqualTo(403);
        assertThat(read("eve", "AHT", "9", "2026-11-09", "2026-11-15").status()).isEqualTo(403);
        assertThat(world.get("fay", "/kpis").status()).isEqualTo(403);
        assertThat(world.get("eve", "/v1/kpis").status()).isEqualTo(200);
        assertThat(world.get("fay", "/v1/failure-modes").status()).isEqualTo(403);
    }

    @Test
    @Requirement("E70")
    void aFailureModeIsToldOnceAndTheLedgerKeepsWhenItBeganAndEnded() {
        // Two teams; nobody of the second uses a tool that they have.
        Amended.organisation(
                world,
                o ->
                        o.replace(
                                        "roles: [frontline_ops]}",
                                        "roles: [frontline_ops], teams: [platform]}")
                                .replace(
                                        "roles: [mentor, frontline_ops]}",
                                        "roles: [mentor, frontline_ops], teams: [orders]}")
                                .replace(
                                        "teams:\n",
                                        "teams:\n  orders: {title: Orders, lead: ops_manager, services: [order-intake]}\n"));
        // On the first day nobody can have left records of a month.
        assertThat(world.get("max", "/v1/failure-modes").body().at("/modes/0/state").asText())
                .isEqualTo("unknown");
        world.clock.tick(Duration.ofDays(28));
        world.chat("fay", "answer", "How late is it?");
        var modes = world.get("max", "/v1/failure-modes").body().path("modes");
        assertThat(modes.at("/0/state").asText()).isEqualTo("seen");
        assertThat(modes.at("/0/said/0/sentence").asText())
                .isEqualTo(
                        "Orders has one person who may use a tool, and no record of any use in 28 days");
        assertThat(entries("failure_mode.seen")).isEmpty();

        for (var day = 0; day < 3; day++) {
            world.clock.tick(Duration.ofDays(1));
            world.server.runDue();
        }
        assertThat(entries("failure_mode.seen")).hasSize(1);
        assertThat(world.get("pam", "/v1/notices").text()).contains("Orders has one person");
        assertThat(Session.of(world, "pam").get("/kpis/failure-modes").text())
                .contains("Orders has one person", "What helps");

        world.chat("otto", "answer", "How late is it?");
        world.clock.tick(Duration.ofDays(1));
        world.server.runDue();
        // One call is no comparison: what was said stands until there is enough to judge by.
        assertThat(entries("failure_mode.ended")).isEmpty();
    }
}
