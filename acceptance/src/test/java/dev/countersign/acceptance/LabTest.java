package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A learner does labs; each passes by its own rule and by nothing less.
class LabTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Workshop.teach(world);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private String state(String lab) {
        return Workshop.state(world, "fay", lab).path("state").asText();
    }

    @Test
    @Requirement({"P31", "P32"})
    void aChecklistPassesOnceEveryStepIsTickedAndTicksAreKept() {
        Workshop.save(world, "fay", "steps", "step.a", "done");
        var early = Workshop.handIn(world, "fay", "steps");
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.text()).contains("every step: 1 of 2 ticked");
        assertThat(Workshop.save(world, "fay", "steps", "step.c", "done").status()).isEqualTo(422);
        Workshop.save(world, "fay", "steps", "step.b", "done");
        assertThat(Workshop.handIn(world, "fay", "steps").body().path("state").asText())
                .isEqualTo("passed");
        assertThat(Workshop.save(world, "fay", "steps", "step.a", "").status()).isEqualTo(409);
        assertThat(Workshop.handIn(world, "fay", "steps").body().path("hand_in").asInt())
                .isEqualTo(1);
        world.awaitLedger("action=lab.", "lab.handed-in", "lab.passed");
    }

    @Test
    @Requirement({"P31", "P32"})
    void aDrillKeepsEveryTryAndPassesWithFourOfFive() {
        assertThat(tried(3)).isEqualTo(3);
        assertThat(state("drill")).isEqualTo("begun");
        assertThat(Workshop.handIn(world, "fay", "drill").text()).contains("best try: 3");
        assertThat(tried(4)).isEqualTo(4);
        assertThat(state("drill")).isEqualTo("passed");
        assertThat(Workshop.state(world, "fay", "drill").path("tries")).hasSize(2);
    }

    private int tried(int right) {
        var begun = world.post("fay", Workshop.at("drill") + "/tries", "{}").body();
        assertThat(begun.toString()).doesNotContain("Money moves", "mark");
        var again = world.post("fay", Workshop.at("drill") + "/tries", "{}").body();
        assertThat(again.path("id")).isEqualTo(begun.path("id"));
        var answers = World.JSON.createObjectNode();
        for (var i = 0; i < 5; i++) {
            answers.putObject("q" + i).put("value", i < right);
        }
        var body = World.JSON.createObjectNode();
        body.set("answers", answers);
        var id = begun.path("id").asText();
        assertThat(world.get("max", "/v1/tries/" + id).status()).isEqualTo(404);
        var ended = world.post("fay", "/v1/tries/" + id + "/submit", body.toString());
        assertThat(world.post("fay", "/v1/tries/" + id + "/answers", body.toString()).status())
                .isEqualTo(409);
        return ended.body().path("right").asInt();
    }

    @Test
    @Requirement({"P31", "P32"})
    void textsHaveTheirLimitsAndALoadBearingRowFailsWhateverTheSum() {
        Workshop.save(world, "fay", "write", "entry.1", "one two", "entry.2", "one two three");
        assertThat(Workshop.handIn(world, "fay", "write").text())
                .contains("text 1 of 3 to 6 words: 2 words")
                .doesNotContain("text 2 of");
        Workshop.save(world, "fay", "write", "entry.1", "one two three four five six seven");
        assertThat(Workshop.handIn(world, "fay", "write").status()).isEqualTo(422);
        Workshop.save(world, "fay", "write", "entry.1", "one two - three");
        assertThat(Workshop.handIn(world, "fay", "write").body().path("state").asText())
                .isEqualTo("handed in");
        assertThat(
                        Workshop.judge(
                                        world,
                                        "max",
                                        "write",
                                        "fay",
                                        true,
                                        ",\"levels\":{\"facts\":0,\"words\":2}")
                                .text())
                .contains("`The facts` carries the whole and is at its lowest level");
        assertThat(Workshop.judge(world, "max", "write", "fay", true, "").text())
                .contains("0 of 2 rows");
        assertThat(Workshop.judge(world, "max", "write", "fay", false, "").status()).isEqualTo(200);
        assertThat(state("write")).isEqualTo("sent back");
        Workshop.handIn(world, "fay", "write");
        assertThat(
                        Workshop.judge(
                                        world,
                                        "max",
                                        "write",
                                        "fay",
                                        true,
                                        ",\"levels\":{\"facts\":1,\"words\":1}")
                                .status())
                .isEqualTo(200);
        assertThat(state("write")).isEqualTo("passed");
        assertThat(Workshop.state(world, "fay", "write").path("judgements")).hasSize(2);
    }

    @Test
    @Requirement("P33")
    void theKeyOfScenariosIsForMentorsAndForTheLearnerOnlyAfterwards() {
        Workshop.save(
                world,
                "fay",
                "cases",
                "sc-01.category",
                "rollback",
                "sc-01.decision",
                "escalate",
                "sc-01.because",
                "They own it.",
                "sc-01.to",
                "incident_commander");
        assertThat(Workshop.handIn(world, "fay", "cases").text()).contains("1 settled");
        var fay = Session.of(world, "fay");
        assertThat(fay.get("/learn/workshop/labs/cases").text())
                .contains("A rollback at night")
                .doesNotContain("It ends by itself", "the key", "No end date");
        Workshop.save(
                world,
                "fay",
                "cases",
                "sc-02.category",
                "rollback",
                "sc-02.decision",
                "deny",
                "sc-02.because",
                "No end.");
        assertThat(Workshop.handIn(world, "fay", "cases").status()).isEqualTo(200);
        assertThat(fay.get("/learn/workshop/labs/cases").text())
                .contains("agrees with the key", "differs from the key")
                .doesNotContain("It ends by itself", "No end date");
        assertThat(Session.of(world, "mona").get("/learn/mentor/workshop/fay/labs/cases").text())
                .contains("It ends by itself", "No end date", "Look for the reason");
        assertThat(fay.get("/learn/mentor/workshop/otto/labs/cases").status()).isEqualTo(403);
        Workshop.judge(world, "max", "cases", "fay", true, "");
        assertThat(fay.get("/learn/workshop/labs/cases").text()).contains("It ends by itself");
    }

    @Test
    @Requirement({"P31", "P32"})
    void aGroupsResultCountsForThoseWhoConfirmAndNobodyOfItSigns() {
        for (var i = 1; i <= 2; i++) {
            Workshop.save(world, "fay", "group", "settled." + i, "The machine, if it is small.");
        }
        assertThat(Workshop.handIn(world, "fay", "group").text())
                .contains("a group of at least 2: 0 named");
        var stranger =
                world.post("fay", Workshop.at("group") + "/group", "{\"members\":[\"eve\"]}");
        assertThat(stranger.text()).contains("`eve` does not learn this course");
        world.post("fay", Workshop.at("group") + "/group", "{\"members\":[\"finn\",\"max\"]}");
        Workshop.handIn(world, "fay", "group");
        assertThat(state("group")).isEqualTo("handed in");
        assertThat(Workshop.judge(world, "max", "group", "fay", true, "").text())
                .contains("you are one of this group");
        var work = Workshop.state(world, "fay", "group").path("work").asText();
        var confirm = Workshop.at("group") + "/group/" + work;
        assertThat(world.post("otto", confirm, "{\"was\":true}").status()).isEqualTo(404);
        assertThat(world.post("finn", confirm, "{\"was\":true}").status()).isEqualTo(200);
        assertThat(state("group")).isEqualTo("passed");
        assertThat(Workshop.state(world, "finn", "group").path("state").asText())
                .isEqualTo("passed");
        assertThat(Workshop.state(world, "max", "group").path("state").asText())
                .isEqualTo("not begun");
        world.post("max", confirm, "{\"was\":true}");
        assertThat(Workshop.state(world, "max", "group").path("state").asText())
                .isEqualTo("passed");
    }

    @Test
    @Requirement({"P31", "P36"})
    void whatIsToBeObservedComesBeforeTheRest() {
        Workshop.save(world, "fay", "live", "note", "Two real ones, both before noon.");
        assertThat(Workshop.handIn(world, "fay", "live").text())
                .contains("the first 2 observed by a mentor: 0 observed");
        assertThat(world.post("fay", Workshop.at("live") + "/watch", "{}").status()).isEqualTo(200);
        assertThat(world.get("max", "/v1/mentoring").text()).contains("\"kind\":\"watch\"");
        assertThat(observed("fay", 1)).isEqualTo(403);
        assertThat(observed("max", 1)).isEqualTo(201);
        assertThat(observed("mia", 1)).isEqualTo(409);
        assertThat(observed("mia", 2)).isEqualTo(201);
        assertThat(observed("mia", 3)).isEqualTo(409);
        assertThat(Workshop.handIn(world, "fay", "live").status()).isEqualTo(200);
        assertThat(Workshop.judge(world, "max", "live", "fay", true, "").status()).isEqualTo(200);
        assertThat(state("live")).isEqualTo("passed");
    }

    private int observed(String by, int number) {
        return world.post(
                        by,
                        Workshop.at("live") + "/observations",
                        "{\"person\":\"fay\",\"number\":%d,%s}".formatted(number, Workshop.WORDS))
                .status();
    }

    @Test
    @Requirement({"P31", "P61"})
    void labsOnTheProductCheckWhatTheProductKnowsAndLinkToIt() {
        assertThat(Workshop.handIn(world, "fay", "mocks").text())
                .contains("1 mock exceptions decided at the practice desk: 0 decided");
        Workshop.save(world, "fay", "mocks", "note", "One, without help.");
        new Learner(world, "fay").denies(1);
        assertThat(Workshop.handIn(world, "fay", "mocks").body().path("state").asText())
                .isEqualTo("passed");
        var page = Session.of(world, "fay");
        assertThat(page.get("/learn/workshop/labs/mocks").html()).contains("href=\"/practice\"");
        assertThat(page.get("/learn/workshop/labs/rules").html()).contains("href=\"/policies\"");
        assertThat(page.get("/learn/workshop/labs/trend").html()).contains("href=\"/exceptions\"");
        assertThat(page.get("/learn/workshop/labs/ask").html()).contains("href=\"/audit\"");
        assertThat(Workshop.handIn(world, "fay", "rules").text()).contains("a short note");
        Workshop.save(world, "fay", "rules", "note", "Two of them disagree.");
        assertThat(Workshop.handIn(world, "fay", "rules").body().path("state").asText())
                .isEqualTo("handed in");
    }

    @Test
    @Requirement("P32")
    void nobodySignsTheirOwnAndOfTwoMentorsAtOnceOneWins() throws Exception {
        Workshop.save(world, "otto", "rules", "note", "I signed this myself.");
        Workshop.handIn(world, "otto", "rules");
        var own = Workshop.judge(world, "otto", "rules", "otto", true, "");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text()).contains("nobody judges their own lab");
        assertThat(Workshop.judge(world, "fay", "rules", "otto", true, "").status()).isEqualTo(403);

        try (var pool = Executors.newFixedThreadPool(2)) {
            var max = pool.submit(() -> Workshop.judge(world, "max", "rules", "otto", true, ""));
            var mia = pool.submit(() -> Workshop.judge(world, "mia", "rules", "otto", false, ""));
            var both = java.util.List.of(max.get(), mia.get());
            assertThat(both.stream().map(World.Answer::status)).containsExactlyInAnyOrder(200, 409);
            assertThat(
                            both.stream()
                                    .filter(a -> a.status() == 409)
                                    .findFirst()
                                    .orElseThrow()
                                    .text())
                    .containsAnyOf("Max Manager has signed it", "Mia Manager has sent back it");
        }
        assertThat(Workshop.state(world, "otto", "rules").path("judgements")).hasSize(1);
    }

    @Test
    @Requirement({"P31", "P37"})
    void aReflectionIsReadByTheLearnerAndTheirMentorAndAScriptInItIsText() {
        var words = "<script>alert('x')</script> I am worried about my job.";
        Workshop.save(world, "fay", "think", "entry.1", words);
        assertThat(Workshop.handIn(world, "fay", "think").text())
                .contains("only your mentor may read this, and you have none yet");
        Workshop.mentor(world, "fay", "mona");
        assertThat(Workshop.handIn(world, "fay", "think").status()).isEqualTo(200);
        assertThat(Session.of(world, "fay").get("/learn/workshop/labs/think").html())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert");
        var mona = Session.of(world, "mona");
        assertThat(mona.get("/learn/mentor").text()).contains("Fay Frontline: lab think");
        assertThat(mona.get("/learn/mentor/workshop/fay/labs/think").html())
                .contains("&lt;script&gt;", "worried about my job")
                .doesNotContain("<script>alert");
        for (var other : java.util.List.of("max", "otto", "pam")) {
            assertThat(world.get(other, Workshop.at("think") + "/of/fay").text())
                    .contains("handed in")
                    .doesNotContain("worried");
            assertThat(Workshop.judge(world, other, "think", "fay", true, "").status())
                    .isEqualTo(403);
        }
        assertThat(world.get("max", "/v1/mentoring").text()).doesNotContain("think");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .contains("lab.handed-in")
                .doesNotContain("worried");

        // The next mentor does not read what was written for the one before.
        Workshop.mentor(world, "fay", "otto");
        assertThat(world.get("otto", Workshop.at("think") + "/of/fay").text())
                .doesNotContain("worried");
        assertThat(world.get("mona", Workshop.at("think") + "/of/fay").text())
                .doesNotContain("worried");
        world.post("fay", Workshop.at("think") + "/take-back", "{}");
        Workshop.handIn(world, "fay", "think");
        assertThat(world.get("otto", Workshop.at("think") + "/of/fay").text()).contains("worried");
        assertThat(Workshop.judge(world, "otto", "think", "fay", true, "").status()).isEqualTo(200);
        assertThat(state("think")).isEqualTo("passed");
    }

    @Test
    @Requirement({"P24", "P32"})
    void aLearnerAndAMentorDoItInTheBrowsersForms() {
        var fay = Session.of(world, "fay");
        assertThat(fay.get("/learn/workshop").text()).contains("The steps lab", "not begun");
        var at = "/learn/workshop/labs/rules";
        var saved = fay.form(at, at, "note", "Two of them disagree.", "do", "save");
        assertThat(saved.html()).contains("Two of them disagree.");
        assertThat(fay.form(at, at, "note", "", "do", "hand-in").text())
                .contains("A short note of what you did: none yet");
        assertThat(fay.form(at, at, "note", "Two disagree.", "do", "hand-in").text())
                .contains("handed in", "Take it back");
        var max = Session.of(world, "max");
        assertThat(max.get("/learn/mentor").text())
                .contains("Fay Frontline: lab rules", "0 of 12", "Workshop");
        var short_ =
                max.form(
                        "/learn/mentor",
                        "/learn/mentor/workshop/fay/labs/rules",
                        "hand_in",
                        "1",
                        "words",
                        "ok",
                        "do",
                        "sign");
        assertThat(short_.text()).contains("The comment has 2 characters");
        max.form(
                "/learn/mentor",
                "/learn/mentor/workshop/fay/labs/rules",
                "hand_in",
                "1",
                "words",
                "You read both of them.",
                "do",
                "sign");
        assertThat(fay.get(at).text()).contains("passed", "You read both of them.", "Max Manager");
        assertThat(max.get("/learn/mentor").text()).contains("Nothing waits for you");
    }
}
