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

/// The playbook asks that 92 % complete their training within 14 days.
class CompletionTest {
    private final SlackStandIn slack = new SlackStandIn();
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        slack.member(SlackTest.id("pam"), "pam@world.example");
        world = SlackTest.world(data, slack);
        Classroom.teach(world, "tools", 3, 0);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
        slack.close();
    }

    private void enrol(List<String> people) {
        for (var person : people) {
            var done =
                    world.post(
                            "pam",
                            "/v1/courses/tools/enrolments",
                            "{\"person\":\"" + person + "\"}");
            assertThat(done.status()).as(done.text()).isBetween(200, 201);
        }
    }

    private void complete(String person) {
        var id =
                world.post(person, "/v1/courses/tools/quizzes/end/attempts", "{}")
                        .body()
                        .path("id")
                        .asText();
        world.post(person, "/v1/attempts/" + id + "/submit", Classroom.answers(50));
        for (var section : List.of("M1/read", "M1/ask")) {
            world.post(person, "/v1/courses/tools/sections", "{\"section\":\"" + section + "\"}");
        }
    }

    private JsonNode track() {
        return world.get("max", "/v1/training/completion").body().at("/tracks/0");
    }

    private JsonNode behind() {
        return world.get("cleo", "/v1/ledger/entries?action=training.behind")
                .body()
                .path("entries");
    }

    private void days(int days) {
        world.clock.tick(Duration.ofDays(days));
        world.server.runDue();
        world.server.runDue();
        world.server.chatDue();
    }

    @Test
    @Requirement({"E12", "P40"})
    void belowTheTargetOnDayFourteenItsOwnerIsToldOnceAndTheLedgerHasIt() {
        enrol(List.of("fay", "finn", "otto"));
        assertThat(track().path("running").asInt()).isEqualTo(3);
        complete("fay");
        assertThat(track().path("completed").asInt()).isEqualTo(1);
        days(13);
        assertThat(behind()).isEmpty();
        assertThat(track().path("counted").asInt()).isEqualTo(1);

        days(2);
        assertThat(behind()).hasSize(1);
        assertThat(behind().toString()).contains("frontline_ops", "0.92");
        var told = world.get("pam", "/v1/notices").text();
        assertThat(told)
                .contains("1 of 3 in the role frontline ops", "within 14 days", "asks for 92 %");
        assertThat(world.get("max", "/v1/notices").text()).doesNotContain("within 14 days");
        var track = track();
        assertThat(track.path("completed").asInt()).isEqualTo(1);
        assertThat(track.path("counted").asInt()).isEqualTo(3);
        assertThat(track.path("met").asBoolean()).isFalse();
        assertThat(track.path("missing").findValuesAsText("person"))
                .containsExactly("finn", "otto");
        assertThat(Session.of(world, "max").get("/learn/completion").text())
                .contains("33 %", "1 of 3", "missed", "Finn Frontline", "over");
        assertThat(world.get("fay", "/learn/completion").status()).isEqualTo(403);

        // In chat on the next morning that is none of rest; and once.
        days(3);
        days(1);
        assertThat(slack.directs(SlackTest.id("pam")))
                .anyMatch(m -> m.shows("1 of 3 in the role frontline ops"));
        complete("finn");
        days(1);
        assertThat(behind()).hasSize(1);
        assertThat(track().path("completed").asInt()).isEqualTo(1);
    }

    @Test
    @Requirement("E12")
    void whoReachesTheTargetIsNotToldOf() {
        enrol(List.of("fay", "finn"));
        complete("fay");
        complete("finn");
        days(15);
        assertThat(track().path("met").asBoolean()).isTrue();
        assertThat(behind()).isEmpty();
        assertThat(world.get("pam", "/v1/notices").text()).doesNotContain("within 14 days");
    }
}
