package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Learners get one message a day in Slack; against a stand-in that speaks its wire format.
class DailyMessageTest {
    private final SlackStandIn slack = new SlackStandIn();
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        slack.member(SlackTest.id("fay"), "fay@world.example");
        world = SlackTest.world(data, slack);
        Term.open(world);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
        slack.close();
        assertThat(slack.faults()).isEmpty();
    }

    private void goTo(String instant) {
        world.clock.tick(Duration.between(world.clock.instant(), Instant.parse(instant)));
        world.server.runDue();
        world.server.runDue();
        world.server.chatDue();
    }

    private java.util.List<SlackStandIn.Posted> fay() {
        return slack.directs(SlackTest.id("fay"));
    }

    private String last(String person) {
        return world.get(person, "/v1/calendar/chat").body().path("last").asText();
    }

    @Test
    @Requirement("P40")
    void oneMessageADaySaysWhatIsDueOutsideQuietHours() {
        // Friday: fay has joined, and the first session is on Monday.
        goTo("2026-11-20T15:00:00Z");
        assertThat(fay()).hasSize(1);
        assertThat(fay().getFirst().shows("What is near on Friday 20 November")).isTrue();
        assertThat(fay().getFirst().shows("Part 1 starts 23 Nov 09:00 CET, Room 4")).isTrue();
        assertThat(fay().getFirst().shows("You are in November")).isTrue();
        assertThat(fay().getFirst().shows(world.base + "/learn/sessions/")).isTrue();
        assertThat(last("fay")).contains("in Slack");

        // At the weekend nothing, and on Monday at eight, not before.
        goTo("2026-11-22T12:00:00Z");
        goTo("2026-11-23T06:55:00Z");
        assertThat(fay()).hasSize(1);
        goTo("2026-11-23T07:01:00Z");
        assertThat(fay()).hasSize(2);
        assertThat(fay().get(1).shows("Part 1 starts 09:00 CET")).isTrue();
        // What was told once is not told again.
        assertThat(fay().get(1).shows("You are in November")).isFalse();

        // Once a day.
        goTo("2026-11-23T15:00:00Z");
        assertThat(fay()).hasSize(2);

        // Off is off, until it is turned on again.
        world.post("fay", "/v1/calendar/chat", "{\"on\":false}");
        goTo("2026-11-24T07:01:00Z");
        assertThat(fay()).hasSize(2);
        var page = Session.of(world, "fay");
        assertThat(page.get("/learn/calendar").text()).contains("You get no messages in chat");
        page.form("/learn/calendar", "/learn/calendar/chat", "do", "on");
        goTo("2026-11-24T07:05:00Z");
        assertThat(fay()).hasSize(3);
    }

    @Test
    @Requirement("P40")
    void whatSlackDoesNotTakeIsTriedAgainSeenAndNeverTwice() {
        slack.weather(SlackStandIn.Weather.DOWN);
        goTo("2026-11-20T15:00:00Z");
        goTo("2026-11-20T15:05:00Z");
        assertThat(fay()).isEmpty();
        assertThat(last("fay")).contains("not sent yet", "tried again");
        assertThat(world.get("pam", "/v1/messages/undelivered").text())
                .contains("\"person\":\"fay\"");
        assertThat(world.get("fay", "/v1/messages/undelivered").status()).isEqualTo(403);

        // It arrives, and its answer is lost: it is looked up, not sent again.
        slack.weather(SlackStandIn.Weather.LOSES_ANSWERS);
        goTo("2026-11-20T15:20:00Z");
        assertThat(fay()).hasSize(1);
        slack.weather(SlackStandIn.Weather.FINE);
        for (var minute = 22; minute < 40; minute += 3) {
            goTo("2026-11-20T15:%02d:00Z".formatted(minute));
        }
        assertThat(fay()).hasSize(1);
        assertThat(last("fay")).contains("The last one came", "in Slack");
    }

    @Test
    void whoSlackDoesNotKnowMissesNothingOnceItDoes() {
        goTo("2026-11-20T15:00:00Z");
        assertThat(last("finn"))
                .contains(
                        "could not be sent",
                        "nobody in Slack has the address `finn@world.example`");
        slack.member(SlackTest.id("finn"), "finn@world.example");
        // Whom Slack did not know is asked for again after a while.
        goTo("2026-11-23T07:01:00Z");
        var finn = slack.directs(SlackTest.id("finn"));
        assertThat(finn).hasSize(1);
        assertThat(finn.getFirst().shows("You are in November")).isTrue();
        assertThat(world.get("pam", "/v1/messages/undelivered").text())
                .doesNotContain("\"person\":\"finn\"");
    }

    @Test
    @Requirement({"A18", "P40"})
    void whoIsErasedIsSentNothingAndNothingOfItIsKept() {
        slack.weather(SlackStandIn.Weather.DOWN);
        goTo("2026-11-20T15:00:00Z");
        assertThat(world.get("pam", "/v1/messages/undelivered").text())
                .contains("\"person\":\"fay\"");
        var erased =
                world.post(
                        "cleo",
                        "/v1/erasures",
                        "{\"id\":\"fay\",\"reason\":\"asked for by letter on 3 November\","
                                + "\"confirmation\":\"fay\"}");
        assertThat(erased.status()).isEqualTo(201);
        assertThat(world.get("pam", "/v1/messages/undelivered").text())
                .doesNotContain("\"person\":\"fay\"");
        slack.weather(SlackStandIn.Weather.FINE);
        goTo("2026-11-20T15:20:00Z");
        goTo("2026-11-23T09:00:00Z");
        assertThat(fay()).isEmpty();
    }
}
