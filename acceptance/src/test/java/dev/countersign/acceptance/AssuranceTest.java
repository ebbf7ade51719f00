package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tool proves itself on reviewed work, and loses its proof when it changes.
class AssuranceTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Classroom.teach(world, "tools", 3, 0);
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.95");
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"E28", "E33", "E36", "E37"})
    void fiftyReviewedSamplesOpenTheGateAndAnotherModelShutsIt() {
        Classroom.attempt(world, "tools", 43);
        Proof.bring(world, 1, 49);
        assertThat(Proof.review(world, 1)).isEqualTo(49);
        var before = world.chat("fay", "gated", "When does it leave?");
        assertThat(before.status()).isEqualTo(403);
        assertThat(before.text())
                .contains("50 reviewed shadow samples", "recorded so far: 49")
                .contains("/quality/tools/gated_tool");

        Proof.bring(world, 50, 50);
        Proof.review(world, 0);
        var certificates = world.get("otto", "/v1/certificates?tool=gated_tool").body();
        var certificate = certificates.path("certificates").path(0);
        assertThat(certificate.path("samples").asInt()).isEqualTo(50);
        assertThat(certificate.path("errors").asInt()).isEqualTo(1);
        assertThat(certificate.path("threshold").asDouble()).isEqualTo(0.82);
        // Clopper and Pearson for 1 of 50 at 90 %: 7.56 %.
        assertThat(certificate.path("error").asDouble()).isBetween(0.0755, 0.0757);
        assertThat(certificate.path("reviewers").path(0).asText()).isEqualTo("otto");

        var after = world.chat("fay", "gated", "When does it leave?");
        assertThat(after.status()).as(after.text()).isEqualTo(200);
        assertThat(after.outcome()).isEqualTo("released");

        Proof.change(world, "model", "gpt-other");
        var refused = world.chat("fay", "gated", "When does it leave?");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("50 reviewed shadow samples", "none");
        world.server.runDue();
        Waiting.until(() -> voided().path("code").asText().equals("model-changed"));
        assertThat(voided().path("cause").asText()).contains("gpt-other");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=1000").text())
                .contains("certificate.issued", "certificate.voided", "gate.opened");
        Waiting.until(() ->
                world.get("cleo", "/v1/ledger/entries?action=gate.&limit=50")
                        .text()
                        .contains("gate.shut"));
    }

    private com.fasterxml.jackson.databind.JsonNode voided() {
        return world.get("otto", "/v1/certificates?tool=gated_tool")
                .body()
                .at("/certificates/0/voided");
    }

    @Test
    @Requirement({"E36", "E40"})
    void anAnswerOfAnotherModelIsHeldAndEndsTheCertificate() {
        open();
        world.upstream.does((_, out) ->
                ScriptedUpstream.json(
                        out,
                        200,
                        ScriptedUpstream.completion("It leaves.\nconfidence: 0.97")
                                .replace("gpt-test-2026", "gpt-test-2027")));
        var held = world.chat("fay", "gated", "When does it leave?");
        assertThat(held.outcome()).as(held.text()).isEqualTo("held");
        assertThat(held.text()).contains("another model answered");
        assertThat(voided().path("code").asText()).isEqualTo("model-changed");
        assertThat(world.chat("fay", "gated", "And this one?").status()).isEqualTo(403);
    }

    private void open() {
        Classroom.attempt(world, "tools", 43);
        Proof.bring(world, 1, 50);
        Proof.review(world, 0);
        assertThat(world.chat("fay", "gated", "When does it leave?").status()).isEqualTo(200);
    }

    @Test
    @Requirement({"E36", "E37"})
    void nobodySeesTheToolsAnswerBeforeTheirOwnAndNobodyReviewsTheirOwnWork() {
        var sent = world.post("fay", "/v1/work-items", Proof.work(1).toString());
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        assertThat(sent.text()).doesNotContain("anna@example.com");
        Proof.askAll(world);
        var id = sent.body().at("/items/0/id").asText();
        var mine = world.get("fay", "/v1/work-items").body().at("/items/0");
        assertThat(mine.path("id").asText()).isEqualTo(id);
        assertThat(mine.has("tool_answer") || mine.has("first")).isFalse();
        // Their own call log does not give it away either.
        assertThat(world.get("fay", "/calls").text()).doesNotContain("It leaves tomorrow");

        // Not ready: the person's answer is missing.
        var early = world.post("otto", "/v1/work-items/" + id + "/review", RIGHT);
        assertThat(early.status()).isEqualTo(409);
        var answered =
                world.post(
                        "fay", "/v1/work-items/" + id + "/answer", "{\"answer\":\"On Tuesday.\"}");
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body().has("tool_answer")).isFalse();
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/work-items/" + id + "/answer",
                                        "{\"answer\":\"On Monday.\"}")
                                .status())
                .isEqualTo(409);
        assertThat(world.post("fay", "/v1/work-items/" + id + "/review", RIGHT).status())
                .isEqualTo(403);
        assertThat(world.post("max", "/v1/work-items/" + id + "/review", RIGHT).status())
                .isEqualTo(403);
        assertThat(world.post("otto", "/v1/work-items/" + id + "/review", RIGHT).status())
                .isEqualTo(200);
        assertThat(world.post("otto", "/v1/work-items/" + id + "/review", RIGHT).status())
                .isEqualTo(409);

        var own = Proof.work(2).put("worker", "otto").put("answer", "Tomorrow.");
        var ottos = world.post("max", "/v1/work-items", own.toString()).body().at("/items/0/id");
        Proof.askAll(world);
        var refused = world.post("otto", "/v1/work-items/" + ottos.asText() + "/review", RIGHT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("nobody reviews their own work");
        // Nor what they wrote down in somebody's name.
        var brought = Proof.work(3).put("answer", "Tomorrow.").toString();
        var finns = world.post("finn", "/v1/work-items", brought).body().at("/items/0/id").asText();
        Proof.askAll(world);
        assertThat(world.get("otto", "/v1/work-items?review=true").text()).contains(finns);
        var theirs = world.post("finn", "/v1/work-items/" + finns + "/review", RIGHT);
        assertThat(theirs.status()).isEqualTo(403);
    }

    private static final String RIGHT = "{\"first\":true,\"second\":true}";

    @Test
    @Requirement("E36")
    void workThatIsSentTwiceCountsOnceAndBadFilesNameTheirLine() {
        Proof.bring(world, 1, 3);
        Proof.bring(world, 1, 3);
        assertThat(world.get("otto", "/v1/work-items?review=true").body().path("items")).hasSize(3);

        assertThat(csv("id,worker,input\n1,fay,\"where is it?\n").text()).contains("line");
        assertThat(csv("id,worker,words\n1,fay,x\n").text()).contains("`words`");
        assertThat(csv("id,worker,input\n1,fay\n").text()).contains("line 2 has 2 fields");
        assertThat(csv("id,worker,input\n1,nobody,x\n").status()).isEqualTo(404);
        var taken =
                csv("id,worker,input,answer\n9,fay,\"Where, today?\",In Ghent\n8,fay,Where?,\n");
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(taken.body().at("/items/0/answer").asText()).isEqualTo("In Ghent");
        assertThat(taken.body().at("/items/1/state").asText()).isEqualTo("waits_for_person");
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/work-items",
                                        Proof.work(7).put("worker", "finn").toString())
                                .status())
                .isEqualTo(403);
        assertThat(
                        world.post(
                                        "max",
                                        "/v1/work-items",
                                        Proof.work(7).put("tool", "no_tool").toString())
                                .status())
                .isEqualTo(404);
    }

    private World.Answer csv(String text) {
        return world.send(
                world.request("max", "/v1/work-items?tool=gated_tool")
                        .setHeader("content-type", "text/csv")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(text))
                        .build());
    }

    @Test
    @Requirement("E37")
    void aToolIsWithheldFromEverybodyAtOnceAndGivenBackInWriting() {
        open();
        var why = "{\"why\":\"Two customers were told a wrong day this morning.\"}";
        assertThat(world.post("fay", "/v1/tools/gated_tool/withhold", why).status()).isEqualTo(403);
        assertThat(world.post("otto", "/v1/tools/gated_tool/withhold", "{\"why\":\"so\"}").status())
                .isEqualTo(422);
        assertThat(world.post("otto", "/v1/tools/gated_tool/withhold", why).status())
                .isEqualTo(200);
        assertThat(world.chat("fay", "gated", "When?").text())
                .contains("the tool is withheld: Two customers");
        assertThat(world.post("otto", "/v1/tools/gated_tool/lift", why).status()).isEqualTo(200);
        assertThat(world.chat("fay", "gated", "When?").status()).isEqualTo(200);
    }

    @Test
    @Requirement({"E36", "T41"})
    void wrongAnswersAmongTheAuditedOnesShutTheGate() {
        open();
        // A twentieth is drawn at random: enough calls draw some.
        var audits = 0;
        for (var call = 0; call < 1_500 && audits < 12; call++) {
            assertThat(world.chat("fay", "gated", "Question " + call).status()).isEqualTo(200);
            if (call % 50 == 49) {
                world.clock.tick(Duration.ofMinutes(1));
                audits = audits().size();
            }
        }
        assertThat(audits).isBetween(12, 200);
        var reviewed = 0;
        for (var audit : audits()) {
            if (world.chat("fay", "gated", "Still open?").status() == 403) {
                break;
            }
            reviewed++;
            var found =
                    world.post(
                            "otto",
                            "/v1/work-items/" + audit.path("id").asText() + "/review",
                            "{\"first\":false,\"defect\":\"made_up\",\"words\":\"No such day was"
                                    + " ever agreed.\"}");
            assertThat(found.status()).as(found.text()).isEqualTo(200);
        }
        assertThat(world.chat("fay", "gated", "Still open?").text())
                .contains("withheld", "audited");
        assertThat(reviewed).isGreaterThan(1);
        assertThat(voided().path("code").asText()).isEqualTo("alarm");
    }

    @Test
    @Requirement("T41")
    void workUnlikeTheSamplesIsWarnedOfAndShutsNothing() {
        open();
        for (var i = 0; i < 15; i++) {
            world.chat(
                    "fay",
                    "gated",
                    "When does parcel " + (200 + i) + " of anna@example.com leave?");
        }
        world.server.shadowDue();
        var page = "/quality/tools/gated_tool";
        assertThat(world.get("otto", page).text()).doesNotContain("looks unlike the samples");
        for (var i = 0; i < 30; i++) {
            var strange = "Book a table for " + i + " by the window in the harbour restaurant";
            assertThat(world.chat("fay", "gated", strange).status()).isEqualTo(200);
        }
        world.server.shadowDue();
        assertThat(world.get("otto", page).text()).contains("looks unlike the samples");
        assertThat(world.get("cleo", "/v1/ledger/entries?action=tool.&limit=50").text())
                .contains("tool.drift-warned");
        assertThat(world.chat("fay", "gated", "Still open?").status()).isEqualTo(200);
    }

    private com.fasterxml.jackson.databind.JsonNode audits() {
        return world.get("otto", "/v1/work-items?review=true").body().path("items");
    }
}
