package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may be on call follows from what is recorded, at each look.
class OnCallTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private JsonNode standing(String reader, String person) {
        for (var one : world.get(reader, "/v1/on-call/eligibility").body().path("people")) {
            if (one.path("person").asText().equals(person)) {
                return one;
            }
        }
        return World.JSON.missingNode();
    }

    @Test
    @Requirement("E33")
    void theGateSaysWhoMayBeOnCallAndLeadsTheOthersToWhatTheyLack() {
        assertThat(world.get("max", "/v1/on-call/eligibility").body().path("asked").asBoolean())
                .isFalse();
        assertThat(standing("max", "fay").path("may").asBoolean()).isTrue();
        assertThat(world.get("max", "/team/on-call").text()).contains("nothing is asked");

        Classroom.teach(world, "tools", 2, 0);
        Amended.organisation(
                world,
                text ->
                        text
                                + "gates:\n  on_call:\n"
                                + "    - {type: course, of: tools, valid_days: 5}\n");
        var fay = standing("max", "fay");
        assertThat(fay.path("may").asBoolean()).isFalse();
        assertThat(fay.at("/missing/0/condition").asText()).contains("for `on_call`");
        assertThat(fay.at("/missing/0/href").asText()).isEqualTo("/learn");
        assertThat(Session.of(world, "max").get("/team/on-call").html())
                .contains("Fay Frontline", "href=\"/learn\"");
        // Others see themselves.
        assertThat(standing("fay", "fay").path("may").asBoolean()).isFalse();
        assertThat(standing("fay", "max").isMissingNode()).isTrue();
        assertThat(world.get("fay", "/team/on-call").text()).doesNotContain("Max Manager");

        world.post("fay", "/v1/courses/tools/enrolments", "{\"person\":\"fay\"}");
        Classroom.attempt(world, "tools", 50);
        for (var section : new String[] {"M1/read", "M1/ask"}) {
            world.post("fay", "/v1/courses/tools/sections", "{\"section\":\"" + section + "\"}");
        }
        assertThat(standing("max", "fay").path("may").asBoolean()).isTrue();
        assertThat(standing("max", "finn").path("may").asBoolean()).isFalse();

        // A waiver stands in, and what is too long ago counts no more.
        var waived =
                world.post(
                        "pam",
                        "/v1/waivers",
                        "{\"person\":\"finn\",\"tool\":\"on_call\",\"condition\":\"course:tools\","
                                + "\"reason\":\"has been on call here for three years\",\"days\":3}");
        assertThat(waived.status()).as(waived.text()).isEqualTo(201);
        assertThat(standing("max", "finn").path("may").asBoolean()).isTrue();
        world.clock.tick(Duration.ofDays(6));
        assertThat(standing("max", "fay").at("/missing/0/condition").asText()).contains("ended on");
        assertThat(standing("max", "finn").path("may").asBoolean()).isFalse();
    }
}
