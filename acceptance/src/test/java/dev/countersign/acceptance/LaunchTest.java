package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One team's first two weeks, seen from records.
class LaunchTest {
    private World world;
    private Term term;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Amended.organisation(world, LaunchTest::measured);
        term = Term.open(world);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private static String measured(String organisation) {
        return organisation
                + "baselines:\n  - {workflow: customer_answers, minutes: 30, method: \"a time study"
                + " of 80 answers\", prompt: answer}\n";
    }

    /// Day by day, so that no brief is missed.
    private void goTo(String instant) {
        var to = Instant.parse(instant);
        while (world.clock.instant().plus(1, ChronoUnit.DAYS).isBefore(to)) {
            world.clock.tick(Duration.ofDays(1));
            world.server.runDue();
        }
        world.clock.tick(Duration.between(world.clock.instant(), to));
        world.server.runDue();
    }

    private static String wanted(String cohort) {
        return wanted(cohort, "customer_answers");
    }

    /// @param workflow beside the one that nobody measured
    static String wanted(String cohort, String workflow) {
        return """
        {"team": "platform", "cohort": "%s", "monday": "2026-11-23", "workflows": [
          {"workflow": "%s", "slo": "minutes per piece, median", "target": "5"},
          {"workflow": "gated", "slo": "share in time", "target": "0.95"}]}
        """
                .formatted(cohort, workflow);
    }

    private String begin() {
        var started = world.post("pam", "/v1/launches", wanted(term.id()));
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        return started.body().path("id").asText();
    }

    private JsonNode item(String id, int number) {
        return world.get("eve", "/v1/launches/" + id).body().path("items").path(number - 1);
    }

    private String state(String id, int number) {
        return item(id, number).path("state").asText();
    }

    private World.Answer confirm(String person, String id) {
        var seen = world.get("pam", "/v1/launches/" + id).body();
        return world.post(
                person,
                "/v1/launches/" + id + "/confirm",
                "{\"rbac_digest\":\"%s\",\"regions_digest\":\"%s\",\"words\":\"as agreed on Thursday\"}"
                        .formatted(
                                seen.path("rbac_digest").asText(),
                                seen.path("regions_digest").asText()));
    }

    private String ledger() {
        return world.get("cleo", "/v1/ledger/entries?action=launch.&limit=100").text();
    }

    @Test
    void withoutACohortTheTeamsOwnPeopleBegin() {
        var nobody = world.post("pam", "/v1/launches", wanted(""));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.text()).contains("put people into the team");

        Amended.organisation(
                world,
                o ->
                        o.replaceFirst(
                                "roles: \\[frontline_ops\\]}",
                                "roles: [frontline_ops], teams: [platform]}"));
        var started = world.post("pam", "/v1/launches", wanted(""));
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        assertThat(ledger()).contains("\"people\":[\"fay\"]");
    }

    @Test
    @Requirement("E71")
    void securityAloneConfirmsWhatIsInForceAndAChangeOfRegionsVoidsIt() {
        var id = begin();
        assertThat(state(id, 1)).isEqualTo("met");
        assertThat(item(id, 2).toString())
                .contains("30 min a piece before", "no saving will be claimed");
        assertThat(state(id, 3)).isEqualTo("waiting");
        assertThat(item(id, 3).path("next").asText()).contains("Sam Security");
        assertThat(Session.of(world, "sam").get("/home").text())
                .contains("waits for your word on roles and regions");

        for (var other : List.of("max", "cleo", "pam", "fay")) {
            assertThat(confirm(other, id).status()).as(other).isEqualTo(403);
        }
        var unread =
                world.post(
                        "sam",
                        "/v1/launches/" + id + "/confirm",
                        "{\"rbac_digest\":\"x\",\"regions_digest\":\"y\",\"words\":\"as agreed on Thursday\"}");
        assertThat(unread.status()).isEqualTo(409);
        assertThat(state(id, 3)).isEqualTo("waiting");

        var confirmed = confirm("sam", id);
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(201);
        assertThat(state(id, 3)).isEqualTo("met");
        assertThat(confirm("sam", id).status()).isEqualTo(409);

        // What is neither is no reason to sign again.
        Amended.organisation(world, text -> text.replace("title: Platform", "title: Platforms"));
        assertThat(state(id, 3)).isEqualTo("met");

        Amended.playbook(
                world,
                text ->
                        text.replace(
                                "allowed: [\"eu-west-1\"]",
                                "allowed: [\"eu-west-1\", \"eu-central-1\"]"));
        assertThat(state(id, 3)).isEqualTo("waiting");
        assertThat(item(id, 3).toString()).contains("void: the regions changed");
        Waiting.until(() -> ledger().contains("launch.confirmation-voided"));
        assertThat(Session.of(world, "eve").get("/launch/" + id).text())
                .contains("void: the regions changed", "eu-central-1");

        assertThat(confirm("sam", id).status()).isEqualTo(201);
        assertThat(state(id, 3)).isEqualTo("met");
        assertThat(ledger()).contains("launch.started").contains("\"number\":2");
    }

    private void waive(String condition) {
        var waived =
                world.post(
                        "max",
                        "/v1/waivers",
                        "{\"person\":\"fay\",\"tool\":\"gated_tool\",\"condition\":\"%s\",\"days\":30,\"reason\":\"she ran this desk for years before\"}"
                                .formatted(condition));
        assertThat(waived.status()).as(waived.text()).isEqualTo(201);
    }

    private void present(int session, String person) {
        assertThat(term.mark("max", session, person, "\"state\":\"present\",\"after\":0").status())
                .isEqualTo(201);
    }

    private void answered(String text) {
        world.upstream.answers("It leaves tomorrow.\nconfidence: 0.95");
        var call = world.chat("fay", "answer", text).call();
        var settled =
                world.post("fay", "/v1/calls/" + call + "/draft", "{\"outcome\":\"accepted\"}");
        assertThat(settled.status()).as(settled.text()).isEqualTo(200);
    }

    private World.Answer readOut(String person, String id, String friday) {
        return world.post(
                person,
                "/v1/launches/" + id + "/read-out",
                "{\"friday\":\"" + friday + "\",\"words\":\"the team finds its feet\"}");
    }

    @Test
    @Requirement("E71")
    void modulesToolsBriefsAndReadOutsAreSeenFromTheirRecords() {
        var id = begin();
        assertThat(state(id, 4)).isEqualTo("waiting");
        assertThat(item(id, 5).path("seen").toString()).contains("answer_tool");

        // Two sessions are one module; with nobody but learners in the room they are none.
        goTo("2026-11-24T13:00:00Z");
        present(0, "fay");
        assertThat(item(id, 4).toString()).contains("no ops manager marked present");
        present(0, "finn");
        present(1, "finn");
        assertThat(state(id, 4)).isEqualTo("waiting");
        assertThat(item(id, 4).toString()).contains("with Finn Frontline", "1 more module");

        waive("quiz");
        assertThat(state(id, 5)).isEqualTo("waiting");
        waive("shadow_mode");
        assertThat(state(id, 5)).isEqualTo("met");

        answered("Where is parcel one?");
        answered("Where is parcel two?");
        world.upstream.answers("You get a refund.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "Where is parcel three?");
        world.decide("max", held.hold(), "deny", "");
        world.chat("fay", "answer", "Where is parcel four?");

        assertThat(readOut("pam", id, "2026-11-27").status()).as("too early").isEqualTo(409);
        goTo("2026-11-27T15:30:00Z");
        assertThat(readOut("max", id, "2026-11-27").status()).isEqualTo(403);
        assertThat(readOut("pam", id, "2026-11-26").status()).isEqualTo(422);
        assertThat(Session.of(world, "pam").get("/home").text()).contains("Read out the week");
        var read = readOut("pam", id, "2026-11-27");
        assertThat(read.status()).as(read.text()).isEqualTo(201);
        assertThat(read.body().path("hours_returned").asText()).isEqualTo("1.0");
        assertThat(read.body().at("/saved/0/answers").asInt()).isEqualTo(2);
        assertThat(read.body().at("/saved/1/minutes").asText()).isEmpty();
        assertThat(read.body().path("exceptions_closed")).hasSize(1);
        assertThat(read.body().at("/exceptions_closed/0").asText()).isEqualTo(held.hold());
        assertThat(readOut("pam", id, "2026-11-27").status()).isEqualTo(409);
        assertThat(state(id, 7)).isEqualTo("waiting");
        assertThat(state(id, 6)).isEqualTo("waiting");
        assertThat(item(id, 6).toString()).contains("5 of 14 so far");

        goTo("2026-11-30T13:00:00Z");
        present(2, "finn");
        assertThat(state(id, 4)).isEqualTo("met");
        goTo("2026-12-04T15:30:00Z");
        var second = readOut("pam", id, "2026-12-04");
        assertThat(second.body().path("exceptions_closed")).isEmpty();
        assertThat(second.body().path("hours_returned").asText()).isEqualTo("0.0");
        assertThat(second.body().path("expired").asInt()).as("nobody decided").isEqualTo(1);
        assertThat(state(id, 7)).isEqualTo("met");
        goTo("2026-12-07T09:00:00Z");
        assertThat(state(id, 6)).isEqualTo("met");
        assertThat(state(id, 3)).as("nobody signed").isEqualTo("late");
        assertThat(Session.of(world, "eve").get("/launch/" + id).text())
                .contains("6 of 7", "the team finds its feet", "1.0 h");
        assertThat(ledger()).contains("launch.read-out").doesNotContain("finds its feet");
    }

    @Test
    @Requirement("E71")
    void aDayWithoutABriefIsNamed() {
        var id = begin();
        goTo("2026-11-24T15:30:00Z");
        // The server stood still over two days: one brief is caught up.
        world.clock.tick(Duration.ofDays(3));
        world.server.runDue();

        assertThat(state(id, 6)).isEqualTo("not_by_its_day");
        assertThat(item(id, 6).toString()).contains("none was made on 2026-11-26");
    }

    @Test
    @Requirement("E71")
    void whatIsWrongIsNamedAtOnceAndALaunchCanBeCalledOff() {
        var wrong =
                world.post(
                        "pam",
                        "/v1/launches",
                        "{\"team\":\"nobody\",\"monday\":\"2026-11-24\",\"people\":[\"zoe\"],\"workflows\":[{\"workflow\":\"answer\",\"slo\":\"x\",\"target\":\"-1\"}]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains(
                        "no team `nobody`",
                        "is no Monday",
                        "id `zoe`",
                        "two different workflows",
                        "no workflow `answer`",
                        "write a number above 0");
        assertThat(world.post("max", "/v1/launches", wanted(term.id())).status()).isEqualTo(403);
        assertThat(world.get("fay", "/v1/launches").status()).isEqualTo(403);
        assertThat(Session.of(world, "eve").get("/launch").text()).contains("No launch yet");

        var id = begin();
        assertThat(world.post("pam", "/v1/launches", wanted(term.id())).text())
                .contains("has a launch already");
        var pam = Session.of(world, "pam");
        pam.form(
                "/launch/" + id, "/launch/" + id + "/call-off", "why", "the team moves next month");
        assertThat(pam.get("/launch/" + id).text())
                .contains("Called off", "the team moves next month");
        assertThat(confirm("sam", id).status()).isEqualTo(409);
        assertThat(ledger()).contains("launch.called-off");
        begin();
    }
}
