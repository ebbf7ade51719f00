package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatSettings;
import dev.countersign.testing.Requirement;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Exceptions in Teams: the same desk behind Adaptive Cards.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamsTest {
    private static final String ISSUER = "https://api.botframework.com";
    private final BlockingQueue<Boolean> never = new LinkedBlockingQueue<>();
    private TeamsStandIn teams;
    private World world;

    static ChatSettings settings(TeamsStandIn teams) {
        return ChatSettings.from(
                Map.of(
                        "COUNTERSIGN_TEAMS_APP_ID",
                        TeamsStandIn.APP,
                        "COUNTERSIGN_TEAMS_APP_PASSWORD",
                        "teams-secret",
                        "COUNTERSIGN_TEAMS_TENANT",
                        TeamsStandIn.TENANT,
                        "COUNTERSIGN_TEAMS_SERVICE_URL",
                        teams.url(),
                        "COUNTERSIGN_TEAMS_CONVERSATION",
                        TeamsStandIn.CONVERSATION,
                        "COUNTERSIGN_TEAMS_LOGIN",
                        teams.url(),
                        "COUNTERSIGN_TEAMS_KEYS",
                        teams.url() + "/openid",
                        "COUNTERSIGN_TEAMS_REGION",
                        "eu-west-1"));
    }

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        teams = new TeamsStandIn();
        teams.member("29:max", "max@world.example", "user");
        teams.member("29:pam", "pam@world.example", "user");
        teams.member("29:guest", "max@world.example", "guest");
        world = new World(data, "both", Duration.ZERO, config -> config.withChat(settings(teams)));
    }

    @AfterAll
    void stop() throws Exception {
        world.close();
        teams.close();
    }

    private String raise(String id, String category) {
        world.clock.tick(Duration.ofMinutes(2));
        var taken =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        ("{\"id\":\"%s\",\"severity\":\"P3\",\"category\":\"%s\",\"service\":\"billing\","
                                        + "\"rule\":\"log-retention\",\"recommendation\":\"keep 30 days\"}")
                                .formatted(id, category));
        return taken.body().at("/results/0/case").asText();
    }

    private void until(BooleanSupplier holds) throws InterruptedException {
        for (var i = 0; i < 600 && !holds.getAsBoolean(); i++) {
            world.clock.tick(Duration.ofSeconds(1));
            world.server.chatDue();
            never.poll(50, TimeUnit.MILLISECONDS);
        }
        assertThat(holds.getAsBoolean()).as("the channel holds " + teams.activities()).isTrue();
    }

    private TeamsStandIn.Activity card(String caseId) {
        return teams.activities().stream()
                .filter(a -> a.conversation().equals(TeamsStandIn.CONVERSATION))
                .filter(a -> a.card().toString().contains(caseId))
                .findFirst()
                .orElse(null);
    }

    private ObjectNode invoke(String member, String verb, ObjectNode data) {
        var out = World.JSON.createObjectNode().put("type", "invoke").put("id", "f:1");
        out.put("name", "adaptiveCard/action").put("channelId", "msteams");
        out.put("serviceUrl", teams.url());
        out.putObject("from").put("id", member).put("aadObjectId", "aad-" + member);
        out.putObject("conversation")
                .put("id", TeamsStandIn.CONVERSATION)
                .put("tenantId", TeamsStandIn.TENANT);
        var action = out.putObject("value").putObject("action");
        action.put("type", "Action.Execute").put("verb", verb).set("data", data);
        return out;
    }

    private String token() throws Exception {
        return teams.token(teams.key(), ISSUER, TeamsStandIn.APP, teams.url(), soon());
    }

    private Instant soon() {
        return world.clock.instant().plusSeconds(600);
    }

    private World.Answer send(JsonNode activity, String token) {
        return world.send(
                HttpRequest.newBuilder(URI.create(world.base + "/chat/teams/messages"))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(activity.toString()))
                        .build());
    }

    private static ObjectNode data(String caseId) {
        return World.JSON.createObjectNode().put("case", caseId);
    }

    private JsonNode review(String member, String caseId) throws Exception {
        return send(invoke(member, "review", data(caseId)), token()).body().path("value");
    }

    /// What the form's Decide button sends: its own data and what was typed.
    private static ObjectNode filled(JsonNode form, Map<String, String> typed) {
        for (var action : form.path("actions")) {
            if (action.path("verb").asText().equals("decide")) {
                var out = (ObjectNode) action.path("data").deepCopy();
                typed.forEach(out::put);
                return out;
            }
        }
        return World.JSON.createObjectNode();
    }

    @Test
    @Requirement("P52")
    void aCardIsReviewedAndDecidedAndSaysByWhom() throws Exception {
        var caseId = raise("t-1", "operational_override");
        until(() -> card(caseId) != null);
        assertThat(card(caseId).card().toString())
                .contains("billing", "log-retention", "keep 30 days", "Action.Execute");

        var form = review("29:max", caseId);
        assertThat(form.toString()).contains("Input.ChoiceSet", "justification", "keep 30 days");
        var vague =
                send(
                        invoke(
                                "29:max",
                                "decide",
                                filled(form, Map.of("decision", "deny", "justification", "ok"))),
                        token());
        assertThat(vague.text()).contains("2 characters", "Attention");
        var told = filled(form, Map.of("decision", "deny", "justification", SlackTest.WHY));
        for (var i = 0; i < 3; i++) {
            assertThat(send(invoke("29:max", "decide", told), token()).text())
                    .contains("on the record");
        }

        var decided = world.get("max", "/v1/cases/" + caseId).body();
        assertThat(decided.path("state").asText()).isEqualTo("denied");
        assertThat(decided.path("decisions")).hasSize(1);
        assertThat(decided.at("/decisions/0/approver").asText()).isEqualTo("max");
        until(() -> card(caseId).card().toString().contains("Denied by Max Manager"));
        assertThat(card(caseId).card().toString()).doesNotContain("Action.Execute");
        until(() ->
                teams.activities().stream()
                        .anyMatch(a ->
                                a.conversation().endsWith(";messageid=" + card(caseId).id())
                                        && a.card().toString().contains("denied it")));
    }

    @Test
    void whoeverIsNotTheBotFrameworkIsRefused() throws Exception {
        var caseId = raise("t-2", "operational_override");
        var form = review("29:max", caseId);
        var told = filled(form, Map.of("decision", "deny", "justification", SlackTest.WHY));
        var activity = invoke("29:max", "decide", told);
        var forged = TeamsStandIn.key("published");
        var tokens =
                List.of(
                        "none",
                        teams.token(forged, ISSUER, TeamsStandIn.APP, teams.url(), soon()),
                        teams.token(
                                TeamsStandIn.key("other"),
                                ISSUER,
                                TeamsStandIn.APP,
                                teams.url(),
                                soon()),
                        teams.token(
                                teams.key(),
                                "https://evil.example",
                                TeamsStandIn.APP,
                                teams.url(),
                                soon()),
                        teams.token(teams.key(), ISSUER, "another-bot", teams.url(), soon()),
                        teams.token(
                                teams.key(),
                                ISSUER,
                                TeamsStandIn.APP,
                                "https://evil.example",
                                soon()),
                        teams.token(
                                teams.key(),
                                ISSUER,
                                TeamsStandIn.APP,
                                teams.url(),
                                world.clock.instant().minusSeconds(301)));

        assertThat(tokens).allSatisfy(t -> assertThat(send(activity, t).status()).isEqualTo(401));
        assertThat(world.get("max", "/v1/cases/" + caseId).body().path("decisions")).isEmpty();
    }

    @Test
    void guestsOtherTenantsAndWhoeverAskedDecideNothing() throws Exception {
        var caseId = raise("t-3", "operational_override");
        var form = review("29:max", caseId);
        var told = filled(form, Map.of("decision", "approve", "justification", SlackTest.WHY));

        assertThat(send(invoke("29:guest", "decide", told), token()).text()).contains("Guests");
        assertThat(send(invoke("29:nobody", "decide", told), token()).text()).contains("Guests");
        var elsewhere = invoke("29:max", "decide", told);
        ((ObjectNode) elsewhere.path("conversation")).put("tenantId", "another");
        assertThat(send(elsewhere, token()).text()).contains("Guests");
        assertThat(send(invoke("29:pam", "decide", told), token()).text())
                .contains("Not yours to decide");
        assertThat(world.get("max", "/v1/cases/" + caseId).body().path("decisions")).isEmpty();
    }

    @Test
    void aWorkflowAloneGetsCardsThatLinkToThePage(@TempDir Path data) throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("COUNTERSIGN_TEAMS_WORKFLOW_URL", teams.url() + "/workflow");
        environment.put("COUNTERSIGN_TEAMS_REGION", "eu-west-1");
        var settings = ChatSettings.from(environment);
        try (var other =
                new World(data, "both", Duration.ZERO, config -> config.withChat(settings))) {
            var taken =
                    other.post(
                            "pam",
                            "/v1/exceptions",
                            "{\"id\":\"wf\",\"severity\":\"P3\",\"category\":\"rollback\",\"rule\":\"r\"}");
            var caseId = taken.body().at("/results/0/case").asText();
            for (var i = 0; i < 600 && teams.byWorkflow() == 0; i++) {
                other.server.chatDue();
                never.poll(50, TimeUnit.MILLISECONDS);
            }

            var sent =
                    teams.activities().stream()
                            .filter(a -> a.conversation().equals("workflow"))
                            .map(a -> a.card().toString())
                            .toList();
            assertThat(sent).isNotEmpty();
            assertThat(sent.getFirst())
                    .contains("/cases/" + caseId, "Action.OpenUrl")
                    .doesNotContain("Action.Execute");
            var unmounted =
                    other.send(
                            HttpRequest.newBuilder(URI.create(other.base + "/chat/teams/messages"))
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build());
            assertThat(unmounted.status()).isEqualTo(404);
        }
    }
}
