package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the policies in force say of exceptions, and how they change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyInForceTest {
    private static final String RETENTION =
            """
            name: retention
            version: "1"
            owner: compliance_liaison
            scope: {categories: [policy_violation]}
            priority: 50
            action: enforce
            exception: {kind: time_limited, max_days: 60}
            rule:
              match:
                - condition: "'personal' in data_classes && retention_days > 365"
                  output: "'deny'"
                  explanation: "'a year is the most'"
                - condition: retention_days >= 90
                  output: "'approve'"
                  explanation: "'long enough for an auditor'"
            """;

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
        var first = put(Map.of("retention.yaml", RETENTION));
        assertThat(first.status()).as(first.text()).isEqualTo(201);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer put(Map<String, String> files) {
        var body = World.JSON.createObjectNode().put("why", "the auditors asked for it in October");
        body.set("files", World.JSON.valueToTree(files));
        return world.post("pam", "/v1/policies", body.toString());
    }

    private World.Answer raise(String id, String facts) {
        return world.post(
                "fay",
                "/v1/exceptions",
                """
                {"id": "%s", "title": "Retention of the parcel log", "category": "policy_violation",
                 "service": "parcels", "team": "east", "facts": %s}
                """
                        .formatted(id, facts));
    }

    private static String caseOf(World.Answer raised) {
        return raised.body().at("/results/0/case").asText();
    }

    @Test
    @Requirement({"P65", "P66"})
    void theVerdictAndItsReasonAreOnTheCaseAndAPersonStillDecides() {
        var id =
                caseOf(
                        raise(
                                "long",
                                "{\"retention_days\": 700, \"data_classes\": [\"personal\"]}"));

        var c = world.get("max", "/v1/cases/" + id).body();

        assertThat(c.path("state").asText()).isEqualTo("open");
        assertThat(c.path("because").toString())
                .contains("deny: `retention/1` fits because", "a year is the most");
        assertThat(c.at("/exception/verdict").asText()).isEqualTo("deny");
        var why = world.get("max", "/policies/why/" + id).text();
        assertThat(why).contains("What suffices", "What would change it", "retention_days");
        assertThat(world.get("finn", "/policies/why/case-nowhere").status()).isEqualTo(404);
        assertThat(world.get("sam", "/policies/why/" + id).status()).isEqualTo(404);
        assertThat(world.decide("max", id, "approve", "").status()).isEqualTo(200);
    }

    @Test
    void whatAPolicyLetsGoAheadTakesNobodysTimeAndIsOnTheRecord() {
        var raised = raise("fine", "{\"retention_days\": 120}");

        assertThat(raised.status()).isEqualTo(200);
        assertThat(raised.body().at("/results/0/outcome").asText()).isEqualTo("covered");
        assertThat(raised.body().at("/results/0/why").asText()).contains("long enough");
        assertThat(
                        raise("fine", "{\"retention_days\": 120}")
                                .body()
                                .at("/results/0/outcome")
                                .asText())
                .isEqualTo("duplicate");
        var stranger =
                world.post(
                        "finn",
                        "/v1/exceptions",
                        "{\"source\":\"fay\",\"id\":\"fine\",\"title\":\"x\",\"category\":"
                                + "\"policy_violation\",\"facts\":{\"retention_days\":99}}");
        assertThat(stranger.text()).contains("belong to somebody else's exception");
        assertThat(world.get("cleo", "/v1/ledger/entries?action=exception.let-go").text())
                .contains("retention@1");
    }

    @Test
    void aFactThatNoPolicyKnowsIsNamed() {
        var refused = raise("odd", "{\"retention_dais\": 120}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("unknown attribute `retention_dais`");
    }

    @Test
    @Requirement({"P68", "E44"})
    void aChangeIsTriedOnThePastSignedInOrderAndReviewed() {
        raise("past", "{\"retention_days\": 95}");
        world.clock.tick(Duration.ofDays(4));
        var stricter = RETENTION.replace("retention_days >= 90", "retention_days >= 100");

        var same = put(Map.of("retention.yaml", stricter));
        var proposed =
                put(Map.of("retention.yaml", stricter.replace("version: \"1\"", "version: \"2\"")));

        assertThat(same.status()).isEqualTo(422);
        assertThat(same.text()).contains("still calls itself version `1`");
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        assertThat(proposed.body().path("words").toString())
                .contains("version `1` to `2`", "approve → escalate", "east")
                .as("the solver's own case")
                .contains("for example {", "retention_days=9");
        world.sign(proposed.body().path("change").asText());
        assertThat(
                        raise("after", "{\"retention_days\": 95}")
                                .body()
                                .at("/results/0/outcome")
                                .asText())
                .isEqualTo("created");
        world.clock.tick(Duration.ofDays(4));
        var review = world.get("max", "/v1/policies/review").body();
        assertThat(review.at("/policies/0/versions")).as(review.toString()).hasSize(2);
        assertThat(review.at("/policies/0/sentence").asText()).contains("exceptions since `2`");
    }

    @Test
    @Requirement("P68")
    void feedbackIsAnsweredByAVersionAndByItsOwnerOnly() {
        var asked =
                world.post(
                        "fay",
                        "/v1/policies/feedback",
                        "{\"policy\":\"retention\",\"text\":\"test systems need no year of logs at"
                                + " all, only the last week\"}");
        var id = asked.body().path("feedback").asText();
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);

        var answer = "{\"version\":\"3\",\"text\":\"test systems are left out from then on\"}";
        assertThat(world.post("max", "/v1/policies/feedback/" + id + "/answer", answer).status())
                .isEqualTo(403);
        assertThat(world.post("cleo", "/v1/policies/feedback/" + id + "/answer", answer).status())
                .isEqualTo(200);
        assertThat(world.post("cleo", "/v1/policies/feedback/" + id + "/answer", answer).status())
                .isEqualTo(409);
        assertThat(world.get("fay", "/v1/policies/feedback").text())
                .contains("\"answered_by_version\":\"3\"");
        var vague =
                world.post(
                        "fay",
                        "/v1/policies/feedback",
                        "{\"policy\":\"retention\",\"text\":\"bad rule\"}");
        assertThat(vague.status()).isEqualTo(422);
    }

    @Test
    void brokenPoliciesAreRefusedWithTheirPlaceAndNothingChanges() {
        var before = world.get("pam", "/v1/policies").body().path("bundle").asText();

        var broken =
                put(Map.of("retention.yaml", RETENTION.replace("retention_days >=", "day >=")));
        var notAllowed = world.post("fay", "/v1/policies", "{\"files\":{\"a.yaml\":\"name: a\"}}");

        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text()).contains("retention.yaml:");
        assertThat(notAllowed.status()).isEqualTo(403);
        assertThat(world.get("pam", "/v1/policies").body().path("bundle").asText())
                .isEqualTo(before);
    }
}
