package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Actions that a role may take only with an approval, from asking to carrying out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionTest {
    private static final String REFUND =
            "\"parameters\":{\"account\":\"AC-9, bob@example.com\",\"amount\":40.50,\"currency\":\"EUR\"}";

    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"E19", "E20"})
    void askingOpensACaseAndTheApprovalIsGoodForExactlyThatOnce() {
        var asked = ask("fay", REFUND);
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.body().path("state").asText()).isEqualTo("waiting");
        assertThat(asked.text()).doesNotContain("bob@example.com");
        assertThat(carryOut("fay", asked, "").body().path("detail").asText())
                .contains("waits for `ops_manager`");

        var shown = world.get("max", "/v1/cases/" + id(asked, "case")).body();
        assertThat(shown.path("kind").asText()).isEqualTo("refused_action");
        assertThat(shown.path("proposed_answer").asText())
                .isEqualTo("account: AC-9, <EMAIL_1>\namount: 40.5\ncurrency: EUR");
        assertThat(shown.path("because").path(0).path("sentence").asText())
                .isEqualTo("`refund_credits` needs an approval by `ops_manager`");
        world.decide("max", id(asked, "case"), "approve", "");

        var other = carryOut("fay", asked, "," + REFUND.replace("40.50", "4050"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("`amount` is not what was approved");
        var done = carryOut("fay", asked, "," + REFUND);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().path("approved_by").asText()).isEqualTo("max");
        assertThat(done.body().at("/parameters/account").asText())
                .isEqualTo("AC-9, bob@example.com");
        var again = carryOut("fay", asked, "," + REFUND);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("was carried out at");
    }

    @Test
    void anEditIsWhatMayBeDoneAndMustStillSayWhatTheActionTakes() {
        var asked = ask("fay", REFUND);
        var broken =
                world.decide(
                        "max",
                        id(asked, "case"),
                        "edit_and_approve",
                        ",\"text\":\"account: AC-9\\namount: a lot\"");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text())
                .contains("`amount` is `a lot`", "`currency` (Currency) is missing");

        var edited =
                world.decide(
                        "max",
                        id(asked, "case"),
                        "edit_and_approve",
                        ",\"text\":\"account: AC-9\\namount: 20.25\\ncurrency: EUR\"");
        assertThat(edited.status()).isEqualTo(200);

        // The amount changed, so somebody else than the editor approves it.
        assertThat(edited.body().path("state").asText()).isEqualTo("open");
        var own = world.decide("max", id(asked, "case"), "approve", "");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text()).contains("somebody else approves it");
        assertThat(world.decide("mia", id(asked, "case"), "approve", "").status()).isEqualTo(200);

        assertThat(carryOut("fay", asked, "," + REFUND).status()).isEqualTo(409);
        var done = carryOut("fay", asked, "");
        assertThat(done.body().at("/parameters/amount").asText()).isEqualTo("20.25");
        assertThat(done.body().path("edited").asBoolean()).isTrue();
    }

    @Test
    @Requirement("A9")
    void whoseRoleHasNoSuchActionIsToldWhoseItIsAndItIsRecorded() {
        var refused = ask("max", REFUND);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("remedy").asText()).contains("frontline_ops");
        assertThat(world.get("cleo", "/ledger?action=action.refused").text())
                .contains("refund_credits");
        assertThat(world.post("fay", "/v1/actions/fly", body(REFUND)).status()).isEqualTo(404);
        assertThat(world.get("max", "/v1/actions").text())
                .contains("sla_change_request")
                .doesNotContain("refund_credits");
    }

    @Test
    void nobodyApprovesTheirOwnAction() {
        var asked = ask("finn", REFUND);

        var own = world.decide("finn", id(asked, "case"), "approve", "");

        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text()).contains("nobody decides on their own case");
    }

    @Test
    void deniedIsToldWithTheReasonAndAReversalStopsAnUnusedApproval() {
        var denied = ask("fay", REFUND);
        world.decide("max", id(denied, "case"), "deny", "");
        var no = carryOut("fay", denied, "");
        assertThat(no.status()).isEqualTo(409);
        assertThat(no.text()).contains("was denied: " + World.WHY);

        var approved = ask("fay", REFUND);
        world.decide("max", id(approved, "case"), "approve", "");
        var version = world.get("max", "/v1/cases/" + id(approved, "case")).body().path("version");
        var reversed =
                world.post(
                        "mia",
                        "/v1/cases/" + id(approved, "case") + "/overturn",
                        "{\"version\":%s,\"justification\":\"%s\"}".formatted(version, World.WHY));
        assertThat(reversed.status()).isEqualTo(200);
        assertThat(carryOut("fay", approved, "").status()).isEqualTo(409);
    }

    @Test
    void everyWrongParameterIsNamedAtOnce() {
        var wrong =
                ask(
                        "fay",
                        "\"parameters\":{\"amount\":\"-1\",\"currency\":\"XXX\",\"paid_on\":\"soon\",\"colour\":\"red\"}");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains(
                        "`account` (Account) is missing",
                        "`amount` is `-1`",
                        "not one of EUR, USD",
                        "`paid_on` is `soon`",
                        "`colour` is no parameter");
        assertThat(world.post("fay", "/v1/actions/refund_credits", "{" + REFUND + "}").status())
                .isEqualTo(422);
    }

    @Test
    void anApprovalThatNobodyUsesLapses() {
        var asked = ask("fay", REFUND);
        world.decide("max", id(asked, "case"), "approve", "");

        world.clock.tick(Duration.ofDays(8));

        assertThat(carryOut("fay", asked, "").status()).isEqualTo(410);
    }

    @Test
    void aRetryIsTheSameRequestAndAnotherBodyUnderItsKeyIsRefused() {
        var body = body(REFUND);
        var first = world.post("fay", "/v1/actions/refund_credits", body, "idempotency-key", "k-1");
        var second =
                world.post("fay", "/v1/actions/refund_credits", body, "idempotency-key", "k-1");
        var other =
                world.post(
                        "fay",
                        "/v1/actions/refund_credits",
                        body.replace("40.50", "41"),
                        "idempotency-key",
                        "k-1");

        assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("asks for something else");
    }

    @Test
    void ofTwentyWhoUseOneApprovalAtOnceOneDoes() throws Exception {
        var asked = ask("fay", REFUND);
        world.decide("max", id(asked, "case"), "approve", "");
        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    java.util.stream.IntStream.range(0, 20)
                            .mapToObj(_ -> pool.submit(() -> carryOut("fay", asked, "").status()))
                            .toList();
            for (var one : all) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(200).hasSize(20);
        assertThat(statuses.stream().filter(s -> s == 409).count()).isEqualTo(19);
    }

    @Test
    void onlyAnApproverSeesWhatWasMaskedAndTheLookIsRecorded() {
        var asked = ask("fay", REFUND);
        assertThat(world.get("cleo", "/cases/" + id(asked, "case")).text())
                .doesNotContain("bob@example.com", "Reveal the originals");
        assertThat(world.get("max", "/cases/" + id(asked, "case")).text())
                .contains("Reveal the originals")
                .doesNotContain("bob@example.com");
        assertThat(world.get("max", "/v1/actions/requests/" + id(asked, "id")).status())
                .isEqualTo(404);
    }

    @Test
    @Requirement({"E19", "E61"})
    void anAnswerThatWouldRunSuchAnActionWaitsForWhoeverApprovesIt() {
        world.upstream.does((_, out) ->
                ScriptedUpstream.json(
                        out,
                        200,
                        """
                        {"id":"u","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                        "message":{"role":"assistant","content":"On it.\\nconfidence: 0.97","tool_calls":[{"id":"t1",
                        "type":"function","function":{"name":"billing.refund-credits","arguments":"{\\"amount\\":40}"}}]},
                        "finish_reason":"tool_calls"}]}
                        """));

        var answer = world.chat("fay", "answer", "Give the fee back");

        assertThat(answer.outcome()).as(answer.text()).isEqualTo("held");
        assertThat(answer.text())
                .contains("would run `refund_credits`, which needs an approval by `ops_manager`")
                .doesNotContain("\"tool_calls\":[{");
        world.decide("max", answer.hold(), "approve", "");
        assertThat(world.get("fay", "/v1/chat/completions/" + answer.call()).text())
                .contains("billing.refund-credits");
        world.upstream.answers("All is well.\nconfidence: 0.95");
    }

    private World.Answer ask(String person, String parameters) {
        return world.post(person, "/v1/actions/refund_credits", body(parameters));
    }

    private static String body(String parameters) {
        return "{\"about\":\"HL-2107\",\"reason\":\"the fee was charged twice, see the carrier's note\","
                + parameters
                + "}";
    }

    private World.Answer carryOut(String person, World.Answer asked, String more) {
        return world.post(
                person,
                "/v1/actions/refund_credits",
                "{\"approval\":\"" + id(asked, "id") + "\"" + more + "}");
    }

    private static String id(World.Answer answer, String field) {
        return answer.body().path(field).asText();
    }
}
