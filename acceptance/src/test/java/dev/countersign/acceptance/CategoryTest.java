package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The machine proposes a category; a person sets it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CategoryTest {
    private static final String REVERT =
            "\"title\":\"Orders fail since the last release, roll back to the previous version\"";

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private JsonNode shown(String id) {
        return world.get("max", "/v1/cases/" + id).body();
    }

    private World.Answer put(String person, String id, String category, String subtype) {
        return world.post(
                person,
                "/v1/cases/" + id + "/category",
                "{\"category\":\"%s\",\"subtype\":\"%s\"}".formatted(category, subtype));
    }

    private JsonNode entry(String id) {
        for (var entry :
                world.get("cleo", "/v1/ledger/entries?action=case.categorised&limit=200")
                        .body()
                        .path("entries")) {
            if (entry.toString().contains(id)) {
                return entry;
            }
        }
        return World.JSON.missingNode();
    }

    @Test
    void proposesACategoryAndSetsNone() {
        var id = Uncategorised.raiseUntilJudged(world, "revert", REVERT);

        var c = shown(id);
        assertThat(c.at("/because/1/rule").asText()).isEqualTo("triage");
        assertThat(c.at("/because/1/sentence").asText())
                .matches("looks like `rollback` \\(confidence 0\\.\\d\\d\\); a person confirms");
        assertThat(c.at("/exception/category").asText()).isEmpty();
        var unsure =
                shown(
                        Uncategorised.raiseUntilJudged(
                                world, "odd", "\"title\":\"Blue marmalade sings on Tuesdays\""));
        assertThat(unsure.at("/because/1/sentence").asText()).contains("a person chooses");
        assertThat(unsure.at("/because/1/fact").asText()).isEmpty();
        var told = Uncategorised.raise(world, "told", REVERT + ",\"category\":\"new_requirement\"");
        assertThat(shown(told).path("because")).hasSize(1);
    }

    @Test
    void aPersonSetsItOnceAndTheRecordKeepsWhatTheMachineSaid() {
        var id = Uncategorised.raiseUntilJudged(world, "set", REVERT);

        assertThat(put("pam", id, "rollback", "").status()).isEqualTo(403);
        assertThat(put("fay", id, "rollback", "").status()).isEqualTo(404);
        var mistyped = put("max", id, "roll_back", "");
        assertThat(mistyped.status()).isEqualTo(422);
        assertThat(mistyped.text()).contains("did you mean `rollback`");
        assertThat(put("max", id, "rollback", "A").status()).isEqualTo(422);
        assertThat(shown(id).at("/exception/category").asText()).isEmpty();

        var set = put("max", id, "customer_exemption", "");

        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.body().at("/exception/category").asText()).isEqualTo("customer_exemption");
        assertThat(entry(id).toString())
                .contains("\"max\"", "customer_exemption", "\"rollback\"", "looks like `rollback`");
        var again = put("max", id, "rollback", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("already under `customer_exemption`");
        // What the category asks for holds from now on.
        assertThat(world.decide("max", id, "approve", "").text()).contains("`until`");
    }

    @Test
    void whatAPersonSetOutlastsASourceThatStillTellsNone() {
        var id = Uncategorised.raise(world, "outlast", REVERT);
        put("max", id, "policy_violation", "B");

        var again = Uncategorised.raise(world, "outlast", REVERT + ",\"recommendation\":\"wait\"");

        assertThat(again).isEqualTo(id);
        assertThat(shown(id).path("text_now").asText()).isEqualTo("wait");
        assertThat(shown(id).at("/exception/category").asText()).isEqualTo("policy_violation");
        assertThat(shown(id).at("/exception/subtype").asText()).isEqualTo("B");
    }

    @Test
    void thePageOffersTheProposalFirstAndTakesTheChoice() {
        var id = Uncategorised.raiseUntilJudged(world, "page", REVERT);
        var page = "/cases/" + id;
        var max = Session.of(world, "max");

        assertThat(max.get(page).html())
                .contains("<option value=\"rollback\" selected>")
                .contains("Policy violation B: The rule weighs one good against another");
        assertThat(Session.of(world, "pam").get(page).html()).doesNotContain("Set the category");
        var after = max.form(page, page + "/category", "category", "policy_violation/B");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.html())
                .contains("category=policy_violation\">policy violation</a> B")
                .doesNotContain("Set the category");
        assertThat(world.decide("max", id, "deny", "").status()).isEqualTo(200);
        var settled = Uncategorised.raise(world, "settled", REVERT);
        world.decide("max", settled, "deny", "");
        assertThat(put("max", settled, "rollback", "").status()).isEqualTo(409);
    }

    @Test
    @Requirement("P50")
    void onlyTheIncidentCommanderApprovesARollbackAndSomebodyLooksAtItAfterwards() {
        var id = Uncategorised.raise(world, "commander", REVERT);
        assertThat(put("max", id, "rollback", "").status()).isEqualTo(200);
        assertThat(shown(id).path("approver_role").asText()).isEqualTo("incident_commander");

        // Whoever passed it on by naming it still sees it, and cannot approve it.
        var refused = world.decide("max", id, "approve", "");
        assertThat(refused.status()).isEqualTo(403);
        var approved = world.decide("ivy", id, "approve", "");

        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        assertThat(shown(id).path("state").asText()).isEqualTo("approved");
        var reviews = world.get("cleo", "/v1/cases?kind=review").text();
        assertThat(reviews).contains("rollback-override", "which policy or training");
    }

    @Test
    @Requirement("P50")
    void evenWhenItIsEscalatedToThemNobodyElseApprovesARollback() {
        var id = Uncategorised.raise(world, "elsewhere", REVERT + ",\"category\":\"rollback\"");
        world.decide("ivy", id, "escalate", ",\"to\":\"ops_manager\"");

        var refused = world.decide("max", id, "approve", "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("incident commander alone");
        assertThat(world.decide("max", id, "deny", "").status()).isEqualTo(200);
    }

    @Test
    @Requirement("P49")
    void anExemptionThatCostsMoneyIsAskedOfFinanceToo() {
        var plain = "\"title\":\"Slower queries\",\"category\":\"performance_tradeoff\"";

        var free = Uncategorised.raise(world, "free", plain);
        var money = Uncategorised.raise(world, "money", plain + ",\"facts\":{\"amount\":900}");

        assertThat(shown(free).path("must_approve").toString()).isEqualTo("[\"ops_manager\"]");
        assertThat(shown(money).path("must_approve").toString())
                .isEqualTo("[\"ops_manager\",\"executive\"]");
    }
}
