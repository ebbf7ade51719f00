package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Those who answer for a quiz look how its questions do, mend a key, and give somebody more time.
class QuizCareTest {
    private static final String WHY =
            "{\"why\":\"The key of question 42 was the wrong way round, said Otto.\"}";

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
    @Requirement({"P34", "T16"})
    void aMendedKeyCountsForEverybodyAndOpensTheGateItShouldHaveOpened() {
        Classroom.teach(world, "tools", 6, 0);
        for (var right : new int[] {20, 30, 35, 40, 42}) {
            Classroom.attempt(world, "tools", right);
        }
        assertThat(world.chat("fay", "gated", "Hello").text()).contains("recorded so far: 0.84");
        assertThat(world.get("fay", "/v1/courses/tools/quizzes/end/items").status()).isEqualTo(403);
        var items = world.get("max", "/v1/courses/tools/quizzes/end/items").body().path("items");
        assertThat(items).hasSize(Classroom.QUESTIONS);
        var q25 = item(items, "q25");
        assertThat(q25.path("asked").asInt()).isEqualTo(5);
        assertThat(q25.path("difficulty").asDouble()).isEqualTo(0.8);
        assertThat(q25.path("discrimination").asDouble()).isGreaterThan(0.5);
        assertThat(item(items, "q45").path("remarks").toString()).contains("is the key right?");

        Classroom.teachWithOtherKey(world, "tools", 6, 42);
        assertThat(world.post("mona", "/v1/courses/tools/quizzes/end/remark", WHY).status())
                .isEqualTo(403);
        var remarked = world.post("max", "/v1/courses/tools/quizzes/end/remark", WHY);
        assertThat(remarked.body().path("changed")).hasSize(5);
        assertThat(remarked.text()).contains("0.84", "0.86");
        assertThat(world.chat("fay", "gated", "Hello").text()).doesNotContain("quiz score");
        // Once more changes nothing.
        assertThat(
                        world.post("max", "/v1/courses/tools/quizzes/end/remark", WHY)
                                .body()
                                .path("changed"))
                .isEmpty();
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .contains("attempt.remarked", "quiz.remarked");
    }

    private static com.fasterxml.jackson.databind.JsonNode item(
            com.fasterxml.jackson.databind.JsonNode items, String id) {
        for (var item : items) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("there is no " + id);
    }

    @Test
    @Requirement("T16")
    void moreTimeIsGivenByOthersAndCountsFromTheNextAttemptOn() {
        Classroom.teach(world, "tools", 3, 20);
        assertThat(due()).isEqualTo(Duration.ofMinutes(20));
        world.clock.tick(Duration.ofMinutes(21));
        world.server.runDue();
        assertThat(world.post("otto", "/v1/people/otto/quiz-time", "{\"percent\":50}").status())
                .isEqualTo(403);
        assertThat(world.post("mona", "/v1/people/fay/quiz-time", "{\"percent\":900}").status())
                .isEqualTo(422);
        assertThat(world.post("mona", "/v1/people/fay/quiz-time", "{\"percent\":50}").status())
                .isEqualTo(200);
        assertThat(due()).isEqualTo(Duration.ofMinutes(30));
    }

    private Duration due() {
        var id = Classroom.begin(world, "tools");
        var due = world.get("fay", "/v1/attempts/" + id).body().path("due_at").asText();
        return Duration.between(world.clock.instant(), Instant.parse(due));
    }
}
