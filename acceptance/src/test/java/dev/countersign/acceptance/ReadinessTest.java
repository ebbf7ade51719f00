package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mentor's people, and the yes or no at the end.
class ReadinessTest {
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

    private World.Answer decide(String by, boolean ready, int after) {
        return world.post(
                by,
                "/v1/courses/workshop/readiness",
                "{\"person\":\"fay\",\"ready\":%s,\"after\":%d,\"reason\":\"Asks before it is too late.\"}"
                        .formatted(ready, after));
    }

    private void finish() {
        Workshop.save(world, "fay", "steps", "step.a", "done", "step.b", "done");
        Workshop.handIn(world, "fay", "steps");
        Workshop.save(world, "fay", "rules", "note", "Two of them disagree.");
        Workshop.handIn(world, "fay", "rules");
        Workshop.judge(world, "max", "rules", "fay", true, "");
    }

    @Test
    @Requirement({"P9", "P36"})
    void yesComesAfterModulesAndLabsAndIsUndoneByANewDecision() {
        var early = decide("max", true, 0);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text())
                .contains("1 section is not done: M1/do", "labs not passed: rules, steps");
        finish();
        assertThat(decide("max", true, 0).text()).contains("section").doesNotContain("labs not");
        world.post("fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\"}");
        assertThat(decide("fay", true, 0).status()).isEqualTo(403);
        assertThat(decide("max", true, 0).status()).isEqualTo(201);
        // Two mentors, or one click too many.
        assertThat(decide("mia", false, 0).status()).isEqualTo(409);
        assertThat(decide("max", true, 1).text()).contains("the newest decision says ready");
        assertThat(decide("mia", false, 1).status()).isEqualTo(201);
        var ledger = world.get("cleo", "/v1/ledger/entries?limit=500").text();
        assertThat(ledger)
                .contains("readiness.decided", "\"condition\":\"readiness\"")
                .doesNotContain("Asks before");
        assertThat(Session.of(world, "max").get("/learn/mentor/workshop/fay").text())
                .contains("Asks before it is too late.", "Mia Manager", "course completed");
    }

    @Test
    @Requirement({"P36", "E24"})
    void aCourseIsCompletedOnceByWhateverComesLast() {
        world.post("fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\"}");
        assertThat(completed()).isZero();
        finish();
        assertThat(completed()).isEqualTo(1);
        world.post(
                "fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\",\"done\":false}");
        world.post("fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\"}");
        assertThat(completed()).isEqualTo(1);
        assertThat(world.get("fay", "/v1/courses").text()).contains("\"completed\":true");
    }

    private long completed() {
        return world.get("cleo", "/v1/ledger/entries?limit=500")
                        .text()
                        .split("course.completed", -1)
                        .length
                - 1L;
    }

    @Test
    @Requirement({"P9", "P10"})
    void aManagerNamesOneMentorPerPersonAndTheQueueIsTheirs() {
        assertThat(
                        world.post(
                                        "fay",
                                        "/v1/courses/workshop/mentors",
                                        "{\"person\":\"fay\",\"mentor\":\"otto\"}")
                                .status())
                .isEqualTo(403);
        var wrong =
                world.post(
                        "pam",
                        "/v1/courses/workshop/mentors",
                        "{\"person\":\"otto\",\"mentor\":\"otto\"}");
        assertThat(wrong.text()).contains("nobody is their own mentor");
        assertThat(
                        world.post(
                                        "pam",
                                        "/v1/courses/workshop/mentors",
                                        "{\"person\":\"fay\",\"mentor\":\"cleo\"}")
                                .text())
                .contains("`cleo` has none of the roles");
        Workshop.save(world, "fay", "rules", "note", "Two of them disagree.");
        Workshop.handIn(world, "fay", "rules");
        assertThat(waits("mona")).isTrue();
        Workshop.mentor(world, "fay", "otto");
        assertThat(waits("mona")).isFalse();
        assertThat(waits("otto")).isTrue();
        Workshop.mentor(world, "fay", "mona");
        assertThat(waits("mona")).isTrue();
        assertThat(waits("otto")).isFalse();
        assertThat(waits("fay")).isFalse();
    }

    private boolean waits(String mentor) {
        return world.get(mentor, "/v1/mentoring").text().contains("\"lab\":\"rules\"");
    }
}
