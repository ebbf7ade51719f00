package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Learners get one message a day from the bot in Teams; against a stand-in of the Bot Connector.
class TeamsDailyMessageTest {
    private TeamsStandIn teams;
    private World world;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        teams = new TeamsStandIn();
        world =
                new World(
                        data,
                        "both",
                        Duration.ZERO,
                        config -> config.withChat(TeamsTest.settings(teams)));
        Term.open(world);
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
        teams.close();
    }

    private void goTo(String instant) {
        world.clock.tick(Duration.between(world.clock.instant(), Instant.parse(instant)));
        world.server.runDue();
        world.server.runDue();
        world.server.chatDue();
    }

    private List<TeamsStandIn.Activity> to(String member) {
        return teams.activities().stream()
                .filter(a -> a.conversation().equals("a:" + member))
                .toList();
    }

    @Test
    @Requirement("P40")
    void aMemberOfTheTeamIsWrittenToAlone() {
        teams.member("29:fay", "fay@world.example", "user");
        goTo("2026-11-20T15:00:00Z");
        assertThat(to("29:fay")).hasSize(1);
        var card = to("29:fay").getFirst().card().toString();
        assertThat(card)
                .contains("What is near on Friday 20 November", "Part 1 starts 23 Nov 09:00 CET")
                .contains(world.base + "/learn/");
        assertThat(world.get("fay", "/v1/calendar/chat").body().path("last").asText())
                .contains("in Teams");
        assertThat(teams.activities()).hasSize(1);

        goTo("2026-11-20T16:00:00Z");
        assertThat(to("29:fay")).hasSize(1);
    }

    @Test
    @Requirement("P40")
    void aGuestWithTheSameAddressAndWhoIsNoMemberAreNotWrittenTo() {
        teams.member("29:guest", "fay@world.example", "guest");
        goTo("2026-11-20T15:00:00Z");
        assertThat(teams.activities()).isEmpty();
        assertThat(world.get("pam", "/v1/messages/undelivered").text())
                .contains("\"person\":\"fay\"");
    }
}
