package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Work is given out, and every figure knows to whom and whether it was finished.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssignmentTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private String raise(String id) {
        var body =
                "{\"id\":\"%s\",\"category\":\"config_conflict\",\"severity\":\"P4\",\"service\":\"cart\",\"rule\":\"two-limits\",\"title\":\"Two limits\"}"
                        .formatted(id);
        return world.post("pam", "/v1/exceptions", body).body().at("/results/0/case").asText();
    }

    @Test
    @Requirement({"P39", "P78"})
    void whatIsGivenIsCountedUntilItIsFinished() {
        var done = raise("a-1");
        var passed = raise("a-2");
        var others = raise("a-3");
        for (var id : java.util.List.of(done, passed, others)) {
            assertThat(assign("mia", id, "max").status()).isEqualTo(200);
        }
        assertThat(world.get("max", "/work?who=assigned").text()).contains(done, passed, others);

        world.decide(
                "max",
                done,
                "approve",
                ",\"conditions\":{\"third_option\":\"one limit for both, after the sale ends\"}");
        world.decide("max", passed, "escalate", ",\"to\":\"security\"");
        world.decide("mia", others, "deny", "");

        var row = world.get("mia", "/v1/assignments").body().at("/assignments/0");
        assertThat(row.path("person").asText()).isEqualTo("max");
        assertThat(row.path("given").asInt()).isEqualTo(3);
        assertThat(row.path("decided").asInt()).isEqualTo(1);
        assertThat(row.path("passed_on").asInt()).isEqualTo(1);
        assertThat(row.path("by_others").asInt()).isEqualTo(1);
        assertThat(row.path("completed_percent").asInt()).isEqualTo(100);
    }

    private World.Answer assign(String by, String id, String to) {
        return world.post(by, "/v1/cases/" + id + "/assign", "{\"to\":\"" + to + "\"}");
    }

    @Test
    void nobodyIsGivenWhatTheyMayNotDecideAndOnlyLeadsGive() {
        var id = raise("b-1");

        assertThat(assign("mia", id, "pam").status()).isEqualTo(422);
        assertThat(assign("mia", id, "sam").status()).isEqualTo(422);
        assertThat(assign("fay", id, "max").status()).isEqualTo(403);
        assertThat(assign("mia", "case_nope", "max").status()).isEqualTo(404);
        world.decide("max", id, "deny", "");
        assertThat(assign("mia", id, "max").status()).isEqualTo(409);
    }

    @Test
    void allThatWaitsIsSharedOutAfterAPreview() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 6; i++) {
            ids.add(raise("c-" + i));
        }
        var plan = world.get("mia", "/v1/assignments/plan").body();
        assertThat(plan.path("left").toString()).contains("decided too few");

        // Nobody has decided enough for a case on which no policy speaks; a person chooses.
        var give = World.JSON.createObjectNode();
        give.putObject("give").put(ids.get(0), "mia").put(ids.get(1), "mia").put("case_x", "max");
        var shared = world.post("mia", "/v1/assignments", give.toString());

        assertThat(shared.status()).isEqualTo(207);
        assertThat(shared.body().path("given").asInt()).isEqualTo(2);
        assertThat(world.get("max", "/v1/cases/" + ids.get(0)).body().path("assigned_to").asText())
                .isEqualTo("mia");
    }

    @Test
    @Requirement("P59")
    void whatIsAlwaysApprovedIsListedForAPolicyAndWhatIsSometimesDeniedIsNot() {
        for (var i = 0; i < 10; i++) {
            var id = routine("always", i);
            world.decide(i % 2 == 0 ? "max" : "mia", id, "approve", "");
            var sometimes = routine("sometimes", i);
            world.decide(i % 2 == 0 ? "max" : "mia", sometimes, i == 4 ? "deny" : "approve", "");
        }

        var page = world.get("max", "/exceptions").text();
        assertThat(page).contains("10 of 10").contains("up to 26 % (95 %)");
        assertThat(page.substring(page.indexOf("id=\"routine\"")))
                .contains("always")
                .doesNotContain("<code>sometimes");
    }

    private String routine(String rule, int i) {
        var body =
                "{\"id\":\"%s-%d\",\"category\":\"operational_override\",\"service\":\"cart\",\"rule\":\"%s\"}"
                        .formatted(rule, i, rule);
        return world.post("pam", "/v1/exceptions", body).body().at("/results/0/case").asText();
    }
}
