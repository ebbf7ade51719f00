package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is not ready yet decides real cases with a mentor, and nobody without one.
class SupervisionTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Amended.organisation(
                world,
                text ->
                        text
                                + "gates:\n"
                                + "  production_exceptions:\n"
                                + "    - {type: readiness}\n");
        waive(world, "mona", 30);
    }

    private static void waive(World world, String person, int days) {
        var waived =
                world.post(
                        "pam",
                        "/v1/waivers",
                        "{\"person\":\"%s\",\"tool\":\"production_exceptions\",\"condition\":\"readiness\",\"reason\":\"Led this desk for six years before.\",\"days\":%d}"
                                .formatted(person, days));
        assertThat(waived.status()).as(waived.text()).isEqualTo(201);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private String raised(String id) {
        return Uncategorised.raise(
                world,
                id,
                "\"title\":\"More replicas at night\",\"category\":\"performance_tradeoff\"");
    }

    private World.Answer propose(String person, String caseId) {
        var version = world.get(person, "/v1/cases/" + caseId).body().path("version").asInt(1);
        return world.post(
                person,
                "/v1/cases/" + caseId + "/proposal",
                "{\"decision\":\"approve\",\"version\":%d,\"justification\":\"%s\"}"
                        .formatted(version, World.WHY));
    }

    @Test
    @Requirement({"P36", "P61", "P8"})
    void aLearnersDecisionCountsOnceTheMentorHasCoSignedIt() {
        var caseId = raised("one");
        var alone = world.decide("max", caseId, "approve", "");
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.text()).contains("readiness, signed by a mentor", "mona");
        // Nobody mentors Mia: she decides none of them.
        assertThat(world.decide("mia", caseId, "approve", "").text()).contains("name a mentor");

        var proposed = propose("max", caseId);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
        assertThat(state(caseId)).isEqualTo("OPEN");
        var id = proposed.body().path("proposal").asText();
        // Neither the learner nor somebody else's mentor.
        assertThat(end("max", id, "cosign").status()).isEqualTo(403);
        assertThat(end("otto", id, "cosign").status()).isEqualTo(403);
        assertThat(world.get("mona", "/v1/proposals").body().at("/proposals/0/learner").asText())
                .isEqualTo("max");

        var cosigned = end("mona", id, "cosign");
        assertThat(cosigned.status()).as(cosigned.text()).isEqualTo(200);
        assertThat(state(caseId)).isEqualTo("APPROVED");
        assertThat(end("mona", id, "cosign").status()).isEqualTo(409);
        world.awaitLedger("", "decision.proposed", "decision.cosigned", "case.approved");
        assertThat(world.get("max", "/cases/" + caseId).text())
                .contains("co-signed by Mona Mentor");
    }

    @Test
    @Requirement("P36")
    void whatIsSentBackChangesNothingAndReadinessEndsTheSupervision() {
        var caseId = raised("two");
        var id = propose("max", caseId).body().path("proposal").asText();
        var short_ = world.post("mona", "/v1/proposals/" + id + "/send-back", "{\"words\":\"no\"}");
        assertThat(short_.status()).isEqualTo(422);
        assertThat(end("mona", id, "send-back").status()).isEqualTo(200);
        assertThat(state(caseId)).isEqualTo("OPEN");

        waive(world, "max", 30);
        assertThat(propose("max", caseId).status()).isEqualTo(409);
        assertThat(world.decide("max", caseId, "approve", "").status()).isEqualTo(200);
        assertThat(state(caseId)).isEqualTo("APPROVED");
    }

    @Test
    @Requirement("P8")
    void theDoorOfTheDeskIsWrittenDownWhenItOpensAndWhenItCloses() {
        waive(world, "max", 30);
        Waiting.until(() -> doors().contains("gate.opened production_exceptions max"));
        for (var waiver : world.get("cleo", "/v1/waivers").body().path("waivers")) {
            if (waiver.path("person").asText().equals("max")) {
                world.delete("pam", "/v1/waivers/" + waiver.path("id").asText());
            }
        }
        Waiting.until(() -> doors().contains("gate.shut production_exceptions max"));
    }

    private java.util.List<String> doors() {
        var out = new java.util.ArrayList<String>();
        world.get("cleo", "/v1/ledger/entries?action=gate.&limit=200")
                .body()
                .path("entries")
                .forEach(e ->
                        out.add(
                                e.path("action").asText()
                                        + " "
                                        + e.path("subject").asText()
                                        + " "
                                        + e.at("/facts/person").asText()));
        return out;
    }

    @Test
    @Requirement("P8")
    void aWaiverOfWhatNobodyAsksForIsRefused() {
        var words = "\"reason\":\"Led this desk for six years before.\",\"days\":3}";
        var gate =
                world.post(
                        "pam",
                        "/v1/waivers",
                        "{\"person\":\"max\",\"tool\":\"production\",\"condition\":\"readiness\","
                                + words);
        assertThat(gate.status()).isEqualTo(422);
        assertThat(gate.text()).contains("no gate guards", "production_exceptions");
        var condition =
                world.post(
                        "pam",
                        "/v1/waivers",
                        "{\"person\":\"max\",\"tool\":\"production_exceptions\",\"condition\":\"quiz\","
                                + words);
        assertThat(condition.status()).isEqualTo(422);
        assertThat(condition.text()).contains("does not ask for", "choose one of readiness");
    }

    /// The two who look must not be the one who wants it and one who may not decide it alone.
    @Test
    @Requirement("P36")
    void whoRaisedACaseOrMayNotDecideItThemselvesDoesNotCoSignIt() {
        var raised =
                world.post(
                                "max",
                                "/v1/exceptions",
                                "{\"id\":\"own\",\"severity\":\"P3\",\"service\":\"payments\",\"title\":\"More"
                                        + " replicas\",\"category\":\"performance_tradeoff\"}")
                        .body()
                        .at("/results/0/case")
                        .asText();
        Amended.organisation(
                world, text -> text.replace("[fay, max, otto]", "[fay, max, otto, finn]"));
        Amended.organisation(
                world,
                text ->
                        text.replace(
                                "roles: [ops_manager]}\n  - {id: mia",
                                "roles: [ops_manager], mentor_of: [finn]}\n  - {id: mia"));
        var id = propose("finn", raised).body().path("proposal").asText();
        waive(world, "max", 30);
        assertThat(end("max", id, "cosign").text()).contains("you raised or changed this yourself");

        var other = propose("finn", raised("four")).body().path("proposal").asText();
        world.clock.tick(java.time.Duration.ofDays(40));
        assertThat(end("max", other, "cosign").text()).contains("not open to you yourself yet");
    }

    @Test
    void aCaseThatChangedCannotBeCoSigned() {
        var caseId = raised("three");
        var id = propose("max", caseId).body().path("proposal").asText();
        waive(world, "mia", 30);
        assertThat(world.decide("mia", caseId, "deny", "").status()).isEqualTo(200);
        assertThat(end("mona", id, "cosign").status()).isEqualTo(409);
        assertThat(state(caseId)).isEqualTo("DENIED");
    }

    private World.Answer end(String person, String id, String how) {
        return world.post(
                person,
                "/v1/proposals/" + id + "/" + how,
                "{\"words\":\"Look at the load of the last hour again.\"}");
    }

    private String state(String caseId) {
        return world.get("max", "/v1/cases/" + caseId)
                .body()
                .path("state")
                .asText()
                .toUpperCase(java.util.Locale.ROOT);
    }
}
