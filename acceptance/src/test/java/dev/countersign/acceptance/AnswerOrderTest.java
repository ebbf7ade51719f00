package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves may arrive in another order than they were sent in.
class AnswerOrderTest {
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
    void aSaveThatArrivesLateReplacesNothingAndIsToldWhatStands() {
        Classroom.teach(world, "tools", 1, 0);
        arrivesLate("/v1/attempts/" + Classroom.begin(world, "tools"));
    }

    @Test
    @Requirement({"P34", "T16"})
    void inADrillToo() {
        Workshop.teach(world);
        var id = world.post("fay", Workshop.at("drill") + "/tries", "{}").body().path("id");
        arrivesLate("/v1/tries/" + id.asText());
    }

    private void arrivesLate(String at) {
        var base = world.get("fay", at).body().path("seq").asLong();
        assertThat(save(at, "q0", true, base + 2).path("stands")).isEmpty();

        var late = save(at, "q0", false, base + 1);
        assertThat(late.path("saved").asBoolean()).isTrue();
        assertThat(late.path("stands").path("q0").path("value").asBoolean()).isTrue();
        assertThat(save(at, "q0", true, base + 2).path("stands").has("q0")).isTrue();
        assertThat(answered(at, "q0")).isEqualTo("true");

        // Each question has its own order.
        assertThat(save(at, "q1", true, base + 1).path("stands")).isEmpty();
        // An answer that was taken back stays taken back.
        world.post("fay", at + "/answers", body("q1", "{}", base + 3));
        assertThat(save(at, "q1", true, base + 2).path("stands").path("q1")).isEmpty();
        assertThat(answered(at, "q1")).isEmpty();

        // Without a number the later arrival stands, and takes the number of none.
        world.post("fay", at + "/answers", "{\"answers\":{\"q0\":{\"value\":false}}}");
        assertThat(answered(at, "q0")).isEqualTo("false");
        assertThat(save(at, "q0", true, base + 1).path("stands").has("q0")).isTrue();

        for (var wrong : new String[] {"0", "-1", "1.5", "\"7\"", "99999999999999999999"}) {
            var refused =
                    world.post(
                            "fay",
                            at + "/answers",
                            "{\"answers\":{\"q0\":{\"value\":true}},\"seq\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text()).contains("`seq` is");
        }
        assertThat(answered(at, "q0")).isEqualTo("false");
    }

    @Test
    @Requirement({"P34", "T16"})
    void ofTwoTabsTheOneOpenedLaterWinsAndHandingInKeepsWhatTheOtherSaidElsewhere() {
        Classroom.teach(world, "tools", 1, 0);
        var at = "/v1/attempts/" + Classroom.begin(world, "tools");
        var page = at.substring(3);
        var first = base(at);
        world.clock.tick(Duration.ofSeconds(1));
        var second = base(at);
        assertThat(second).isGreaterThan(first + 1_000);

        var fay = Session.of(world, "fay");
        keep(fay, page, first + 1, "q3", "true");
        assertThat(keep(fay, page, second + 1, "q4", "true").html()).contains("\"stands\":{}");
        assertThat(keep(fay, page, first + 2, "q4", "false").html()).contains("\"q4\"");
        assertThat(answered(at, "q4")).isEqualTo("true");

        // A clock that went back hands out no number that is below what is there.
        world.clock.tick(Duration.ofHours(-1));
        assertThat(base(at)).isEqualTo(second + 1);

        // The first tab knows nothing of q4, and the second nothing of q3.
        var ended =
                fay.form(
                        page,
                        page,
                        "do",
                        "submit",
                        "seq",
                        String.valueOf(second + 2),
                        "only",
                        "q5",
                        "q5",
                        "true");
        assertThat(ended.text()).contains("Not passed with 6 %");
    }

    private static Session.Page keep(Session who, String page, long seq, String item, String to) {
        return who.form(
                page, page, "do", "keep", "seq", String.valueOf(seq), "only", item, item, to);
    }

    private long base(String at) {
        return world.get("fay", at).body().path("seq").asLong();
    }

    private com.fasterxml.jackson.databind.JsonNode save(
            String at, String item, boolean to, long seq) {
        return world.post("fay", at + "/answers", body(item, "{\"value\":" + to + "}", seq)).body();
    }

    private static String body(String item, String answer, long seq) {
        return "{\"answers\":{\"%s\":%s},\"seq\":%d}".formatted(item, answer, seq);
    }

    /// What the page shows as chosen.
    private String answered(String at, String item) {
        var html = world.get("fay", at.substring(3)).text();
        for (var value : new String[] {"true", "false"}) {
            if (html.contains("name=\"%s\" value=\"%s\" checked".formatted(item, value))) {
                return value;
            }
        }
        return "";
    }
}
