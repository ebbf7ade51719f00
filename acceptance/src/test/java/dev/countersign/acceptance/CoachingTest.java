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

/// From the daily brief to a talk in minutes: with whom, about which module, on which case.
class CoachingTest {
    private World world;
    private String call;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        // Its quiz opens `gated_tool`, and so it is what teaches the prompt `gated`.
        Classroom.teach(world, "tools", 3, 0);
        for (var condition : new String[] {"quiz", "shadow_mode"}) {
            world.post(
                    "max",
                    "/v1/waivers",
                    "{\"person\":\"fay\",\"tool\":\"gated_tool\",\"condition\":\"%s\",\"days\":30,\"reason\":\"she ran this desk for years before\"}"
                            .formatted(condition));
        }
        world.upstream.answers("A lawsuit is near.\nconfidence: 0.95");
        var held = world.chat("fay", "gated", "What do we answer?");
        call = held.call();
        world.post("max", "/v1/cases/" + held.hold() + "/take", "{}");
        world.chat("otto", "answer", "And what do I answer?");
        until("2026-11-20T14:00:01Z");
    }

    private void until(String instant) {
        world.clock.tick(Duration.between(world.clock.instant(), Instant.parse(instant)));
        world.server.runDue();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private static String links(String html) {
        return html.substring(html.indexOf("<h2 id=\"exceptions\">"));
    }

    @Test
    @Requirement("E78")
    void anExceptionLeadsToThePersonTheModuleAndTheCaseInEveryShape() {
        var page = links(Session.of(world, "max").get("/brief").html());
        assertThat(page)
                .contains("1 answer of gated needed a person")
                .contains("<a href=\"/learn/mentor/tools/fay\">Fay Frontline</a>")
                .contains("<a href=\"/learn/tools/one/read\">Why a person decides</a>")
                .contains("<a href=\"/calls/" + call + "\">case</a>");
        // Otto is in no course, and no module teaches what he asked.
        assertThat(page).contains("coach: Otto Mentor · <a href=\"/calls/");
        for (var path : new String[] {"/learn/mentor/tools/fay", "/learn/tools/one/read"}) {
            assertThat(world.get("max", path).status()).as(path).isEqualTo(200);
        }

        for (var shape : new String[] {"md", "slack.json", "card.json"}) {
            var sent = world.get("max", "/brief/2026-11-20." + shape).text();
            assertThat(sent)
                    .as(shape)
                    .contains(
                            "coach: ",
                            world.base + "/learn/mentor/tools/fay",
                            world.base + "/learn/tools/one/read",
                            world.base + "/calls/" + call);
        }
    }

    @Test
    @Requirement("E78")
    void aCaseThatBecameLateLeadsToWhoeverHadIt() {
        var before = Session.of(world, "mia").get("/brief").html();
        assertThat(before).doesNotContain("Not settled in time");

        until("2026-11-21T14:00:01Z");

        var page = Session.of(world, "mia").get("/brief").html();
        var misses = page.substring(page.indexOf("<h2>Misses</h2>"));
        assertThat(misses).contains("Not settled in time: gated", "coach: Max Manager");
        // Nobody had otto's: the miss is told, and nobody is coached for it.
        assertThat(misses).contains("Not settled in time: answer").doesNotContain("Otto Mentor");
    }

    @Test
    @Requirement("E78")
    void whoMayNotSeeHowSomebodyStandsGetsNoLinkToIt() {
        var page = links(Session.of(world, "cleo").get("/brief").html());

        assertThat(page).contains("coach: Fay Frontline", "Why a person decides");
        assertThat(page).doesNotContain("/learn/mentor/");
        assertThat(world.get("cleo", "/learn/mentor/tools/fay").status()).isEqualTo(403);
    }
}
