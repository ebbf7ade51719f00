package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.testing.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Defects, root causes that a person signs, and work held against procedures.
class QualityWorkTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        Defective.open(world);
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private String wrongReview() {
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.95");
        Proof.bring(world, 1, 2);
        Proof.review(world, 1);
        return Defective.newest(world);
    }

    private String released() {
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.97");
        var call = world.chat("max", "answer", "When does the parcel leave?");
        assertThat(call.outcome()).as(call.text()).isEqualTo("released");
        return call.call();
    }

    @Test
    @Requirement({"E74", "E61"})
    void aDefectChangesNothingUntilPeopleSignItsCauseAndDecideAChange() {
        var id = wrongReview();
        var found = world.get("quin", "/v1/defects/" + id).body();
        assertThat(found.path("state").asText()).isEqualTo("new");
        assertThat(found.path("source").asText()).isEqualTo("shadow");
        assertThat(found.path("tool").asText()).isEqualTo("gated_tool");
        assertThat(world.get("quin", "/v1/defects").body().path("matching").asInt()).isEqualTo(1);

        // Only process quality classifies, in the organisation's own words.
        var before = world.get("pam", "/v1/prompts/gated").body();
        assertThat(Defective.classify(world, id, "privacy").status()).isEqualTo(422);
        assertThat(
                        world.post(
                                        "max",
                                        "/v1/defects/" + id + "/class",
                                        "{\"version\":1,\"class\":\"tone\",\"severity\":\"minor\",\"words\":\"rude to everybody\"}")
                                .status())
                .isEqualTo(403);
        assertThat(Defective.classify(world, id, "wrong_fact").status()).isEqualTo(200);
        var cause = Defective.cause(world, id);

        // No key signs, whoever holds it; the page does, in a signed-in person's name.
        var page = "/quality/causes/" + cause;
        assertThat(world.post("quin", page + "/sign", "").status()).isEqualTo(403);
        var max = Session.of(world, "max");
        assertThat(max.get(page).text()).contains("Somebody of process quality signs it");
        assertThat(max.form("/quality/sops", page + "/sign", "version", "1").status())
                .isEqualTo(403);
        var quin = Session.of(world, "quin");
        var signed = quin.form(page, page + "/sign", "version", "1");
        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.text()).contains("Quin Quality", "Fetch orders every five minutes");
        assertThat(world.get("quin", "/v1/defects/" + id).body().path("state").asText())
                .isEqualTo("signed");
        assertThat(world.get("pam", "/v1/prompts/gated").body()).isEqualTo(before);

        // A change is proposed where it belongs, linked both ways, and decided by people.
        var next =
                ((ObjectNode) before.path("versions").path(0).deepCopy())
                        .put("text", "Say how old the order is.");
        var published = world.post("pam", "/v1/prompts", next.toString());
        var proposed =
                world.post(
                        "pam",
                        "/v1/prompts/gated/activate",
                        "{\"version\":%d,\"why\":\"%s\"}"
                                .formatted(published.body().path("version").asInt(), World.WHY));
        var change = proposed.body().path("change").asText();
        var linked = quin.form(page, page + "/link", "change", change);
        assertThat(linked.html()).contains("/changes/" + change);
        assertThat(quin.get("/changes/" + change).html()).contains(page);
        assertThat(Session.of(world, "fay").get("/changes/" + change).html()).doesNotContain(page);
        assertThat(live()).isEqualTo(1);
        var caseId = proposed.body().path("case").asText();
        assertThat(world.decide("max", caseId, "deny", "").status()).isEqualTo(200);
        assertThat(live()).isEqualTo(1);

        verified(page, id);
    }

    private int live() {
        for (var v : world.get("pam", "/v1/prompts/gated").body().path("versions")) {
            if (v.path("live").asBoolean()) {
                return v.path("version").asInt();
            }
        }
        return 0;
    }

    /// Not before its day, nor by who signed it or carries it out.
    private void verified(String page, String defect) {
        var found = "Of 40 answers since then six name another day still.";
        var early =
                Session.of(world, "qed")
                        .form(
                                page,
                                page + "/verify",
                                "version",
                                "2",
                                "works",
                                "no",
                                "found",
                                found);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text()).contains("2026-12-15");
        world.clock.tick(Duration.ofDays(27));
        assertThat(
                        Session.of(world, "quin")
                                .form(
                                        page,
                                        page + "/verify",
                                        "version",
                                        "2",
                                        "works",
                                        "no",
                                        "found",
                                        found)
                                .status())
                .isEqualTo(403);
        assertThat(
                        Session.of(world, "max")
                                .form(
                                        page,
                                        page + "/verify",
                                        "version",
                                        "2",
                                        "works",
                                        "no",
                                        "found",
                                        found)
                                .status())
                .isEqualTo(403);
        var done =
                Session.of(world, "qed")
                        .form(
                                page,
                                page + "/verify",
                                "version",
                                "2",
                                "works",
                                "no",
                                "found",
                                found);
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.text()).contains("The action did not work", "Qed Quality");
        assertThat(world.get("quin", "/v1/defects/" + defect).body().path("state").asText())
                .isEqualTo("reopened");
    }

    @Test
    @Requirement("E74")
    void aReleasedAnswerIsMadeADefectByHandAndTheRegisterIsForThoseWhoAnswerForQuality() {
        var call = released();
        assertThat(Defective.raise(world, "fay", call, "tone").status()).isEqualTo(403);
        assertThat(Defective.raise(world, "max", "call-none", "tone").status()).isEqualTo(404);
        assertThat(Defective.raise(world, "max", call, "tone").status()).isEqualTo(201);
        assertThat(Defective.raise(world, "pam", call, "tone").status()).isEqualTo(409);
        world.upstream.answers("A refund is due.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "Is a refund due?");
        assertThat(held.outcome()).isEqualTo("held");
        assertThat(Defective.raise(world, "max", held.call(), "tone").status()).isEqualTo(409);

        assertThat(world.get("fay", "/quality/defects").status()).isEqualTo(403);
        assertThat(world.get("fay", "/quality/causes").status()).isEqualTo(403);
        assertThat(world.get("fay", "/v1/defects").status()).isEqualTo(403);
        var page =
                Session.of(world, "cleo").get("/quality/defects?severity=major&tool=answer_tool");
        assertThat(page.text()).contains("another day", "Tone", "1 defect");
        assertThat(page.html()).contains("<polyline").doesNotContain("Raise it in my name");
        assertThat(Session.of(world, "cleo").get("/quality/defects?severity=minor").text())
                .contains("No defect passes these filters");
        assertThat(world.get("cleo", "/quality/defects.csv?type=tone").text())
                .contains("answer_tool," + call + ",tone,major,classified,max");

        // A form without its token, and what was typed after a refusal.
        var max = Session.of(world, "max");
        var refused =
                max.form(
                        "/quality/defects",
                        "/quality/defects",
                        "call",
                        call,
                        "class",
                        "tone",
                        "grade",
                        "major",
                        "words",
                        "short");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html()).contains(call).contains("has 5 characters");
    }

    @Test
    @Requirement("E69")
    void aProcedureNamesItsButtonsAndApproversAndAWrongOneIsToldAtItsPlace() {
        var sop = Session.of(world, "max").get("/quality/sops/SOP-1");
        assertThat(sop.html()).contains("/ask?prompt=answer\"");
        assertThat(sop.text()).contains("answer_tool", "ops manager", "by hand");
        var json = world.get("fay", "/v1/sops/SOP-1").body();
        assertThat(json.at("/steps/0/prompt").asText()).isEqualTo("answer");

        var file =
                """
                ---
                id: SOP-2
                title: Say when it leaves
                version: "1"
                owner: max
                steps:
                  - {do: Ask the tool., tool: answer_tol}
                  - {do: Have it approved., approver: ops_manger}
                ---
                Why we do it so.
                """;
        var wrong = publish("quin", file);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains("sop-2.md:7:", "did you mean `answer_tool`?")
                .contains("sop-2.md:8:", "did you mean `ops_manager`?");
        var right = file.replace("answer_tol", "answer_tool").replace("manger", "manager");
        assertThat(publish("fay", right).status()).isEqualTo(403);
        assertThat(publish("quin", right).status()).isEqualTo(201);
        assertThat(publish("quin", right.replace("Ask", "Tell")).status()).isEqualTo(409);
        assertThat(publish("quin", right.replace("SOP-2", "SOP-1")).text())
                .contains("part of the organisation file");
        assertThat(Session.of(world, "fay").get("/quality/sops").text())
                .contains("SOP-2: Say when it leaves");

        // In the organisation file, `check` says the same.
        var body = World.JSON.createObjectNode();
        var active = world.get("pam", "/v1/playbooks").body().path("playbooks");
        for (var p : active) {
            if (p.path("active").asBoolean()) {
                var was = world.get("pam", "/v1/playbooks/" + p.path("id").asText()).body();
                body.put("playbook", was.path("playbook").asText());
                body.put(
                        "organisation",
                        was.path("organisation")
                                .asText()
                                .replace(
                                        "tool: answer_tool, approver",
                                        "tool: answer_tol, approver"));
            }
        }
        var loaded = world.post("pam", "/v1/playbooks", body.toString());
        var lines = body.path("organisation").asText().lines().toList();
        var line = 1;
        while (!lines.get(line - 1).contains("answer_tol,")) {
            line++;
        }
        var column = lines.get(line - 1).indexOf("answer_tol,") + 1;
        assertThat(loaded.status()).isEqualTo(422);
        assertThat(loaded.text())
                .contains("organisation.yaml:%d:%d: step 1 of `SOP-1`".formatted(line, column))
                .contains("did you mean `answer_tool`?");
    }

    private World.Answer publish(String by, String text) {
        return world.post(
                by,
                "/v1/sops",
                World.JSON.createObjectNode().put("file", "sop-2.md").put("text", text).toString());
    }

    @Test
    @Requirement({"E69", "E74"})
    void workIsHeldAgainstAProcedureAndAPersonsWordCounts() {
        var refused =
                world.post(
                        "fay",
                        "/v1/compliance-checks",
                        "{\"sop\":\"SOP-1\",\"id\":\"t\",\"worker\":\"fay\",\"text\":\"Called.\"}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(world.upstream.requests()).noneMatch(r -> r.contains("SOP-1"));

        var check = Defective.check(world).body();
        var id = check.path("id").asText();
        assertThat(check.path("state").asText()).isEqualTo("answered");
        assertThat(world.upstream.requests().getLast())
                .contains("Call back on the number on file.")
                .doesNotContain("anna@example.com");
        assertThat(check.at("/findings/1/proposed").asText()).isEqualTo("followed");
        assertThat(check.at("/findings/1/quote_in_record").asBoolean()).isTrue();
        assertThat(check.at("/findings/2/proposed").asText()).isEqualTo("not_followed");
        assertThat(check.at("/findings/2/quote_in_record").asBoolean()).isFalse();
        var call = world.get("quin", "/calls/" + check.path("call").asText());
        assertThat(call.text()).contains("sop_check");

        // The tool's word alone counts for nothing.
        assertThat(defect(id, 3).status()).isEqualTo(409);
        assertThat(Defective.confirm(world, "fay", id, 2, "followed", "").status()).isEqualTo(403);
        assertThat(Defective.confirm(world, "quin", id, 1, "followed", "").status()).isEqualTo(422);
        assertThat(
                        Defective.confirm(
                                        world,
                                        "quin",
                                        id,
                                        1,
                                        "followed",
                                        "The reply of 14:02 says so.")
                                .status())
                .isEqualTo(200);
        assertThat(Defective.confirm(world, "quin", id, 2, "followed", "").status()).isEqualTo(200);
        assertThat(Defective.confirm(world, "qed", id, 2, "followed", "").status()).isEqualTo(409);
        var last = Defective.confirm(world, "max", id, 3, "not_followed", "");
        assertThat(last.body().path("state").asText()).isEqualTo("confirmed");

        var made = defect(id, 3);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.body().path("source").asText()).isEqualTo("check");
        assertThat(defect(id, 3).status()).isEqualTo(409);
        var page = Session.of(world, "quin").get("/quality/checks/" + id);
        assertThat(page.text()).contains("not in the record", "These words are in the record");
        assertThat(page.html()).contains("/quality/defects/" + made.body().path("id").asText());
        assertThat(page.html()).doesNotContain("anna@example.com");
        assertThat(world.get("fay", "/quality/checks/" + id).status()).isEqualTo(404);
    }

    private World.Answer defect(String check, int step) {
        return world.post(
                "quin",
                "/v1/compliance-checks/" + check + "/defects",
                "{\"step\":%d,\"class\":\"missing_step\",\"severity\":\"minor\",\"words\":\"The charge was not told.\"}"
                        .formatted(step));
    }

    @Test
    @Requirement("E69")
    void aHeldCheckShowsItsFindingsOnceAPersonHasApprovedTheAnswer() {
        world.upstream.answers(
                "1. followed\n2. cannot tell\n3. cannot tell\nconfidence: 0.95, a lawsuit is near\nconfidence: 0.95");
        var work = Defective.RECORD + " They spoke of a lawsuit.";
        var made =
                world.post(
                        "quin",
                        "/v1/compliance-checks",
                        World.JSON
                                .createObjectNode()
                                .put("sop", "SOP-1")
                                .put("id", "ticket-18")
                                .put("worker", "fay")
                                .put("text", work)
                                .toString());
        assertThat(made.body().path("state").asText()).as(made.text()).isEqualTo("held");
        assertThat(made.body().path("findings")).isEmpty();
        var id = made.body().path("id").asText();
        assertThat(world.get("max", "/quality/checks/" + id).text()).contains("waits for a person");
        var call = world.get("quin", "/v1/compliance-checks/" + id).body().path("call").asText();
        var caseId = world.get("quin", "/v1/chat/completions/" + call).hold();
        assertThat(world.decide("max", caseId, "approve", "").status()).isEqualTo(200);

        // Released to who asked for it, and by their asking.
        assertThat(world.get("max", "/v1/compliance-checks/" + id).body().path("findings"))
                .isEmpty();
        var opened = world.get("quin", "/v1/compliance-checks/" + id).body();
        assertThat(opened.path("state").asText()).isEqualTo("answered");
        assertThat(opened.at("/findings/0/proposed").asText()).isEqualTo("followed");
        assertThat(opened.at("/findings/0/quote_in_record").asBoolean()).isFalse();
    }
}
