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

/// What people say to each other and to their managers, through pages and resources.
class VoiceTest {
    private static final String EVIDENCE = "Certificate of the same course, seen by me in October.";

    @TempDir Path data;

    private World world;

    @BeforeEach
    void start() {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private String ledger(String action) {
        return world.get("cleo", "/v1/ledger/entries?action=" + action + "&limit=50").text();
    }

    @Test
    @Requirement({"P81", "P82", "P71"})
    void aSurveyIsAskedAnsweredOnceEachAndItsRedFlagIsFollowedUp() {
        var pam = Session.of(world, "pam");
        assertThat(Session.of(world, "fay").get("/surveys/new").status()).isEqualTo(403);
        var refused =
                pam.form(
                        "/surveys/new",
                        "/surveys",
                        "title",
                        "Pulse",
                        "first",
                        "2026-11-20",
                        "marks",
                        "Good day");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Nobody is asked");

        var id = Voiced.survey(world, "at_close");
        for (var person : Voiced.ASKED) {
            var session = Session.of(world, person);
            assertThat(session.get("/surveys").text()).contains("How is the new role?");
            var answered =
                    session.form(
                            "/surveys/" + id,
                            "/surveys/" + id + "/answer",
                            "mark.q1",
                            person.equals("fay") ? "3" : "2",
                            "words.q2",
                            "less <b>noise</b> at night");
            assertThat(answered.status()).as(answered.text()).isEqualTo(200);
            assertThat(answered.text()).contains("You have answered");
        }
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/surveys/" + id + "/answers",
                                        "{\"marks\":{\"q1\":5}}")
                                .status())
                .isEqualTo(409);
        assertThat(ledger("survey.")).contains("survey.asked").doesNotContain("survey.answered");
        assertThat(pam.get("/surveys/" + id).text()).contains("Nothing yet");

        world.clock.tick(Duration.ofDays(3));
        world.server.runDue();

        pam = Session.of(world, "pam");
        var page = pam.get("/surveys/" + id);
        assertThat(page.text()).contains("6 answers", "2.17", "red flag", "less <b>noise</b>");
        assertThat(page.html()).doesNotContain("<b>noise");
        assertThat(Session.of(world, "mona").get("/surveys/" + id).text())
                .contains("2.17")
                .doesNotContain("noise");
        var flag = world.get("pam", "/v1/surveys").body().at("/follow_ups/0/id").asText();
        var done =
                pam.form(
                        "/surveys/" + id,
                        "/surveys/" + id + "/reactions/" + flag,
                        "reaction",
                        "Met the team on Monday; nights are shared from December.");
        assertThat(done.text()).contains("nights are shared from December");
        // On PostgreSQL an entry has its place in the list a moment after its act.
        Waiting.until(() -> ledger("survey.").contains("survey.followed-up"));
        assertThat(ledger("survey.")).contains("survey.closed");
    }

    @Test
    @Requirement({"P22", "P37"})
    void aConcernIsRaisedWithoutANameAnsweredAndSettled() {
        var fay = Session.of(world, "fay");
        fay.form("/concerns", "/concerns", "question", "Will I be replaced by the tool?");
        var listed = world.get("max", "/v1/concerns").body().path("concerns").path(0);
        assertThat(listed.path("question").asText()).isEqualTo("Will I be replaced by the tool?");
        assertThat(listed.path("raised_by").asText()).isEmpty();
        assertThat(ledger("concern.")).doesNotContain("fay").doesNotContain("concern.raised");
        var id = listed.path("id").asText();
        assertThat(fay.get("/concerns/" + id).status()).as("not answered yet").isEqualTo(404);
        assertThat(world.post("fay", "/v1/concerns/" + id + "/answer", "{\"version\":1}").status())
                .isEqualTo(403);

        var max = Session.of(world, "max");
        var early =
                max.form(
                        "/concerns/" + id,
                        "/concerns/" + id + "/move",
                        "version",
                        "1",
                        "do",
                        "settle",
                        "why",
                        "Nobody asks any more.");
        assertThat(early.status()).isEqualTo(409);
        var answered =
                max.form(
                        "/concerns/" + id,
                        "/concerns/" + id + "/answer",
                        "version",
                        "1",
                        "REALITY",
                        "No post is cut; the work changes.",
                        "EVIDENCE",
                        "the budget of 2027\nthe letter of the board");
        assertThat(answered.status()).as(answered.text()).isEqualTo(200);
        assertThat(
                        max.form(
                                        "/concerns/" + id,
                                        "/concerns/" + id + "/answer",
                                        "version",
                                        "1",
                                        "REALITY",
                                        "Other words.")
                                .status())
                .as("somebody was quicker")
                .isEqualTo(409);
        assertThat(fay.get("/concerns/" + id).text())
                .contains("No post is cut", "the letter of the board");
        max.form(
                "/concerns/" + id,
                "/concerns/" + id + "/move",
                "version",
                "2",
                "do",
                "settle",
                "why",
                "The readiness survey shows 4.1 for it.");
        assertThat(world.get("max", "/v1/concerns/" + id).body().path("status").asText())
                .isEqualTo("settled");
        assertThat(ledger("concern.")).contains("concern.answered", "concern.settled");
    }

    @Test
    @Requirement("P37")
    void whatAMentorReadInAReflectionIsRaisedOnlyWithTheLearnersConsent() {
        Workshop.teach(world);
        Voiced.mentor(world);
        var proposed =
                world.post(
                        "mona",
                        "/v1/concerns",
                        "{\"learner\":\"fay\",\"question\":\"Who covers nights in week 11?\"}");
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        var id = proposed.body().path("id").asText();
        assertThat(
                        world.post(
                                        "otto",
                                        "/v1/concerns",
                                        "{\"learner\":\"fay\",\"question\":\"Who covers nights?\"}")
                                .status())
                .isEqualTo(403);
        assertThat(world.get("max", "/v1/concerns").text()).doesNotContain("nights");
        assertThat(
                        world.post("mona", "/v1/concerns/" + id + "/consent", "{\"agrees\":true}")
                                .status())
                .isEqualTo(404);
        assertThat(Session.of(world, "fay").get("/concerns/" + id).text())
                .contains("May this be raised?");

        world.post("fay", "/v1/concerns/" + id + "/consent", "{\"agrees\":true,\"named\":false}");

        var raised = world.get("max", "/v1/concerns").body().path("concerns").path(0);
        assertThat(raised.path("question").asText()).contains("nights");
        assertThat(raised.toString())
                .doesNotContain("fay")
                .doesNotContain("mona")
                .doesNotContain(id);
    }

    @Test
    @Requirement("P23")
    void skillsAreWrittenByLearnerAndMentorAndReadByTheManagerOnly() {
        Workshop.teach(world);
        Voiced.mentor(world);
        var mona = Session.of(world, "mona");
        var noted =
                mona.form(
                        "/skills/fay",
                        "/skills/fay",
                        "skill",
                        "=Knows every carrier",
                        "use",
                        "judges exceptions of carriers");
        assertThat(noted.text()).contains("judges exceptions of carriers");
        assertThat(Session.of(world, "fay").get("/skills").text()).contains("Knows every carrier");
        assertThat(Session.of(world, "max").get("/skills/fay").text()).contains("Knows every");
        assertThat(Session.of(world, "max").get("/skills/fay/export.csv").html())
                .contains("fay,'=Knows every carrier");
        assertThat(world.get("sam", "/v1/skills/fay").status()).isEqualTo(404);
        assertThat(
                        world.post("max", "/v1/skills/fay", "{\"skill\":\"abc\",\"use\":\"def\"}")
                                .status())
                .isEqualTo(403);
        assertThat(ledger("skill.")).contains("skill.noted").doesNotContain("carrier");
    }

    @Test
    @Requirement("P40")
    void aQuestionOnAModuleIsAnsweredAcceptedAndModerated() {
        Classroom.keep(world, "tools", 1, 0);
        var at = "/learn/tools/one/questions";
        var fay = Session.of(world, "fay");
        fay.form(
                at,
                at,
                "title",
                "Who decides refunds?",
                "place",
                "section:read",
                "text",
                "**Me** or <i>max</i>?");
        var finn = Session.of(world, "finn");
        var list = finn.get(at);
        assertThat(list.text()).contains("Who decides refunds?", "new", "Who decides");
        var api = "/v1/courses/tools/questions";
        var id = world.get("finn", api + "?module=one").body().at("/questions/0/id").asText();
        var answered = finn.form(at, at + "/" + id, "text", "The manager, by the playbook.");
        assertThat(answered.text()).contains("The manager, by the playbook.");
        assertThat(answered.html())
                .contains("<strong>Me</strong>", "&lt;i&gt;max")
                .doesNotContain("<i>max");
        assertThat(finn.get(at).text()).as("read").doesNotContain("new");
        assertThat(fay.get(at).text()).contains("new");
        var answer =
                world.get("fay", api + "?module=one")
                        .body()
                        .at("/questions/0/answers/0/id")
                        .asText();

        assertThat(
                        world.post("fay", api + "/" + answer + "/accept", "{\"module\":\"one\"}")
                                .status())
                .isEqualTo(403);
        var mona = Session.of(world, "mona");
        assertThat(
                        mona.form(
                                        at + "/" + id,
                                        at + "/" + answer + "/do",
                                        "thread",
                                        id,
                                        "do",
                                        "accept")
                                .text())
                .contains("accepted by a mentor");
        assertThat(
                        world.post(
                                        "fay",
                                        api + "/" + answer + "/edit",
                                        "{\"module\":\"one\",\"text\":\"no\"}")
                                .status())
                .isEqualTo(403);
        assertThat(
                        finn.form(
                                        at + "/" + id,
                                        at + "/" + answer + "/edit",
                                        "thread",
                                        id,
                                        "text",
                                        "The ops manager.")
                                .text())
                .contains("The ops manager.", "edited");
        assertThat(fay.get(at + "?q=ops+refunds").text()).contains("Who decides refunds?");
        assertThat(fay.get(at + "?q=nothing").text()).contains("Nothing has all these words");
        mona.form(at + "/" + id, at + "/" + answer + "/do", "thread", id, "do", "hide");
        assertThat(fay.get(at + "/" + id).text())
                .contains("Hidden by a mentor")
                .doesNotContain("The ops manager");
        assertThat(
                        fay.form(at + "/" + id, at + "/" + id + "/do", "thread", id, "do", "delete")
                                .text())
                .contains("Deleted by its author");
        assertThat(world.get("cleo", api + "?module=one").status())
                .as("no part in this course")
                .isEqualTo(404);
        assertThat(ledger("question."))
                .contains(
                        "question.asked",
                        "question.accepted",
                        "question.hidden",
                        "question.deleted");
    }

    @Test
    @Requirement("C16")
    void priorLearningOpensACourseThatBuildsOnItUntilItIsRevoked() {
        Voiced.teachAfter(world, "advanced", "MOD-801");
        var fay = Session.of(world, "fay");
        assertThat(fay.get("/learn/advanced").text()).contains("Not open yet", "MOD-801");
        assertThat(world.post("fay", "/v1/courses/advanced/enrolments", "{}").status())
                .isEqualTo(409);
        var body = "{\"person\":\"%s\",\"subject\":\"%s\",\"evidence\":\"%s\"}";
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/prior-learning",
                                        body.formatted("finn", "MOD-801", EVIDENCE))
                                .status())
                .isEqualTo(403);
        assertThat(
                        world.post(
                                        "max",
                                        "/v1/prior-learning",
                                        body.formatted("max", "MOD-801", EVIDENCE))
                                .status())
                .as("their own")
                .isEqualTo(403);
        assertThat(
                        world.post(
                                        "max",
                                        "/v1/prior-learning",
                                        body.formatted("fay", "MOD-999", EVIDENCE))
                                .status())
                .isEqualTo(422);
        var max = Session.of(world, "max");
        var bad =
                max.form(
                        "/learn/prior",
                        "/learn/prior",
                        "person",
                        "fay",
                        "subject",
                        "MOD-801",
                        "evidence",
                        EVIDENCE,
                        "link",
                        "javascript:alert(1)");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.text()).contains("is no web address");

        var done =
                max.form(
                        "/learn/prior",
                        "/learn/prior",
                        "person",
                        "fay",
                        "subject",
                        "MOD-801",
                        "evidence",
                        EVIDENCE,
                        "link",
                        "https://files.world.example/801.pdf");

        assertThat(done.text()).contains("holds", "seen by me in October");
        assertThat(fay.get("/learn/advanced").text())
                .contains("Recognised from before: MOD-801")
                .doesNotContain("Not open yet");
        assertThat(fay.get("/learn/prior").text()).contains("seen by me in October");
        assertThat(Session.of(world, "otto").get("/learn/prior").text()).doesNotContain("October");
        assertThat(world.post("fay", "/v1/courses/advanced/enrolments", "{}").status())
                .isBetween(200, 201);
        assertThat(ledger("prior-learning.")).contains("recognised").doesNotContain("October");
        var id = world.get("fay", "/v1/prior-learning").body().at("/prior_learning/0/id").asText();
        max.form("/learn/prior", "/learn/prior/" + id + "/revoke");
        assertThat(fay.get("/learn/advanced").text()).contains("Not open yet");
        assertThat(ledger("prior-learning.")).contains("prior-learning.revoked");
    }
}
