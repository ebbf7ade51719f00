package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody learnt opens gates, ends, is renewed and revoked.
class CompetencyTest {
    private static final String WHY =
            "Her last ten decisions were overturned for the same mistake.";

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Workshop.teach(world, List.of("steps", "rules"));
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private void doSteps() {
        Workshop.save(world, "fay", "steps", "step.a", "done", "step.b", "done");
        Workshop.handIn(world, "fay", "steps");
    }

    private void doRules(boolean signed) {
        Workshop.save(world, "fay", "rules", "note", "Two of them disagree.");
        Workshop.handIn(world, "fay", "rules");
        Workshop.judge(world, "max", "rules", "fay", signed, "");
    }

    private JsonNode held() {
        for (var c : world.get("fay", "/v1/competencies").body().path("competencies")) {
            if (c.path("competency").asText().equals("rule-reading")) {
                return c;
            }
        }
        throw new IllegalStateException("nothing teaches it");
    }

    private World.Answer decide(String by, String decision, int after) {
        return world.post(
                by,
                "/v1/competencies/rule-reading/decisions",
                "{\"person\":\"fay\",\"decision\":\"%s\",\"after\":%d,\"reason\":\"%s\"}"
                        .formatted(decision, after, WHY));
    }

    private void ask(String gates) {
        var first = world.get("pam", "/v1/playbooks").body().path("playbooks").path(0);
        var loaded = world.get("pam", "/v1/playbooks/" + first.path("id").asText()).body();
        var body = World.JSON.createObjectNode();
        body.put(
                "playbook",
                loaded.path("playbook")
                        .asText()
                        .replaceFirst("version: *\\S+", "version: \"2.0\""));
        body.put("organisation", loaded.path("organisation").asText() + gates);
        var second = world.post("pam", "/v1/playbooks", body.toString());
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        var accept =
                World.JSON
                        .createObjectNode()
                        .put(
                                "why",
                                "the answers need what the workshop teaches, as the October review of overturned cases showed");
        accept.set("accepted", second.body().path("open_findings"));
        var change =
                world.post(
                        "pam",
                        "/v1/playbooks/" + second.body().path("id").asText() + "/activate",
                        accept.toString());
        assertThat(change.status()).as(change.text()).isEqualTo(202);
        world.sign(change.body().path("change").asText());
    }

    @Test
    @Requirement({"T3", "E33", "P9"})
    void aGateThatAsksForLabCourseAndCompetencyOpensWithThemAndShutsWithoutOne() {
        ask(
                """
                gates:
                  answer_tool:
                    - {type: sign_off, of: workshop/rules}
                    - {type: course, of: workshop}
                    - {type: competency, of: rule-reading, level: 2}
                """);
        world.upstream.answers("Fine.\nconfidence: 0.95");
        var shut = world.chat("fay", "answer", "Hello");
        assertThat(shut.status()).isEqualTo(403);
        assertThat(shut.text())
                .contains(
                        "the lab `workshop/rules`, passed",
                        "the course `workshop`, completed",
                        "the competency `rule-reading` at level 2 or above",
                        "/learn/competencies");

        doSteps();
        doRules(false);
        assertThat(world.chat("fay", "answer", "Hello").text())
                .contains("the lab `workshop/rules`", "recorded so far: 0");
        doRules(true);
        world.post("fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\"}");
        assertThat(world.chat("fay", "answer", "Hello").status()).isEqualTo(200);

        assertThat(decide("pam", "revoke", 0).status()).isEqualTo(201);
        var again = world.chat("fay", "answer", "Hello");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.text()).contains("rule-reading").doesNotContain("the course `workshop`");
        assertThat(decide("pam", "renew", 1).status()).isEqualTo(201);
        assertThat(world.chat("fay", "answer", "Hello").status()).isEqualTo(200);

        assertThat(world.get("cleo", "/v1/ledger/entries?limit=1000").text())
                .contains("competency.reached", "competency.lost", "competency.revoked")
                .doesNotContain("overturned for the same");
    }

    @Test
    @Requirement({"T3", "T15"})
    void levelsAreReachedRemindedOfEndAndAreRenewed() {
        assertThat(held().path("state").asText()).isEqualTo("not_yet");
        doSteps();
        assertThat(held().path("level_name").asText()).isEqualTo("awareness");
        var page = Session.of(world, "fay").get("/learn/competencies").text();
        assertThat(page)
                .contains("Reads rules", "What working asks for", "one of these", "lab rules");
        doRules(true);
        assertThat(held().path("level").asInt()).isEqualTo(2);
        assertThat(held().path("state").asText()).isEqualTo("held");

        // Keys end sooner than that, so people sign in again.
        for (var person : List.of("fay", "pam", "cleo")) {
            Session.of(world, person);
        }
        world.clock.tick(Duration.ofDays(340));
        world.server.runDue();
        assertThat(again("fay").get("/learn/competencies").text())
                .contains("Renew soon", "working, ends soon");
        assertThat(entries())
                .contains("competency.ends-soon", "\"days\":30")
                .doesNotContain("\"days\":7,");
        world.clock.tick(Duration.ofDays(20));
        world.server.runDue();
        assertThat(entries()).contains("\"days\":7,");
        world.clock.tick(Duration.ofDays(6));
        world.server.runDue();
        assertThat(again("fay").get("/learn/competencies").text())
                .contains("expired")
                .doesNotContain("Get a credential");
        assertThat(entries()).contains("\"because\":\"expired\"");

        var path = "/learn/competencies/rule-reading/fay";
        var renewed = again("pam").form(path, path, "do", "renew", "reason", WHY, "after", "0");
        assertThat(renewed.text()).contains("Renewed by Pam Programme", "working");
        assertThat(again("fay").get("/learn/competencies").text()).contains("Get a credential");
    }

    private Session again(String person) {
        return Session.signedIn(world, person + "@world.example", "correct-horse-battery");
    }

    private String entries() {
        return again("cleo").get("/v1/ledger/entries?limit=1000").html();
    }

    @Test
    @Requirement("T3")
    void onlyTheProgrammeManagerDecidesNeverAboutThemselvesAndNeverPastSomebodyElse() {
        doSteps();
        assertThat(decide("max", "revoke", 0).status()).isEqualTo(403);
        assertThat(decide("fay", "renew", 0).status()).isEqualTo(403);
        assertThat(decide("pam", "revoke", 3).text())
                .contains("somebody decided on this meanwhile");
        assertThat(
                        world.post(
                                        "pam",
                                        "/v1/competencies/rule-reading/decisions",
                                        "{\"person\":\"fay\",\"decision\":\"revoke\",\"reason\":\"no\"}")
                                .status())
                .isEqualTo(422);
        assertThat(decide("pam", "revoke", 0).status()).isEqualTo(201);
        assertThat(decide("pam", "revoke", 1).text()).contains("does not hold");
        assertThat(held().path("state").asText()).isEqualTo("revoked");
        assertThat(Session.of(world, "fay").get("/learn/competencies").text()).contains(WHY);
    }

    @Test
    @Requirement("T15")
    void managersSeeEverybodyMentorsTheirPeopleAndOthersThemselves() {
        doSteps();
        Workshop.mentor(world, "fay", "mona");
        var pam = Session.of(world, "pam");
        assertThat(pam.get("/learn/competencies/team").text())
                .contains("Fay Frontline", "Reads rules", "awareness");
        assertThat(pam.get("/learn/competencies/team.csv").html())
                .startsWith("person,name,competency,title,level")
                .contains("fay,Fay Frontline,rule-reading,Reads rules,1,awareness");
        assertThat(world.get("mona", "/v1/competencies/team").text()).contains("\"fay\"");
        assertThat(world.get("otto", "/v1/competencies/team").text())
                .doesNotContain("\"person\":\"fay\"");
        assertThat(world.get("finn", "/v1/competencies?person=fay").status()).isEqualTo(200);
        assertThat(world.get("sam", "/v1/competencies?person=fay").status()).isEqualTo(403);
        assertThat(world.get("fay", "/v1/competencies/team").status()).isEqualTo(403);
        var form =
                pam.form(
                        "/learn/competencies/rule-reading/fay",
                        "/learn/competencies/rule-reading/fay",
                        "do",
                        "revoke",
                        "reason",
                        "short",
                        "after",
                        "0");
        assertThat(form.status()).isEqualTo(422);
        assertThat(form.text()).contains("the reason has 5 characters", "short");
    }
}
