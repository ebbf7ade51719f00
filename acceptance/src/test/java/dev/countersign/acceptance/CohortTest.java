package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cohort meets, is told when, and everybody sees who was there.
class CohortTest {
    private static final String ABSENT =
            "\"state\":\"absent\",\"reason\":\"a broken leg\",\"after\":";

    @TempDir Path data;

    private World world;

    @BeforeEach
    void start() {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private void goTo(String instant) {
        world.clock.tick(Duration.between(world.clock.instant(), Instant.parse(instant)));
        world.server.runDue();
        world.server.runDue();
    }

    @Test
    @Requirement({"P2", "P6", "P17"})
    void aCohortOpensOnAMondayWithSessionsDatesAndMentors() {
        var term = Term.open(world);

        assertThat(term.cohort.path("sessions")).hasSize(4);
        assertThat(term.cohort.at("/sessions/0/starts").asText()).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(term.cohort.at("/sessions/3/starts").asText()).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(term.cohort.path("findings")).isEmpty();
        assertThat(term.learner("fay").path("mentor").asText()).isEqualTo("Mona Mentor");
        assertThat(world.get("fay", "/v1/courses").text()).contains("\"pack\":\"term\"");
        assertThat(
                        world.get("fay", "/v1/calendar?from=2026-11-23&to=2026-12-07")
                                .body()
                                .path("items"))
                .hasSize(6);
        assertThat(world.get("eve", "/v1/cohorts/" + term.id()).status()).isEqualTo(404);
        assertThat(world.post("fay", "/v1/cohorts", Term.wanted("")).status()).isEqualTo(403);
        assertThat(
                        world.post(
                                        "pam",
                                        "/v1/cohorts",
                                        Term.wanted("").replace("2026-11-23", "2026-11-24"))
                                .text())
                .contains("is a Tuesday");
    }

    @Test
    @Requirement("C16")
    void hoursThatDoNotFitAreNamedBeforeAnythingIsWritten() {
        Term.teach(world, "[]");
        var plan =
                world.post(
                                "pam",
                                "/v1/cohorts/plan",
                                Term.wanted("").replace("\"minutes\": 240", "\"minutes\": 150"))
                        .body();

        assertThat(plan.path("findings").toString())
                .contains("module `M1` (Part 1) is 3 h over: it needs 8 h")
                .contains("6 h of 16 h do not fit into 4 sessions of 2 h 30 min");
        assertThat(world.get("pam", "/v1/cohorts").body().path("cohorts")).isEmpty();
    }

    @Test
    @Requirement("P17")
    void whoLacksAPrerequisiteIsListedWithTheReasonAndTheRestJoins() {
        Classroom.teach(world, "tools", 3, 0);
        Term.teach(world, "[tools]");
        Classroom.attempt(world, "tools", 50);
        for (var section : java.util.List.of("M1/read", "M1/ask")) {
            world.post("fay", "/v1/courses/tools/sections", "{\"section\":\"" + section + "\"}");
        }

        var opened = world.post("pam", "/v1/cohorts", Term.wanted("")).body();

        assertThat(opened.path("learners")).hasSize(1);
        assertThat(opened.at("/learners/0/person").asText()).isEqualTo("fay");
        assertThat(opened.at("/refused/0/person").asText()).isEqualTo("finn");
        assertThat(opened.at("/refused/0/reason").asText()).contains("`tools` comes first");
    }

    @Test
    @Requirement("P35")
    void theWarningComesAsSoonAsTheLeastShareIsOutOfReach() {
        var term = Term.open(world);
        assertThat(term.mark("max", 0, "fay", ABSENT + "0").text()).contains("has not begun");
        goTo("2026-11-23T13:00:00Z");
        assertThat(term.mark("fay", 0, "fay", ABSENT + "0").status()).isEqualTo(403);
        assertThat(
                        term.mark(
                                        "max",
                                        0,
                                        "fay",
                                        "\"state\":\"late\",\"late_minutes\":30,\"after\":0")
                                .status())
                .isEqualTo(201);
        assertThat(term.mark("max", 0, "finn", "\"state\":\"present\",\"after\":0").status())
                .isEqualTo(201);
        assertThat(term.learner("fay").path("possible_percent").asInt()).isEqualTo(96);
        assertThat(term.notices("fay")).doesNotContain("at most");

        // Corrected: she was not there at all, so 75 % is the most that is left.
        assertThat(term.mark("max", 0, "fay", ABSENT + "0").status()).isEqualTo(409);
        assertThat(term.mark("max", 0, "fay", ABSENT + "1").status()).isEqualTo(201);

        assertThat(term.learner("fay").path("out_of_reach").asBoolean()).isTrue();
        assertThat(term.notices("fay")).contains("You can reach at most 75 %", "asks for 85 %");
        assertThat(term.notices("mona")).contains("Fay Frontline can reach at most 75 %");
        assertThat(term.notices("pam")).contains("Fay Frontline can reach at most 75 %");
        assertThat(term.notices("finn")).doesNotContain("at most");
        assertThat(world.get("max", term.at(0) + "/attendance").text())
                .contains("a broken leg", "\"late_minutes\":30");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500").text())
                .contains("attendance.marked", "attendance.out-of-reach")
                .doesNotContain("broken leg");
        assertThat(world.get("pam", "/v1/cohorts/" + term.id() + "/report.csv").text())
                .contains("fay,Fay Frontline,Mona Mentor", ",75,yes,");
    }

    @Test
    @Requirement("P40")
    void remindersComeOnceOutsideQuietHoursAndSurviveARestart() {
        var term = Term.open(world);
        assertThat(term.notices("fay")).contains("You are in `November`");

        // The day before is a Sunday: it waits for Monday at eight, an hour before, and is then
        // told as that hour's reminder only.
        goTo("2026-11-22T09:00:00Z");
        assertThat(term.notices("fay")).doesNotContain("starts");
        world.restart(data);
        goTo("2026-11-23T06:59:00Z");
        assertThat(term.notices("fay")).doesNotContain("starts");
        goTo("2026-11-23T07:00:00Z");
        assertThat(told(term, "fay")).isEqualTo(1);
        assertThat(term.notices("fay")).contains("`Part 1` starts 09:00 CET");
        // The next is tomorrow, at the same time of day.
        goTo("2026-11-23T08:00:00Z");
        assertThat(term.notices("fay")).contains("`Part 1` starts 24 Nov 09:00 CET");
        goTo("2026-11-23T08:05:00Z");
        assertThat(told(term, "fay")).isEqualTo(2);
        // Max lives in New York: three in the morning there is no time to be told anything.
        assertThat(told(term, "max")).isZero();
    }

    private long told(Term term, String person) {
        return world
                .get(person, "/v1/notices")
                .body()
                .path("notices")
                .findValuesAsText("sentence")
                .stream()
                .filter(s -> s.contains(" starts "))
                .count();
    }

    @Test
    @Requirement("P2")
    void aMovedSessionIsToldWithItsReasonAndChangesInEveryCalendar() throws Exception {
        var term = Term.open(world);
        var address =
                URI.create(
                        world.post("fay", "/v1/calendar/address", "{}")
                                .body()
                                .path("address")
                                .asText());
        var before = feed(address, "");
        assertThat(before.statusCode()).isEqualTo(200);
        var calendar = new String(before.body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(calendar)
                .contains("DTSTART:20261123T080000Z", "SEQUENCE:0", "UID:" + term.session(0))
                .contains("Lab due: Lab 1", "LOCATION:Room 4")
                .doesNotContain("SEQUENCE:1");
        var tag = before.headers().firstValue("etag").orElseThrow();
        assertThat(feed(address, tag).statusCode()).isEqualTo(304);

        var moved =
                world.post(
                        "max",
                        term.at(0) + "/move",
                        "{\"sequence\":0,\"starts\":\"2026-11-23T13:00\",\"minutes\":240,\"place\":\"Room 5\",\"reason\":\"the room is flooded\"}");
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        world.post(
                "max",
                term.at(1) + "/cancel",
                "{\"sequence\":0,\"reason\":\"the trainer has another duty\"}");

        assertThat(term.notices("fay"))
                .contains("`Part 1` moved to 23 Nov 13:00 CET: the room is flooded")
                .contains("is cancelled: the trainer has another duty");
        var after = feed(address, tag);
        assertThat(new String(after.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("DTSTART:20261123T120000Z", "SEQUENCE:1", "STATUS:CANCELLED")
                .contains("UID:" + term.session(0), "UID:" + term.session(1));
        assertThat(world.get("pam", "/v1/cohorts/" + term.id()).body().path("findings").toString())
                .contains("module `M1` (Part 1) has 4 h fewer in sessions than its 8 h");
        var stale =
                world.post(
                        "max",
                        term.at(0) + "/cancel",
                        "{\"sequence\":0,\"reason\":\"never mind\"}");
        assertThat(stale.status()).isEqualTo(409);

        var second =
                URI.create(
                        world.post("fay", "/v1/calendar/address", "{}")
                                .body()
                                .path("address")
                                .asText());
        assertThat(feed(address, "").statusCode()).isEqualTo(404);
        assertThat(feed(second, "").statusCode()).isEqualTo(200);
        world.delete("fay", "/v1/calendar/address");
        assertThat(feed(second, "").statusCode()).isEqualTo(404);
    }

    private java.net.http.HttpResponse<byte[]> feed(URI address, String tag) {
        var request = HttpRequest.newBuilder(URI.create(world.base + address.getPath()));
        return world.send((tag.isEmpty() ? request : request.header("if-none-match", tag)).build())
                .raw();
    }

    @Test
    @Requirement({"E12", "P5"})
    void theReportShowsTheMixThatWasReallyTaughtAndWhoCompletedInTime() {
        var term = Term.open(world);
        world.post("fay", "/v1/courses/term/sections", "{\"section\":\"M1/hear\"}");
        world.post("fay", "/v1/courses/term/sections", "{\"section\":\"M2/hear\"}");
        world.post("fay", "/v1/courses/term/sections", "{\"section\":\"M1/do\"}");
        var early = world.get("pam", "/v1/cohorts/" + term.id()).body();
        assertThat(early.at("/mix/0/form").asText()).isEqualTo("lecture");
        assertThat(early.at("/mix/0/planned_percent").asInt()).isEqualTo(50);
        assertThat(early.at("/mix/0/percent").asInt()).isEqualTo(67);
        assertThat(early.at("/mix/1/percent").asInt()).isEqualTo(33);
        assertThat(early.at("/training_completion/denominator").asInt()).isZero();
        assertThat(early.at("/training_completion/running").asInt()).isEqualTo(2);

        world.post("fay", "/v1/courses/term/sections", "{\"section\":\"M2/do\"}");
        for (var lab : java.util.List.of("1", "2")) {
            var at = "/v1/courses/term/labs/" + lab;
            world.post("fay", at + "/parts", "{\"parts\":{\"step.a\":\"done\"}}");
            world.post("fay", at + "/hand-in", "{}");
        }
        goTo("2026-12-05T09:00:00Z");

        var late = world.get("pam", "/v1/cohorts/" + term.id()).body();
        assertThat(late.at("/training_completion/numerator").asInt()).isEqualTo(1);
        assertThat(late.at("/training_completion/denominator").asInt()).isEqualTo(2);
    }

    @Test
    void whoLeavesKeepsWhatWasAndIsOffFromThenOn() {
        var term = Term.open(world);
        world.post("pam", "/v1/cohorts/" + term.id() + "/leavers", "{\"person\":\"finn\"}");

        assertThat(term.cohort.path("learners")).hasSize(2);
        assertThat(world.get("pam", "/v1/cohorts/" + term.id()).body().path("learners")).hasSize(1);
        var items =
                world.get("finn", "/v1/calendar?from=2026-11-23&to=2026-12-07")
                        .body()
                        .path("items");
        assertThat(items.findValuesAsText("cancelled")).hasSize(6).containsOnly("true");
        goTo("2026-11-23T13:00:00Z");
        assertThat(term.mark("max", 0, "finn", "\"state\":\"present\",\"after\":0").status())
                .isEqualTo(404);
        world.post("pam", "/v1/cohorts/" + term.id() + "/members", "{\"persons\":[\"finn\"]}");
        assertThat(world.get("pam", "/v1/cohorts/" + term.id()).body().path("learners")).hasSize(2);
    }
}
