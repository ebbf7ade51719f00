package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The playbook's training tracks, taught by courses.
class TrackTest {
    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private List<String> enrolled() {
        var out = new java.util.ArrayList<String>();
        for (var entry :
                world.get("cleo", "/v1/ledger/entries?action=course.enrolled&limit=500")
                        .body()
                        .path("entries")) {
            out.add(entry.toString());
        }
        return out;
    }

    private List<String> enrolledInTools() {
        return enrolled().stream().filter(e -> e.contains("system:training")).toList();
    }

    private void due() {
        world.clock.tick(Duration.ofMinutes(2));
        world.server.runDue();
    }

    @Test
    @Requirement({"E21", "C8"})
    void whoeverGetsTheRoleIsEnrolledInItsTracksCourseOnce()
            throws IOException, InterruptedException {
        Classroom.track(world, "tools", "frontline");
        due();
        assertThat(enrolledInTools())
                .hasSize(3)
                .anySatisfy(e -> assertThat(e).contains("fay", "frontline_ops"))
                .anySatisfy(e -> assertThat(e).contains("finn"))
                .anySatisfy(e -> assertThat(e).contains("otto"));
        assertThat(Session.of(world, "fay").get("/learn").text()).contains("0 % read");

        // Max manages and learns nothing of it until the role is his, too.
        assertThat(world.get("pam", "/v1/training/completion").text()).doesNotContain("max");
        var given =
                world.setUp.post(
                        world.administrator,
                        "/v1/people",
                        World.JSON
                                .createObjectNode()
                                .put("id", "max")
                                .put("name", "Max Manager")
                                .put("email", "max@world.example")
                                .set(
                                        "roles",
                                        World.JSON
                                                .createArrayNode()
                                                .add("ops_manager")
                                                .add("frontline_ops")));
        assertThat(given).isNotNull();
        due();
        due();
        assertThat(enrolledInTools())
                .hasSize(4)
                .anySatisfy(e -> assertThat(e).contains("max", "frontline"));
    }

    @Test
    @Requirement("E21")
    void aTrackThatIsBoundToNoRoleEnrolsNobody() {
        Classroom.track(world, "tools", "another");
        due();
        assertThat(enrolled()).isEmpty();
    }

    @Test
    @Requirement({"E26", "E27"})
    void thePageSaysWhatATrackTakesAndWhatProvesEachOutcome() {
        var max = Session.of(world, "max");
        assertThat(max.get("/playbook/tracks").text())
                .contains("no course teaches frontline", "35 min for each, 1 h 45 min for all");

        Classroom.track(world, "tools", "frontline");
        // Its only outcome is M1.1; the playbook's is another.
        assertThat(max.get("/playbook/tracks").text())
                .contains(
                        "no lab and no question assesses identify_yellow_zone",
                        "frontline ops, 3 people",
                        "Governed tools")
                .doesNotContain("no course teaches");
    }

    @Test
    @Requirement("E24")
    void modulesStandInTheOrderOfTheTrack() {
        Term.teach(world, "[]");
        assertThat(Session.of(world, "fay").get("/learn/term").text())
                .containsSubsequence("M1 Part 1", "M2 Part 2");
    }

    @Test
    @Requirement("E30")
    void theHostSystemOfAToolIsNamedWithTheAddressOfItsButtonWhichLeadsToItsPrompt() {
        assertThat(Session.of(world, "max").get("/playbook").text())
                .contains("It lives in zendesk", "/ask?prompt=answer");
        assertThat(Session.of(world, "fay").get("/ask?prompt=answer").html())
                .containsPattern("value=\"answer\"[^>]*selected");
    }
}
