package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.connect.ChatSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slack is away, slow to answer, or has had enough: nothing is lost and nothing is told twice.
class SlackWeatherTest {
    private static final int BURST = Integer.getInteger("countersign.chat.burst", 2_000);

    private final SlackStandIn slack = new SlackStandIn();
    private Path data;
    private World world;

    @BeforeEach
    void start(@TempDir Path folder) {
        data = folder;
        SlackTest.members(slack);
        world = SlackTest.world(data, slack);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(slack.faults()).isEmpty();
        world.close();
        slack.close();
    }

    private List<String> raise(int from, int count) {
        var body = new StringBuilder("[");
        for (var i = from; i < from + count; i++) {
            body.append(i == from ? "" : ",")
                    .append(
                            ("{\"id\":\"w-%d\",\"severity\":\"P3\",\"category\":\"operational_override\","
                                            + "\"service\":\"billing\",\"rule\":\"rule-%d\"}")
                                    .formatted(i, i));
        }
        var taken = world.post("pam", "/v1/exceptions", body + "]");
        assertThat(taken.status()).as(taken.text()).isIn(200, 201);
        return IntStream.range(0, count)
                .mapToObj(i -> taken.body().at("/results/" + i + "/case").asText())
                .toList();
    }

    private long cardsOf(String caseId) {
        return slack.cards().stream().filter(m -> m.shows(caseId)).count();
    }

    private void pass(Duration time) {
        world.clock.tick(time);
        world.server.chatDue();
    }

    @Test
    void anHourWithoutSlackLosesNothingAndDoublesNothing() {
        slack.weather(SlackStandIn.Weather.DOWN);
        var cases = raise(0, 5);
        var settled = cases.getLast();
        slack.await(world.server::chatDue, () -> slack.calls("chat.postMessage") > 0);
        world.decide("max", settled, "deny", "");
        for (var minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
        }
        assertThat(slack.cards()).isEmpty();
        // Asked again and again whether it has them, at growing distances.
        assertThat(slack.calls("chat.postMessage") + slack.calls("conversations.list"))
                .isBetween(5, 60);

        slack.weather(SlackStandIn.Weather.FINE);
        var open = cases.subList(0, 4);
        slack.await(
                () -> pass(Duration.ofSeconds(30)),
                () -> open.stream().allMatch(id -> cardsOf(id) == 1));
        for (var i = 0; i < 20; i++) {
            pass(Duration.ofMinutes(2));
        }
        assertThat(open).allSatisfy(id -> assertThat(cardsOf(id)).isEqualTo(1));
        // It stopped mattering before it could be told.
        assertThat(cardsOf(settled)).isZero();
    }

    @Test
    void aMessageWhoseAnswerWasLostIsFoundAgainAndNotSentTwice() {
        slack.weather(SlackStandIn.Weather.LOSES_ANSWERS);
        var caseId = raise(0, 1).getFirst();
        slack.await(world.server::chatDue, () -> cardsOf(caseId) == 1);
        slack.weather(SlackStandIn.Weather.FINE);

        slack.await(
                () -> pass(Duration.ofSeconds(20)), () -> slack.calls("conversations.history") > 0);
        world.decide("max", caseId, "deny", "");
        slack.await(
                () -> pass(Duration.ofSeconds(20)),
                () -> slack.cards().getFirst().shows("Denied by Max Manager"));

        assertThat(slack.cards()).hasSize(1);
        assertThat(slack.calls("chat.postMessage"))
                .isEqualTo(1 + slack.thread(slack.cards().getFirst()).size());
    }

    @Test
    void aServerThatDiesBetweenSendingAndRecordingSendsNothingTwice() throws IOException {
        slack.weather(SlackStandIn.Weather.LOSES_ANSWERS);
        var caseId = raise(0, 1).getFirst();
        slack.await(world.server::chatDue, () -> cardsOf(caseId) == 1);
        world.server.close();
        slack.weather(SlackStandIn.Weather.FINE);

        try (var again =
                Server.start(
                        Config.embedded(data, 0, world.clock, new SecureRandom())
                                .withChat(SlackTest.settings(slack)))) {
            for (var i = 0; i < 5; i++) {
                world.clock.tick(Duration.ofMinutes(1));
                again.chatDue();
            }
            assertThat(slack.calls("conversations.history")).isPositive();
            assertThat(slack.cards()).hasSize(1);
            assertThat(slack.calls("chat.postMessage")).isEqualTo(slack.messages().size());
        }
    }

    @Test
    void slacksLimitIsHonoured() {
        slack.allows(3);
        var cases = raise(0, 10);
        slack.await(world.server::chatDue, () -> slack.calls("chat.postMessage") == 4);
        for (var i = 0; i < 5; i++) {
            world.server.chatDue();
        }
        // Three seconds were asked for; nothing is tried before they are over.
        assertThat(slack.calls("chat.postMessage")).isEqualTo(4);

        slack.allows(Integer.MAX_VALUE);
        slack.await(
                () -> pass(Duration.ofSeconds(3)),
                () -> cases.stream().allMatch(id -> cardsOf(id) == 1));
        assertThat(slack.cards()).hasSize(10);
    }

    @Test
    void aBurstIsOneMessageThatCountsEveryCaseOnce() {
        var each = Math.min(500, BURST / 4);
        for (var from = 0; from < BURST; from += each) {
            // Whoever sends them hears nothing twice, and sends each again.
            var first = raise(from, each);
            assertThat(raise(from, each)).isEqualTo(first);
            assertThat(raise(from, each)).isEqualTo(first);
            world.clock.tick(Duration.ofSeconds(5));
        }

        slack.await(() -> pass(Duration.ofSeconds(1)), () -> told() == BURST);
        for (var i = 0; i < 30; i++) {
            pass(Duration.ofSeconds(10));
        }

        assertThat(told()).isEqualTo(BURST);
        assertThat(slack.cards()).hasSizeLessThan(200);
        assertThat(slack.cards().stream().filter(m -> m.shows("came in at once"))).hasSize(1);
        var waiting = world.get("max", "/v1/cases?limit=500").body().path("cases");
        assertThat(waiting.size()).isEqualTo(Math.min(500, BURST));
    }

    @Test
    void aChatOutsideTheAllowedRegionsIsSentNothingAndStopsTheNextStart(@TempDir Path elsewhere)
            throws IOException {
        var abroad =
                ChatSettings.from(
                        Map.of(
                                "COUNTERSIGN_SLACK_BOT_TOKEN",
                                SlackStandIn.TOKEN,
                                "COUNTERSIGN_SLACK_SIGNING_SECRET",
                                SlackUser.SECRET,
                                "COUNTERSIGN_SLACK_REGION",
                                "us-east-1",
                                "COUNTERSIGN_SLACK_API",
                                slack.url()));
        var before = slack.cards().size();
        // The playbook that forbids it came into force after this server had started.
        try (var other =
                new World(elsewhere, "both", Duration.ZERO, config -> config.withChat(abroad))) {
            other.post(
                    "pam",
                    "/v1/exceptions",
                    "{\"id\":\"r-1\",\"severity\":\"P3\",\"category\":\"rollback\",\"rule\":\"r\"}");
            for (var i = 0; i < 20; i++) {
                other.clock.tick(Duration.ofMinutes(1));
                other.server.chatDue();
            }
        }
        assertThat(slack.cards()).hasSize(before);
        assertThat(slack.calls("chat.postMessage")).isZero();

        assertThatThrownBy(() ->
                        Server.start(
                                Config.embedded(elsewhere, 0, world.clock, new SecureRandom())
                                        .withChat(abroad)))
                .hasMessageContaining("not starting: Slack is in `us-east-1`");
    }

    /// Cards of their own, and what the burst says that it counts.
    private int told() {
        var told = 0;
        for (var card : slack.cards()) {
            var text = card.blocks().path(0).at("/text/text").asText();
            told +=
                    text.contains("came in at once")
                            ? Integer.parseInt(text.substring(0, text.indexOf(' ')))
                            : 1;
        }
        return told;
    }
}
