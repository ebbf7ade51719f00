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

/// What people would try to get past a gate, or to read what is not theirs, with the rights that
/// they have.
class OwnGateTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private String evidence() {
        return world.get("cleo", "/v1/ledger/entries?action=evidence.&limit=100").text();
    }

    private World.Answer attempt(String person) {
        var begun = world.post(person, "/v1/courses/tools/quizzes/end/attempts", "{}");
        return begun.status() != 201
                ? begun
                : world.post(
                        person,
                        "/v1/attempts/" + begun.body().path("id").asText() + "/submit",
                        Classroom.answers(50));
    }

    @Test
    @Requirement({"E35", "P34"})
    void aQuizCountsOnlyForWhoeverTakesItsCourse() {
        Classroom.keep(world, "tools", 3, 0);

        assertThat(attempt("fay").status()).isEqualTo(409);
        assertThat(attempt("fay").text()).contains("not enrolled in this course");
        world.post("fay", "/v1/courses/tools/enrolments", "{}");
        assertThat(attempt("fay").body().path("passed").asBoolean()).isTrue();
        assertThat(evidence()).contains("\"fay\"", "gated_tool");
    }

    @Test
    @Requirement("E33")
    void nobodyOpensAGateByAQuizThatTheyBroughtThemselves() {
        Classroom.keep(world, "tools", 3, 0);
        world.post("pam", "/v1/courses/tools/enrolments", "{\"person\":\"pam\"}");

        assertThat(attempt("pam").body().path("passed").asBoolean()).isTrue();
        assertThat(evidence()).doesNotContain("evidence.recorded");
    }

    @Test
    @Requirement({"P9", "P36"})
    void readinessIsSaidByTheNamedMentorAndCountsForItsCourse() {
        Workshop.teach(world, List.of("steps"));
        Workshop.mentor(world, "fay", "mona");
        Workshop.save(world, "fay", "steps", "step.a", "done", "step.b", "done");
        Workshop.handIn(world, "fay", "steps");
        world.post("fay", "/v1/courses/workshop/sections", "{\"section\":\"M1/do\"}");
        var yes =
                "{\"person\":\"fay\",\"ready\":true,\"after\":0,\"reason\":\"She asks in time.\"}";

        var others = world.post("otto", "/v1/courses/workshop/readiness", yes);
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.text()).contains("leave it to `mona` or a manager");
        var said = world.post("mona", "/v1/courses/workshop/readiness", yes);
        assertThat(said.status()).as(said.text()).isBetween(200, 201);
        assertThat(evidence()).contains("readiness:workshop");
    }

    @Test
    @Requirement({"P37", "C19"})
    void whatWasWrittenForOneMentorStaysTheirsWhenTheCourseChanges() {
        Workshop.teach(world, List.of("think"));
        Workshop.mentor(world, "fay", "mona");
        Workshop.save(world, "fay", "think", "entry.1", "Who does my old work now?");
        Workshop.handIn(world, "fay", "think");
        assertThat(read("mona")).contains("Who does my old work");
        assertThat(read("max")).doesNotContain("Who does my old work");

        Workshop.rewrite(world, "think", "kind: writing\npass: {words: {most: 50}, mentor: true}");
        assertThat(read("mona")).contains("Who does my old work");
        for (var other : List.of("max", "otto", "pam")) {
            assertThat(read(other)).doesNotContain("Who does my old work");
        }
        assertThat(world.get("max", "/v1/mentoring").text()).doesNotContain("Who does my old");
    }

    private String read(String by) {
        return world.get(by, Workshop.at("think") + "/of/fay").text();
    }

    @Test
    @Requirement("P33")
    void aMentorWhoStillHasToDoALabDoesNotReadItsKey() {
        Workshop.teach(world, List.of("cases", "write"));
        var max = Session.of(world, "max");
        var mona = Session.of(world, "mona");
        var at = "/learn/mentor/workshop/fay/labs/cases";

        assertThat(mona.get(at).text()).contains("Look for the reason");
        assertThat(max.get(at).text())
                .contains("its key opens to you once you have")
                .doesNotContain("Look for the reason", "They own it at night");
    }
}
