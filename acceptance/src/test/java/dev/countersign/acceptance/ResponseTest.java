package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How soon somebody answers an exception, in office hours; nothing sleeps, the clock is moved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    /// Moves the clock to the next Friday at this time, UTC, which is the office's zone.
    private void toFriday(String time) {
        var now = world.clock.instant();
        var friday =
                now.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .with(TemporalAdjusters.next(DayOfWeek.FRIDAY))
                        .atTime(LocalTime.parse(time))
                        .toInstant(ZoneOffset.UTC);
        world.clock.tick(Duration.between(now, friday));
    }

    private String raise(String id, String severity) {
        var taken = world.post("pam", "/v1/exceptions", exception(id, severity));
        return taken.body().at("/results/0/case").asText();
    }

    private static String exception(String id, String severity) {
        return "{\"id\":\"%s\",\"severity\":\"%s\",\"rule\":\"latency\",\"category\":\"performance_tradeoff\"}"
                .formatted(id, severity);
    }

    private JsonNode response(String caseId) {
        return world.get("max", "/v1/cases/" + caseId).body().path("response");
    }

    private Instant due(String caseId) {
        return Instant.parse(response(caseId).path("due_at").asText());
    }

    private long entries(String action, String caseId) {
        return world
                .get("cleo", "/v1/ledger/entries?limit=500&action=" + action)
                .body()
                .path("entries")
                .findValuesAsText("subject")
                .stream()
                .filter(caseId::equals)
                .count();
    }

    @Test
    @Requirement("P56")
    void twoHoursOrHalfAnHourOfficeTimeRunOverTheWeekend() {
        toFriday("16:30");
        var now = world.clock.instant();
        var p3 = raise("r-1", "P3");
        var p1 = raise("r-2", "P1");

        assertThat(due(p1)).isEqualTo(now.plus(Duration.ofMinutes(30)));
        // Half an hour on Friday, the rest from nine on Monday.
        assertThat(due(p3)).isEqualTo(Instant.parse(monday(now) + "T10:30:00Z"));
    }

    private static String monday(Instant friday) {
        return friday.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .toString();
    }

    @Test
    void peopleAreRemindedOnceAtEachPointAndAMissIsRecorded() {
        toFriday("10:00");
        var c = raise("r-3", "P3");

        world.clock.tick(Duration.ofMinutes(61));
        world.server.runDue();
        world.server.runDue();
        assertThat(entries("case.reminded", c)).isPositive();
        var once = entries("case.reminded", c);
        world.server.runDue();
        assertThat(entries("case.reminded", c)).isEqualTo(once);
        assertThat(entries("case.response-missed", c)).isZero();

        world.clock.tick(Duration.ofMinutes(60));
        world.server.runDue();
        assertThat(entries("case.response-missed", c)).isPositive();
        assertThat(response(c).path("missed_at").asText()).isNotEmpty();
    }

    @Test
    void whoeverTakesItHasAnsweredAndNothingFiresAfterwards() {
        toFriday("10:00");
        var c = raise("r-4", "P3");
        world.clock.tick(Duration.ofMinutes(20));
        world.post("max", "/v1/cases/" + c + "/take", "{}");

        assertThat(response(c).path("answered_at").asText()).isNotEmpty();
        world.clock.tick(Duration.ofHours(5));
        world.server.runDue();
        assertThat(entries("case.reminded", c)).isZero();
        assertThat(entries("case.response-missed", c)).isZero();
    }

    @Test
    void aPauseStopsTheClockAndWhatWasUsedStays() {
        toFriday("10:00");
        var c = raise("r-5", "P3");
        world.clock.tick(Duration.ofMinutes(30));
        var pause =
                world.post(
                        "max",
                        "/v1/cases/" + c + "/pause",
                        "{\"justification\":\"%s\"}".formatted(World.WHY));
        assertThat(pause.status()).isEqualTo(200);
        assertThat(response(c).path("due_at").isNull()).isTrue();
        assertThat(response(c).path("paused_since").asText()).isNotEmpty();

        world.clock.tick(Duration.ofHours(3));
        world.post("max", "/v1/cases/" + c + "/resume", "{}");

        assertThat(due(c)).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(90)));
    }

    @Test
    void anotherSeverityIsAnotherTargetAndTheTimeUsedStays() {
        toFriday("10:00");
        var c = raise("r-6", "P3");
        world.clock.tick(Duration.ofMinutes(20));

        world.post("pam", "/v1/exceptions", exception("r-6", "P1"));

        assertThat(due(c)).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    @Requirement({"P51", "P56"})
    void anUnansweredCaseClimbsByItselfAndIsDeniedAtTheEndOfItsPath() {
        toFriday("10:00");
        var override =
                exception("r-7", "P3").replace("performance_tradeoff", "operational_override");
        var c = world.post("pam", "/v1/exceptions", override).body().at("/results/0/case").asText();
        world.server.runDue();
        assertThat(queue(c)).isEqualTo("ops_manager");

        world.clock.tick(Duration.ofMinutes(121));
        world.server.runDue();
        assertThat(queue(c)).isEqualTo("security");
        assertThat(world.decide("max", c, "approve", "").status()).isNotEqualTo(200);
        assertThat(world.get("sam", "/v1/cases").text()).contains(c);
        assertThat(entries("case.climbed", c)).isEqualTo(2);

        world.clock.tick(Duration.ofMinutes(61));
        world.server.runDue();
        assertThat(world.get("sam", "/v1/cases/" + c).body().path("state").asText())
                .isEqualTo("expired");
        assertThat(entries("case.unanswered", c)).isEqualTo(1);
    }

    @Test
    void whatSomebodyTookDoesNotClimb() {
        toFriday("10:00");
        var override =
                exception("r-8", "P3").replace("performance_tradeoff", "operational_override");
        var c = world.post("pam", "/v1/exceptions", override).body().at("/results/0/case").asText();
        world.server.runDue();
        world.post("max", "/v1/cases/" + c + "/take", "{}");

        world.clock.tick(Duration.ofHours(6));
        world.server.runDue();

        assertThat(queue(c)).isEqualTo("ops_manager");
        assertThat(world.get("max", "/cases/" + c).text()).contains("value=\"security\" selected");
    }

    private String queue(String caseId) {
        return world.get("cleo", "/v1/cases/" + caseId).body().path("approver_role").asText();
    }
}
