package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Policies that were signed judge live exceptions unseen before they go live.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShadowTest {
    private World world;
    private Path data;
    private int version;
    private int atLeast;
    private int number;

    @BeforeAll
    void start(@TempDir Path data) {
        this.data = data;
        world = new World(data);
        var first = propose(90, "");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        atLeast = 90;
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    /// Policies that let an exception go ahead where records are kept for at least so many days.
    private World.Answer propose(int days, String shadow) {
        version++;
        var body = World.JSON.createObjectNode().put("why", "the auditors asked for it in October");
        body.putObject("files")
                .put(
                        "retention.yaml",
                        """
                        name: retention
                        version: "%d"
                        owner: compliance_liaison
                        scope: {categories: [policy_violation]}
                        rule:
                          match:
                            - condition: retention_days >= %d
                              output: "'approve'"
                        """
                                .formatted(version, days));
        if (!shadow.isEmpty()) {
            try {
                body.set("shadow", World.JSON.readTree(shadow));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return world.post("pam", "/v1/policies", body.toString());
    }

    /// @return the change's id, signed by everybody
    private String watched(int days, String shadow) {
        var proposed = propose(days, shadow);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        var id = proposed.body().path("change").asText();
        world.sign(id);
        assertThat(change(id).path("state").asText()).isEqualTo("shadow");
        return id;
    }

    private JsonNode change(String id) {
        return world.get("pam", "/v1/changes/" + id).body();
    }

    private World.Answer raise(String id, int days) {
        return world.post(
                "fay",
                "/v1/exceptions",
                """
                {"id": "%s", "title": "Retention of the parcel log", "category": "policy_violation",
                 "facts": {"retention_days": %d}}
                """
                        .formatted(id, days));
    }

    private String outcome(int days) {
        return raise("n-" + number++, days).body().at("/results/0/outcome").asText();
    }

    private String ledger(String action) {
        return world.get("cleo", "/v1/ledger/entries?action=" + action).text();
    }

    @Test
    @Requirement({"E43", "E44"})
    void whatStaysWithinItsLimitGoesLiveByItselfAlsoAfterARestart() {
        var id = watched(atLeast + 10, "{\"cases\": 3, \"limit\": 0.34}");
        var between = atLeast + 5;

        assertThat(raise("within-1", between).body().at("/results/0/outcome").asText())
                .as("it decides nothing")
                .isEqualTo("covered");
        assertThat(change(id).at("/shadow/differed").asInt()).isEqualTo(1);
        world.restart(data);
        raise("within-1", between);
        raise("within-2", 1);
        raise("within-2", 2);
        assertThat(change(id).at("/shadow/watched").asInt()).as("each once").isEqualTo(2);
        assertThat(change(id).path("state").asText()).isEqualTo("shadow");
        raise("within-3", 900);
        world.server.runDue();

        var after = change(id);
        assertThat(after.path("state").asText()).as(after.toString()).isEqualTo("in_force");
        assertThat(after.at("/shadow/said").asText())
                .isEqualTo("1 of the 3 watched cases came out differently");
        atLeast += 10;
        assertThat(outcome(between)).isEqualTo("created");
        assertThat(ledger("change.shadow-began")).contains(id, "\"limit\":\"0.34\"");
        assertThat(ledger("change.shadow-passed")).contains(id);
        assertThat(ledger("change.came-into-force"))
                .contains(id, "\"watched\":3", "\"differed\":1");
        var cases = world.get("max", "/v1/changes/" + id + "/shadow").body().path("cases");
        assertThat(cases).hasSize(3);
        assertThat(cases.path(0).path("subject").asText()).isEqualTo("fay within-1");
        assertThat(cases.path(0).path("live").asText()).isEqualTo("approve");
        assertThat(cases.path(0).path("would").asText()).isEqualTo("escalate");
    }

    @Test
    @Requirement("E44")
    void whatGoesAboveItsLimitStopsAndWhoProposedAndSignedItAreTold() {
        var id = watched(atLeast + 10, "{\"cases\": 2, \"limit\": 0}");
        assertThat(outcome(atLeast + 5)).isEqualTo("covered");
        assertThat(outcome(1)).isEqualTo("created");

        world.server.runDue();

        var after = change(id);
        assertThat(after.path("state").asText()).isEqualTo("stopped");
        assertThat(after.at("/shadow/said").asText())
                .isEqualTo(
                        "1 of the 2 watched cases came out differently, more than the limit of 0"
                                + " %");
        assertThat(outcome(atLeast + 5)).as("nothing changed").isEqualTo("covered");
        assertThat(ledger("change.shadow-stopped")).contains(id, "more than the limit");
        for (var person : List.of("pam", "max", "sam")) {
            assertThat(Session.of(world, person).get("/home").text())
                    .contains("was stopped in shadow: 1 of the 2 watched cases");
        }
        assertThat(Session.of(world, "fay").get("/home").text()).doesNotContain("in shadow");
        var page = Session.of(world, "max").get("/changes/" + id).text();
        assertThat(page)
                .contains("2 of 2 cases watched, 1 came out differently (50 %), limit 0 %")
                .contains("goes ahead", "a person decides", "no policy speaks of it");
        assertThat(Session.of(world, "fay").get("/changes/" + id).text())
                .contains("2 of 2 cases watched")
                .doesNotContain("no policy speaks of it");
        var csv = world.get("max", "/changes/" + id + "/shadow.csv");
        assertThat(csv.text().lines().toList())
                .hasSize(3)
                .first()
                .isEqualTo("at,what,case,live,would,differs,because");
        assertThat(world.get("fay", "/changes/" + id + "/shadow.csv").status()).isEqualTo(403);
        assertThat(world.get("fay", "/v1/changes/" + id + "/shadow").status()).isEqualTo(403);
    }

    @Test
    void whatSeesTooFewCasesInItsTimeStops() {
        var id = watched(atLeast + 10, "{\"cases\": 5, \"limit\": 1, \"days\": 2}");
        outcome(1);
        world.clock.tick(Duration.ofDays(2).minusMinutes(1));
        world.server.runDue();
        assertThat(change(id).path("state").asText()).isEqualTo("shadow");

        world.clock.tick(Duration.ofMinutes(2));
        world.server.runDue();

        assertThat(change(id).path("state").asText()).isEqualTo("stopped");
        assertThat(change(id).at("/shadow/said").asText())
                .isEqualTo("only 1 of 5 cases came in 2 days");
    }

    @Test
    void whatElseComesIntoForceMeanwhileVoidsIt() {
        var id = watched(atLeast + 10, "{\"cases\": 5, \"limit\": 1}");
        var other = propose(atLeast + 20, "").body().path("change").asText();
        world.sign(other);
        atLeast += 20;

        world.server.runDue();

        assertThat(change(id).path("state").asText()).isEqualTo("stopped");
        assertThat(change(id).at("/shadow/said").asText())
                .contains("something else came into force meanwhile", "propose it anew");
        assertThat(change(other).path("state").asText()).isEqualTo("in_force");
    }

    @Test
    @Requirement("E44")
    void anApproverMayLetItGoLiveEarlyInWritingAndNobodyElse() {
        var id = watched(atLeast + 10, "{\"cases\": 50, \"limit\": 0.05}");
        var live = "/v1/changes/" + id + "/shadow/live";
        var why = "{\"justification\":\"the regulator's deadline is tonight, see letter 14\"}";

        assertThat(world.post("pam", live, why).status()).as("who proposed it").isEqualTo(403);
        assertThat(world.post("fay", live, why).status()).isEqualTo(403);
        assertThat(world.post("max", live, "{\"justification\":\"fine\"}").status()).isEqualTo(422);
        assertThat(change(id).path("state").asText()).isEqualTo("shadow");
        var done = world.post("max", live, why);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.body().path("state").asText()).isEqualTo("in_force");
        assertThat(done.body().at("/shadow/ended_by").asText()).isEqualTo("max");
        assertThat(outcome(atLeast + 5)).isEqualTo("created");
        atLeast += 10;
        assertThat(ledger("change.shadow-cut-short"))
                .contains(id, "\"actor\":\"max\"", "\"cases\":50", "\"watched\":0");
        assertThat(world.post("max", live, why).status()).isEqualTo(409);
    }

    @Test
    void withoutALimitAnApproverLooksAndMayStopIt() {
        var id = watched(atLeast + 10, "{\"cases\": 1}");
        outcome(1);
        world.server.runDue();

        assertThat(change(id).path("state").asText()).isEqualTo("shadow");
        assertThat(Session.of(world, "sam").get("/home").text())
                .contains("was watched long enough: look at the figures");
        var max = Session.of(world, "max");
        var refused =
                max.form("/changes/" + id, "/changes/" + id + "/shadow/stop", "why", "no good");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("needs 20 to 2000", "no good");
        var stopped =
                max.form(
                        "/changes/" + id,
                        "/changes/" + id + "/shadow/stop",
                        "why",
                        "one case says nothing about the other teams");
        assertThat(stopped.text()).contains("by Max Manager: one case says nothing");
        assertThat(change(id).path("state").asText()).isEqualTo("stopped");
    }

    @Test
    void anOverturnedApprovalStopsIt() {
        var id = watched(atLeast + 10, "{\"cases\": 1, \"limit\": 1}");
        var caseId = change(id).path("case").asText();
        var seen = world.get("max", "/v1/cases/" + caseId).body().path("version").asInt();

        var overturned =
                world.post(
                        "lea",
                        "/v1/cases/" + caseId + "/overturn",
                        "{\"version\":%d,\"justification\":\"%s\"}".formatted(seen, World.WHY));
        outcome(1);
        world.server.runDue();

        assertThat(overturned.status()).as(overturned.text()).isEqualTo(200);
        assertThat(change(id).path("state").asText()).isEqualTo("stopped");
        assertThat(change(id).at("/shadow/watched").asInt()).isZero();
        assertThat(change(id).at("/shadow/said").asText()).contains("overturned");
    }

    @Test
    void saysWhatIsWrongWithAShadow() {
        var none = propose(atLeast + 1, "{\"cases\": 0}");
        var odd = propose(atLeast + 1, "{\"cases\": 5, \"percent\": 5}");
        var text = propose(atLeast + 1, "{\"cases\": 5, \"limit\": \"5 %\"}");

        assertThat(none.status()).isEqualTo(422);
        assertThat(none.text()).contains("to watch 0 cases", "1 to 10000");
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.text()).contains("`shadow` has no `percent`");
        assertThat(text.status()).isEqualTo(400);
    }
}
