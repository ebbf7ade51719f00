package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.connect.ChatSettings;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Exceptions in Slack: told, decided, escalated; against a stand-in that speaks its wire format.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackTest {
    static final String WHY =
            "checked the retention policy and the owner's ticket for this service";

    private final SlackStandIn slack = new SlackStandIn();
    private World world;
    private SlackUser max;

    static ChatSettings settings(SlackStandIn slack) {
        return ChatSettings.from(
                Map.of(
                        "COUNTERSIGN_SLACK_BOT_TOKEN",
                        SlackStandIn.TOKEN,
                        "COUNTERSIGN_SLACK_SIGNING_SECRET",
                        SlackUser.SECRET,
                        "COUNTERSIGN_SLACK_REGION",
                        "eu-west-1",
                        "COUNTERSIGN_SLACK_API",
                        slack.url()));
    }

    /// A world that talks in Slack.
    static World world(Path data, SlackStandIn slack) {
        return new World(data, "both", Duration.ZERO, config -> config.withChat(settings(slack)));
    }

    static void members(SlackStandIn slack) {
        for (var person : java.util.List.of("max", "mia", "pam", "sam", "fay")) {
            slack.member(id(person), person + "@world.example");
        }
    }

    static String id(String person) {
        return "U0" + person.toUpperCase(java.util.Locale.ROOT) + "001";
    }

    @BeforeAll
    void start(@TempDir Path data) {
        members(slack);
        world = world(data, slack);
        max = new SlackUser(world, slack, id("max"));
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
        slack.close();
    }

    @AfterEach
    void theStandInRefusedNothing() {
        assertThat(slack.faults()).isEmpty();
    }

    private String raise(String id, String category, String severity) {
        // The minute in which only so many cards are sent is over.
        world.clock.tick(Duration.ofMinutes(2));
        var taken =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        ("{\"id\":\"%s\",\"severity\":\"%s\",\"category\":\"%s\",\"service\":\"billing\","
                                        + "\"rule\":\"log-retention\",\"recommendation\":\"keep 30 days\","
                                        + "\"evidence\":{\"retention\":7}}")
                                .formatted(id, severity, category));
        return taken.body().at("/results/0/case").asText();
    }

    private SlackStandIn.Posted card(String caseId) {
        slack.await(world.server::chatDue, () -> found(caseId) != null);
        return found(caseId);
    }

    private SlackStandIn.Posted found(String caseId) {
        return slack.cards().stream().filter(m -> m.shows(caseId)).findFirst().orElse(null);
    }

    private void until(java.util.function.BooleanSupplier holds) {
        slack.await(
                () -> {
                    world.clock.tick(Duration.ofSeconds(1));
                    world.server.chatDue();
                },
                holds);
    }

    private JsonNode shown(String caseId) {
        return world.get("max", "/v1/cases/" + caseId).body();
    }

    @Test
    @Requirement({"P52", "P54", "P57", "P60"})
    void anExceptionFromConftestIsDecidedInChatAndItsCardSaysByWhom() throws IOException {
        world.clock.tick(Duration.ofMinutes(2));
        var conftest =
                "[{\"filename\":\"services/ledger/deploy.yaml\",\"namespace\":\"main\",\"failures\":"
                        + "[{\"msg\":\"Container runs as root\",\"metadata\":{\"query\":\"data.main.deny\"}}]}]";
        var raised = world.post("pam", "/v1/exceptions/conftest", conftest);
        var caseId = raised.body().at("/results/0/case").asText();

        var card = card(caseId);
        assertThat(card.blocks().toString())
                .contains("Container runs as root", "ledger", "policy violation", "P2")
                .contains("data.main.deny", "Recommended", "Due ", "/cases/" + caseId, "Review");

        var form = max.review(SlackUser.value(card.blocks(), "review"));
        assertThat(form.toString())
                .contains("Container runs as root", "data.main.deny", "Evidence");
        assertThat(form.path("blocks").findValuesAsText("block_id"))
                .contains("decision", "justification", "to", "text");
        var answer = max.send(form, SlackUser.decision("approve", WHY));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/response_action").asText()).isEqualTo("update");
        assertThat(answer.text()).contains("with your name and your reason on the record");
        assertThat(shown(caseId).path("state").asText()).isEqualTo("approved");
        assertThat(shown(caseId).at("/decisions/0/approver").asText()).isEqualTo("max");
        assertThat(shown(caseId).at("/decisions/0/justification").asText()).isEqualTo(WHY);
        var entries = world.get("cleo", "/v1/ledger/entries?limit=500&action=case.approved").body();
        assertThat(entries.path("entries").findValuesAsText("subject")).containsOnlyOnce(caseId);

        until(() -> found(caseId).shows("Approved by Max Manager") && !thread(caseId).isEmpty());
        assertThat(SlackUser.value(found(caseId).blocks(), "review")).isEmpty();
        assertThat(thread(caseId)).contains("Max Manager approved it.").doesNotContain(WHY);
    }

    private String thread(String caseId) {
        return slack.thread(found(caseId)).stream()
                .map(SlackStandIn.Posted::text)
                .reduce("", (a, b) -> a + "\n" + b);
    }

    @Test
    @Requirement({"P51", "P56"})
    void nobodyAnswersSoTheThreadMentionsWhoeverIsReachedNext() {
        var caseId = raise("climb-1", "operational_override", "P3");
        card(caseId);
        world.server.runDue();
        until(() -> thread(caseId).contains("<@" + id("max") + ">"));
        assertThat(thread(caseId)).contains("<@" + id("mia") + ">").doesNotContain(id("sam"));

        world.clock.tick(Duration.ofMinutes(125));
        world.server.runDue();
        until(() -> thread(caseId).contains("It is with security now. <@" + id("sam") + ">"));
        until(() -> found(caseId).shows("security"));

        world.clock.tick(Duration.ofMinutes(65));
        world.server.runDue();
        until(() -> thread(caseId).contains("so it counts as denied"));
        until(() -> found(caseId).shows("Nobody decided in time"));
        assertThat(SlackUser.value(found(caseId).blocks(), "review")).isEmpty();
    }

    @Test
    @Requirement({"C19", "P54"})
    void whatIsWrongIsSaidAtItsField() {
        var caseId = raise("fields-1", "customer_exemption", "P3");
        card(caseId);
        var form = max.review(caseId);
        assertThat(form.path("blocks").findValuesAsText("block_id"))
                .contains("c.until", "c.removal_plan");

        var vague = max.send(form, SlackUser.decision("approve", "looks good to me, all fine, ok"));
        assertThat(vague.body().path("response_action").asText()).isEqualTo("errors");
        assertThat(vague.body().at("/errors/justification").asText())
                .contains("says too little")
                .contains("Name the fact you relied on");
        assertThat(vague.body().at("/errors/c.until").asText()).contains("not a day");
        assertThat(vague.body().at("/errors/c.removal_plan").asText()).contains("it needs 20");

        var long1 = max.send(form, SlackUser.decision("deny", "because the owner ".repeat(10_000)));
        assertThat(long1.body().at("/errors/justification").asText()).contains("20 to 2000");
        var nowhere = SlackUser.decision("escalate", WHY);
        nowhere.put("to", "");
        assertThat(max.send(form, nowhere).body().at("/errors/to").asText()).contains("role");
        assertThat(shown(caseId).path("state").asText()).isEqualTo("open");
        assertThat(shown(caseId).path("decisions")).isEmpty();

        var right = SlackUser.decision("approve", WHY);
        right.put("c.until", "2026-12-24");
        right.put("c.removal_plan", "Ops removes the flag with the December release.");
        assertThat(max.send(form, right).text()).contains("on the record");
        assertThat(shown(caseId).at("/decisions/0/conditions/until").asText())
                .isEqualTo("2026-12-24");
    }

    @Test
    void aForgedOldOrReplayedRequestIsRefusedAndNothingIsExecuted() {
        var caseId = raise("forged-1", "config_conflict", "P3");
        card(caseId);
        var form = max.review(caseId);
        var body =
                "payload="
                        + SlackUser.encoded(
                                max.submitted(form, SlackUser.decision("deny", WHY)).toString());
        var now = world.clock.instant();

        var forged = world.send(max.signed("interactivity", body, now, "another secret"));
        var unsigned =
                world.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                world.base + "/chat/slack/interactivity"))
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                                .build());
        var old =
                world.send(
                        max.signed("interactivity", body, now.minusSeconds(301), SlackUser.SECRET));
        var early =
                world.send(
                        max.signed("interactivity", body, now.plusSeconds(301), SlackUser.SECRET));

        assertThat(java.util.List.of(forged, unsigned, old, early))
                .allSatisfy(a -> {
                    assertThat(a.status()).isEqualTo(401);
                    assertThat(a.text()).contains("Not signed by Slack", "remedy");
                });
        assertThat(shown(caseId).path("decisions")).isEmpty();

        var request = max.signed("interactivity", body, now, SlackUser.SECRET);
        assertThat(world.send(request).status()).isEqualTo(200);
        var replayed = world.send(request);
        assertThat(replayed.status()).isEqualTo(409);
        assertThat(replayed.text()).contains("taken before");
        assertThat(shown(caseId).path("decisions")).hasSize(1);
    }

    @Test
    void whatSlackSendsThreeTimesHappensOnce() {
        var caseId = raise("thrice-1", "config_conflict", "P3");
        card(caseId);
        var press = max.pressed("review", caseId, slack.trigger());
        var before = slack.views();
        for (var i = 0; i < 3; i++) {
            assertThat(max.deliver(press, "x-slack-retry-num", "" + i).status()).isEqualTo(200);
        }
        slack.await(() -> {}, () -> slack.views() > before);
        assertThat(slack.views()).isEqualTo(before + 1);

        var form = slack.lastView().orElseThrow();
        var sent =
                max.submitted(
                        form, Map.of("decision", "deny", "justification", WHY, "to", "security"));
        var first = max.deliver(sent);
        var second = max.deliver(sent, "x-slack-retry-num", "1");
        // A double click: another trigger, the same form.
        var third = max.deliver(sent.deepCopy().put("trigger_id", slack.trigger()));
        assertThat(first.body().at("/view/title/text").asText()).isEqualTo("Recorded");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(third.text()).isEqualTo(first.text());
        assertThat(shown(caseId).path("decisions")).hasSize(1);

        var opened = max.homeOpened();
        var published = slack.calls("views.publish");
        for (var i = 0; i < 3; i++) {
            max.event(opened, "x-slack-retry-num", "" + i, "x-slack-retry-reason", "http_timeout");
        }
        slack.await(() -> {}, () -> slack.calls("views.publish") > published);
        var answered =
                max.event(
                        World.JSON
                                .createObjectNode()
                                .put("type", "url_verification")
                                .put("challenge", "c-1"));
        assertThat(answered.body().path("challenge").asText()).isEqualTo("c-1");
    }

    @Test
    void aFormThatIsOutOfDateDecidesNothingAndKeepsWhatWasWritten() {
        var caseId = raise("stale-1", "config_conflict", "P3");
        card(caseId);
        var form = max.review(caseId);
        var mia = new SlackUser(world, slack, id("mia"));
        mia.send(mia.review(caseId), escalation());

        var late = max.send(form, SlackUser.decision("deny", WHY));

        assertThat(late.body().at("/view/title/text").asText()).isEqualTo("It moved on");
        assertThat(late.text()).contains("Nothing was decided", WHY);
        var seen = world.get("cleo", "/v1/cases/" + caseId).body();
        assertThat(seen.path("decisions")).hasSize(1);
        assertThat(seen.path("state").asText()).isEqualTo("open");
        until(() -> thread(caseId).contains("passed it on to security. <@" + id("sam") + ">"));
    }

    @Test
    void whatTheSourceAmendedWasNotShownAndIsNotApproved() {
        var caseId = raise("amended-1", "operational_override", "P3");
        card(caseId);
        var form = max.review(caseId);
        world.post(
                "pam",
                "/v1/exceptions",
                "{\"id\":\"amended-1\",\"severity\":\"P3\",\"category\":\"operational_override\",\"rule\":\"log-retention\","
                        + "\"recommendation\":\"delete everything\"}");

        var late = max.send(form, SlackUser.decision("approve", WHY));

        assertThat(late.body().at("/view/title/text").asText()).isEqualTo("It moved on");
        assertThat(shown(caseId).path("state").asText()).isEqualTo("open");
        until(() -> found(caseId).shows("delete everything"));
    }

    @Test
    void whoeverIsAskedToDecideIsMentioned() {
        var caseId = raise("asked-1", "config_conflict", "P3");
        card(caseId);
        var asked = world.post("mia", "/v1/cases/" + caseId + "/assign", "{\"to\":\"max\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        until(() ->
                thread(caseId).contains("Mia Manager asks for a decision. <@" + id("max") + ">"));
    }

    private static Map<String, String> escalation() {
        var out = SlackUser.decision("escalate", WHY);
        out.put("to", "security");
        return out;
    }

    @Test
    void whoAskedCannotDecideTheirOwnInChatEither() {
        var caseId = raise("own-1", "config_conflict", "P3");
        card(caseId);
        var pam = new SlackUser(world, slack, id("pam"));
        var form = pam.review(caseId);
        assertThat(form.toString()).contains("nobody decides on their own case");
        assertThat(form.has("submit")).isFalse();

        // Somebody else's form, sent as one's own.
        var refused = pam.send(max.review(caseId), SlackUser.decision("approve", WHY));
        assertThat(refused.text()).contains("Not yours to decide");
        assertThat(shown(caseId).path("decisions")).isEmpty();
    }

    @Test
    void whoIsNotKnownIsToldHowToBe() {
        var caseId = raise("unknown-1", "config_conflict", "P3");
        card(caseId);
        slack.member("U0STRANGE1", "nobody@elsewhere.example");
        slack.member("U0FOREIGN1", "max@world.example", "T0ELSEWHERE", true);
        slack.member("U0UNCONF01", "max@world.example", SlackStandIn.TEAM, false);
        var form = max.review(caseId);

        for (var member :
                java.util.List.of("U0STRANGE1", "U0FOREIGN1", "U0UNCONF01", "U0NOBODY01")) {
            var somebody = new SlackUser(world, slack, member);
            assertThat(somebody.review(caseId).toString()).contains("does not know you", member);
            assertThat(somebody.send(form, SlackUser.decision("approve", WHY)).text())
                    .contains("An administrator links it");
            assertThat(somebody.command("").text()).contains("does not know you");
        }
        var foreign = new SlackUser(world, slack, id("max"), "T0ELSEWHERE");
        assertThat(foreign.send(form, SlackUser.decision("approve", WHY)).text())
                .contains("another workspace");
        assertThat(shown(caseId).path("decisions")).isEmpty();
    }

    @Test
    void homeAndCommandShowOnesOwnQueue() {
        var caseId = raise("home-1", "config_conflict", "P1");
        world.clock.tick(Duration.ofSeconds(1));
        max.event(max.homeOpened());
        slack.await(() -> {}, () -> slack.home(id("max")).toString().contains(caseId));
        assertThat(max.command("").text()).contains(caseId, "Review", "ephemeral");

        var before = slack.views();
        max.command(caseId);
        slack.await(() -> {}, () -> slack.views() > before);
        assertThat(slack.lastView().orElseThrow().path("private_metadata").asText())
                .contains(caseId);
        max.send(slack.lastView().orElseThrow(), SlackUser.decision("deny", WHY));
        slack.await(() -> {}, () -> !slack.home(id("max")).toString().contains(caseId));
    }

    @Test
    void whatSomebodyWroteMentionsNobody() {
        world.clock.tick(Duration.ofMinutes(2));
        var raised =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"bell\",\"severity\":\"P3\",\"category\":\"config_conflict\",\"rule\":\"<!channel> & <@U0SAM001>\","
                                + "\"title\":\"<!here> look\",\"recommendation\":\"<!everyone>\"}");
        var caseId = raised.body().at("/results/0/case").asText();
        var card = card(caseId);
        assertThat(card.text()).doesNotContain("<!");
        for (var block : card.blocks()) {
            block.findParents("text").stream()
                    .filter(t -> t.path("type").asText().equals("mrkdwn"))
                    .forEach(t -> assertThat(t.path("text").asText()).doesNotContain("<!", "<@"));
        }
    }
}
