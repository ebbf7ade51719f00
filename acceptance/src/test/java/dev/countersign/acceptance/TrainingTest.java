package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Learning opens gates.
class TrainingTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"E29", "E33", "E35"})
    void eightyFourPerCentOpensNothingAndEightySixDoes() {
        Classroom.teach(world, "tools", 3, 0);
        var before = world.chat("fay", "gated", "Hello");
        assertThat(before.status()).isEqualTo(403);
        assertThat(before.text())
                .contains("a quiz score of at least 0.85", "recorded so far: none", "/learn/tools");

        var first = Classroom.attempt(world, "tools", 42);
        assertThat(first.path("score").asDouble()).isEqualTo(0.84);
        assertThat(first.path("passed").asBoolean()).isFalse();
        assertThat(world.chat("fay", "gated", "Hello").text()).contains("recorded so far: 0.84");

        var second = Classroom.attempt(world, "tools", 43);
        assertThat(second.path("passed").asBoolean()).isTrue();
        assertThat(world.chat("fay", "gated", "Hello").text())
                .doesNotContain("quiz score")
                .contains("50 reviewed shadow samples");

        // The best attempt counts, so a worse one takes nothing away.
        Classroom.attempt(world, "tools", 10);
        assertThat(world.chat("fay", "gated", "Hello").text()).doesNotContain("quiz score");
        var none = world.post("fay", "/v1/courses/tools/quizzes/end/attempts", "{}");
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.text()).contains("you have used all 3 attempts");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .contains("course.kept", "attempt.ended", "evidence.recorded");
    }

    @Test
    @Requirement("E35")
    void whatTheOrganisationHasSetCountsAtQuizzesThatDoNotSayIt() {
        Classroom.teachWithoutCounts(world, "tools", 4);
        Classroom.attempt(world, "tools", 43);
        assertThat(world.chat("fay", "gated", "Hello").text()).doesNotContain("quiz score");
        // By default the last one.
        Classroom.attempt(world, "tools", 10);
        assertThat(world.chat("fay", "gated", "Hello").text()).contains("recorded so far: 0.2");

        Amended.organisation(
                world,
                text ->
                        text.replace(
                                "confidence_required: microtools",
                                "confidence_required: microtools\n  quiz_attempts: best"));
        Classroom.attempt(world, "tools", 5);
        assertThat(world.chat("fay", "gated", "Hello").text()).doesNotContain("quiz score");
    }

    @Test
    @Requirement({"P34", "T16"})
    void twoTabsAreOneAttemptAndNoAnswerIsLost() throws Exception {
        Classroom.teach(world, "tools", 1, 0);
        var ids = together(10, () -> Classroom.begin(world, "tools"));
        assertThat(ids.stream().distinct()).hasSize(1);
        var id = ids.getFirst();
        var saved =
                together(
                        20,
                        () ->
                                String.valueOf(
                                        world.post(
                                                        "fay",
                                                        "/v1/attempts/" + id + "/answers",
                                                        "{\"answers\":{\"q7\":{\"value\":true}}}")
                                                .status()));
        assertThat(saved).containsOnly("200");
        var ended =
                together(
                        5,
                        () ->
                                world.post("fay", "/v1/attempts/" + id + "/submit", "{}")
                                        .body()
                                        .path("score")
                                        .asText());
        assertThat(ended).containsOnly("0.02");
        var late =
                world.post(
                        "fay",
                        "/v1/attempts/" + id + "/answers",
                        "{\"answers\":{\"q1\":{\"value\":true}}}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("handed in already");
        assertThat(world.post("fay", "/v1/courses/tools/quizzes/end/attempts", "{}").status())
                .isEqualTo(409);
    }

    private static List<String> together(int times, Callable<String> what) throws Exception {
        try (var pool = Executors.newFixedThreadPool(times)) {
            var all = pool.invokeAll(IntStream.range(0, times).mapToObj(_ -> what).toList());
            var out = new java.util.ArrayList<String>();
            for (var one : all) {
                out.add(one.get());
            }
            return out;
        }
    }

    @Test
    @Requirement("T16")
    void theServersClockEndsAnAttemptAndWhatWasSavedCounts() {
        Classroom.teach(world, "tools", 2, 20);
        var id = Classroom.begin(world, "tools");
        world.post(
                "fay",
                "/v1/attempts/" + id + "/answers",
                "{\"answers\":{\"q1\":{\"value\":true},\"q2\":{\"value\":true}}}");
        world.clock.tick(Duration.ofMinutes(21));
        var late =
                world.post(
                        "fay",
                        "/v1/attempts/" + id + "/answers",
                        "{\"answers\":{\"q3\":{\"value\":true}}}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("the time for this attempt is over");
        world.server.runDue();
        var ended = world.get("fay", "/v1/attempts/" + id).body();
        assertThat(ended.path("state").asText()).isEqualTo("ended");
        assertThat(ended.path("score").asDouble()).isEqualTo(0.04);
    }

    @Test
    void anAttemptGoesOnWithTheTextItBeganWith() {
        Classroom.teach(world, "tools", 2, 0);
        var id = Classroom.begin(world, "tools");
        Classroom.teach(world, "tools", 2, 30);
        var sheet = world.get("fay", "/v1/attempts/" + id).body();
        assertThat(sheet.path("items")).hasSize(Classroom.QUESTIONS);
        assertThat(sheet.path("due_at").asText()).isEmpty();
    }

    @Test
    void nobodyReadsOrAnswersAnotherPersonsAttempt() {
        Classroom.teach(world, "tools", 2, 0);
        var id = Classroom.begin(world, "tools");
        assertThat(world.get("max", "/v1/attempts/" + id).status()).isEqualTo(404);
        assertThat(world.post("max", "/v1/attempts/" + id + "/submit", "{}").status())
                .isEqualTo(404);
        assertThat(world.post("fay", "/v1/courses", "{\"files\":{}}").status()).isEqualTo(403);
        var wrong =
                world.post(
                        "fay",
                        "/v1/attempts/" + id + "/answers",
                        "{\"answers\":{\"nothing\":{\"value\":true}}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(world.post("pam", "/v1/courses", "{\"files\":{\"pack.yaml\":\"a: b\"}}").text())
                .contains("The pack does not add up", "unknown key `a`");
    }

    @Test
    @Requirement({"P32", "P34"})
    void whatOnlyAPersonCanMarkIsMarkedByAnotherPersonAndCounts() {
        Classroom.teachWithText(world, "tools");
        var id = Classroom.begin(world, "tools");
        var answers =
                Classroom.answers(43)
                        .replace("\"q0\":{\"value\":true}", "\"q0\":{\"typed\":\"Money moves.\"}");
        var ended = world.post("fay", "/v1/attempts/" + id + "/submit", answers).body();
        assertThat(ended.path("score").asDouble()).isEqualTo(0.84);
        assertThat(ended.path("to_mark").asInt()).isEqualTo(1);
        assertThat(world.get("max", "/learn/marking").text()).contains("Fay", "Money moves.");

        var mark = "{\"item\":\"q0\",\"earned\":1,\"words\":\"You name the reason.\"}";
        assertThat(world.post("fay", "/v1/attempts/" + id + "/marks", mark).status())
                .isEqualTo(403);
        assertThat(
                        world.post("max", "/v1/attempts/" + id + "/marks", mark.replace("q0", "q1"))
                                .status())
                .isEqualTo(422);
        assertThat(
                        world.post(
                                        "max",
                                        "/v1/attempts/" + id + "/marks",
                                        mark.replace("You name the reason.", "ok"))
                                .text())
                .contains("the learner would not know why");
        assertThat(world.post("max", "/v1/attempts/" + id + "/marks", mark).status())
                .isEqualTo(200);

        var sheet = world.get("fay", "/v1/attempts/" + id).body();
        assertThat(sheet.path("score").asDouble()).isEqualTo(0.86);
        assertThat(sheet.path("passed").asBoolean()).isTrue();
        assertThat(world.get("fay", "/attempts/" + id).text()).contains("You name the reason.");
        assertThat(world.get("max", "/learn/marking").text()).contains("Nothing waits for you");
        assertThat(world.chat("fay", "gated", "Hello").text()).doesNotContain("quiz score");
    }

    /// Nothing that is right is told before the attempt is over.
    @Test
    void theAnswersAreNotInAnOpenAttempt() {
        Classroom.teach(world, "tools", 2, 0);
        var id = Classroom.begin(world, "tools");
        assertThat(world.get("fay", "/v1/attempts/" + id).text())
                .doesNotContain("right", "explain", "Money moves");
        assertThat(world.get("fay", "/attempts/" + id).text())
                .contains("Case 1 goes to a person")
                .doesNotContain("Money moves", "checked");
        world.post("fay", "/v1/attempts/" + id + "/submit", Classroom.answers(43));
        assertThat(world.get("fay", "/attempts/" + id).text())
                .contains("Passed", "86 %", "Money moves");
    }

    @Test
    @Requirement({"P24", "P36"})
    void aLearnerEnrolsReadsAndTakesTheQuizInTheBrowsersForms() {
        Classroom.teach(world, "tools", 2, 0);
        var fay = Session.of(world, "fay");
        assertThat(fay.get("/learn").text()).contains("Governed tools", "0 % read");
        var section = fay.get("/learn/tools/one/read");
        assertThat(section.html())
                .contains("<strong>drafts</strong>", "<td>refund</td>", "&lt;script&gt;")
                .doesNotContain("<script>alert");
        var next =
                fay.form(
                        "/learn/tools/one/read",
                        "/learn/tools/one/read",
                        "done",
                        "true",
                        "next",
                        "/learn/tools/one/ask");
        assertThat(next.path()).isEqualTo("/learn/tools/one/ask");
        assertThat(fay.get("/learn").text()).contains("50 % read");
        var quiz = fay.form("/learn/tools", "/learn/tools/quiz/end");
        assertThat(quiz.path()).startsWith("/attempts/");
        var saved = fay.form(quiz.path(), quiz.path(), "q3", "true", "do", "save");
        assertThat(saved.html()).contains("name=\"q3\" value=\"true\" checked");
        var done = fay.form(quiz.path(), quiz.path(), "q3", "true", "do", "submit");
        assertThat(done.text()).contains("Not passed with 2 %");
        assertThat(fay.get("/learn/tools").text()).contains("1 of 2 attempts left");
    }
}
