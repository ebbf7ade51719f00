package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What people do at the desk beside deciding one case: stand in, take back, break the glass,
/// decide several.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer held(String text) {
        world.upstream.answers("A refund of the fee is due.\nconfidence: 0.95");
        var answer = world.chat("fay", "answer", text);
        assertThat(answer.outcome()).isEqualTo("held");
        return answer;
    }

    private int version(String person, World.Answer held) {
        return world.get(person, "/v1/cases/" + held.hold()).body().path("version").asInt();
    }

    private World.Answer lend(String from, String to, int days) {
        var now = world.clock.instant();
        return world.post(
                from,
                "/v1/delegations",
                "{\"to\":\"%s\",\"role\":\"ops_manager\",\"starts\":\"%s\",\"ends\":\"%s\",\"reason\":\"on leave, Mia has the keys\"}"
                        .formatted(to, now, now.plus(Duration.ofDays(days))));
    }

    @Test
    @Requirement({"A11", "P60"})
    void whoStandsInDecidesWithTheLendersNameOnTheRecordUntilItEnds() {
        var held = held("Decide me while Max is away");
        assertThat(world.decide("cleo", held.hold(), "approve", "").status()).isEqualTo(403);

        assertThat(lend("max", "cleo", 3).status()).isEqualTo(201);
        var decided = world.decide("cleo", held.hold(), "approve", "");

        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.body().at("/decisions/0/via/0").asText()).isEqualTo("max");
        assertThat(world.get("max", "/cases/" + held.hold()).text())
                .contains("For Max Manager, who is away");

        var late = held("Decide me when Max is back");
        world.clock.tick(Duration.ofDays(4));
        assertThat(world.decide("cleo", late.hold(), "approve", "").status()).isEqualTo(403);
    }

    @Test
    void nobodyApprovesTheirOwnThroughSomebodyElse() {
        world.upstream.answers("A refund of the fee is due.\nconfidence: 0.95");
        var own = world.chat("finn", "answer", "Approve me by proxy");
        assertThat(lend("finn", "cleo", 2).status()).isEqualTo(201);

        var proxy = world.decide("cleo", own.hold(), "approve", "");

        assertThat(proxy.status()).isEqualTo(403);
        assertThat(world.decide("max", own.hold(), "approve", "").status()).isEqualTo(200);
    }

    @Test
    void aDelegationNeedsAPeriodAReasonAColleagueAndARoleOfOnesOwn() {
        assertThat(lend("max", "cleo", 0).text()).contains("from one day to 90 days");
        assertThat(lend("max", "cleo", 120).status()).isEqualTo(422);
        assertThat(lend("max", "max", 3).status()).isEqualTo(422);
        assertThat(lend("max", "nobody", 3).status()).isEqualTo(422);
        assertThat(lend("fay", "cleo", 3).status()).isEqualTo(403);

        var made = lend("mia", "cleo", 3).body().path("id").asText();
        assertThat(world.delete("fay", "/v1/delegations/" + made).status()).isEqualTo(404);
        assertThat(world.delete("mia", "/v1/delegations/" + made).status()).isEqualTo(200);
        assertThat(world.get("mia", "/v1/delegations").text()).doesNotContain(made);
    }

    @Test
    void ownDecisionIsTakenBackWithinFiveMinutesAndBeforeItHadAnEffect() {
        var held = held("Take me back");
        world.decide("max", held.hold(), "approve", "");

        var others = undo("mia", held);
        var own = undo("max", held);

        assertThat(others.status()).isEqualTo(403);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.body().path("state").asText()).isEqualTo("open");
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).outcome())
                .isEqualTo("held");

        world.decide("max", held.hold(), "approve", "");
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).outcome())
                .isEqualTo("released");
        assertThat(undo("max", held).text()).contains("was used");

        var late = held("Too late to take me back");
        world.decide("max", late.hold(), "deny", "");
        world.clock.tick(Duration.ofMinutes(6));
        assertThat(undo("max", late).text()).contains("for five minutes");
    }

    private World.Answer undo(String person, World.Answer held) {
        return world.post(
                person,
                "/v1/cases/" + held.hold() + "/undo",
                "{\"version\":" + version("max", held) + "}");
    }

    @Test
    @Requirement("P50")
    void anEmergencyIsApprovedAtOnceForAnHourAndReviewedByAnotherPerson() {
        var held = held("The site is down");
        var seen = version("max", held);
        var broken =
                world.post(
                        "ivy",
                        "/v1/cases/" + held.hold() + "/decision",
                        "{\"decision\":\"break_glass\",\"version\":%d,\"justification\":\"%s\"}"
                                .formatted(seen, World.WHY));

        assertThat(broken.status()).isEqualTo(200);
        assertThat(broken.body().path("state").asText()).isEqualTo("approved");
        var review = world.get("cleo", "/v1/cases").body().path("cases").findValuesAsText("title");
        assertThat(review).contains("Review: The site is down");
        assertThat(world.get("cleo", "/ledger?action=case.broke-glass").text())
                .contains(held.hold());

        world.clock.tick(Duration.ofMinutes(61));
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).status()).isEqualTo(410);
        var mine = held("Mine to break");
        assertThat(world.decide("cleo", mine.hold(), "break_glass", "").status()).isEqualTo(403);
    }

    @Test
    void severalAreDecidedTogetherEachOnItsOwnRecordAfterAPreview() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 3; i++) {
            ids.add(held("Together " + i).hold());
        }
        world.decide("mia", ids.get(2), "deny", "");
        var body =
                "{\"decision\":\"approve\",\"justification\":\"%s\",\"preview\":%s,\"cases\":[%s]}"
                        .formatted(
                                World.WHY,
                                "%s",
                                String.join(
                                        ",",
                                        ids.stream()
                                                .map(id -> "{\"id\":\"" + id + "\",\"version\":1}")
                                                .toList()));

        var preview = world.post("max", "/v1/decisions", body.formatted("true")).body();
        assertThat(preview.path("results").findValuesAsText("done"))
                .containsExactly("true", "true", "false");
        assertThat(world.get("max", "/v1/cases/" + ids.getFirst()).body().path("state").asText())
                .isEqualTo("open");
        var done = world.post("max", "/v1/decisions", body.formatted("false")).body();
        assertThat(done.path("results").findValuesAsText("done"))
                .containsExactly("true", "true", "false");
        assertThat(done.at("/results/2/why_not").asText()).contains("moved on");

        assertThat(world.post("max", "/v1/decisions", many(26)).status()).isEqualTo(422);
        assertThat(world.post("max", "/v1/decisions", many(0)).status()).isEqualTo(422);
    }

    private static String many(int count) {
        var cases = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            cases.add("{\"id\":\"case-" + i + "\",\"version\":1}");
        }
        return "{\"decision\":\"deny\",\"justification\":\"%s\",\"cases\":[%s]}"
                .formatted(World.WHY, String.join(",", cases));
    }
}
