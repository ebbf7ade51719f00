package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A course's surveys are where its cohort and its learners look.
class CohortSurveyTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private void goTo(String instant) {
        world.clock.tick(Duration.between(world.clock.instant(), Instant.parse(instant)));
        world.server.runDue();
    }

    private String survey(String person) {
        for (var item :
                world.get(person, "/v1/calendar?from=2026-11-23&to=2026-12-07")
                        .body()
                        .path("items")) {
            if (item.path("kind").asText().equals("survey")) {
                return item.path("href").asText();
            }
        }
        return "none";
    }

    @Test
    @Requirement({"P40", "P81"})
    void aDatedSurveyIsOnTheCohortsPageAndInItsLearnersCalendarsWithoutTellingWhoAnswered() {
        var term = Term.openWithSurvey(world);
        var page = "/learn/cohorts/" + term.id();
        assertThat(world.get("pam", page).text()).contains("After a week", "not asked yet");
        assertThat(survey("fay")).isEqualTo("/surveys");

        var asked =
                world.post(
                        "pam",
                        "/v1/surveys",
                        """
                        {"pack":"term","survey":"week-one","people":["fay","finn","max","mona","otto"],
                         "publishing":"at_close",
                         "opens":"2026-11-27T14:00:00Z","closes":"2026-11-30T14:00:00Z"}
                        """);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        var id = asked.body().path("id").asText();
        assertThat(survey("fay")).isEqualTo("/surveys/" + id);
        assertThat(world.get("pam", page).text()).contains("opens", "fewer than five");
        var token = world.post("fay", "/v1/calendar/address", "{}").body().path("address").asText();
        var feed = world.get("fay", token.substring(world.base.length())).text();
        assertThat(feed.replace("\r\n ", ""))
                .contains("After a week", world.base + "/surveys/" + id);

        goTo("2026-11-27T15:00:00Z");
        var answer = "{\"marks\":{\"good\":4}}";
        for (var person : List.of("fay", "finn", "max", "mona")) {
            var done = world.post(person, "/v1/surveys/" + id + "/answers", answer);
            assertThat(done.status()).as(done.text()).isBetween(200, 201);
        }
        assertThat(world.get("pam", page).text()).contains("</span> until", "fewer than five");
        world.post("otto", "/v1/surveys/" + id + "/answers", answer);
        assertThat(world.get("pam", page).text())
                .contains("<td data-label=\"Answered\">5</td>")
                .doesNotContain("fewer than five");
        goTo("2026-11-30T15:00:00Z");
        assertThat(world.get("pam", page).text())
                .contains("closed", "<td data-label=\"Answered\">5</td>");
    }
}
