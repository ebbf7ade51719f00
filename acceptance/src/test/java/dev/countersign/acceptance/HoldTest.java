package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private World.Answer held(String request) {
        world.upstream.answers("We can refund the fee today.\nconfidence: 0.95");
        var answer = world.chat("fay", "answer", request);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.outcome()).isEqualTo("held");
        return answer;
    }

    @Test
    @Requirement({"E32", "E48", "E20"})
    void holdsAnAnswerThatMentionsARefundAndReleasesItOnceApproved() {
        var held = held("My parcel is late");

        assertThat(held.content()).contains("Held for `ops_manager`", "refund");
        assertThat(held.content()).doesNotContain("We can refund");
        assertThat(held.body().at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(world.get("fay", "/v1/chat/completions/" + held.call()).outcome())
                .isEqualTo("held");

        var decided = world.decide("max", held.hold(), "approve", "");
        var released = world.get("fay", "/v1/chat/completions/" + held.call());
        var again = world.get("fay", "/v1/chat/completions/" + held.call());

        assertThat(decided.body().path("state").asText()).isEqualTo("approved");
        assertThat(released.content()).contains("We can refund the fee today.");
        assertThat(released.body().at("/countersign/approved_by").asText()).isEqualTo("max");
        assertThat(released.body().at("/countersign/draft").asBoolean()).isTrue();
        assertThat(again.content()).isEqualTo(released.content());
    }

    @Test
    @Requirement({"P53", "P54"})
    void releasesTheEditedTextInPlaceOfTheProposedOne() {
        var held = held("Late again");

        world.decide(
                "max", held.hold(), "edit_and_approve", ",\"text\":\"We credit half of the fee.\"");
        var released = world.get("fay", "/v1/chat/completions/" + held.call());

        assertThat(released.content()).isEqualTo("We credit half of the fee.");
        assertThat(released.body().at("/countersign/edited").asBoolean()).isTrue();
    }

    @Test
    @Requirement("P53")
    void tellsTheCallerWhyAnAnswerWasDenied() {
        var held = held("And again");

        world.decide("max", held.hold(), "deny", "");
        var denied = world.get("fay", "/v1/chat/completions/" + held.call());

        assertThat(denied.outcome()).isEqualTo("denied");
        assertThat(denied.content())
                .contains("Denied: " + World.WHY)
                .doesNotContain("We can refund");
    }

    @Test
    @Requirement({"E31", "E49"})
    void blocksBelowTheBlockLimitAndOpensAnException() {
        world.upstream.answers("Perhaps.\nconfidence: 0.69");

        var answer = world.chat("fay", "answer", "Hello");

        assertThat(answer.outcome()).isEqualTo("blocked");
        assertThat(answer.content()).contains("0.69", "below 0.7").doesNotContain("Perhaps");
        assertThat(world.get("max", "/v1/cases/" + answer.hold()).body().path("kind").asText())
                .isEqualTo("blocked_answer");
    }

    @Test
    @Requirement({"E31", "E32", "E49"})
    void knowsEveryBandToItsEdge() {
        assertThat(outcomeAt("0.6999")).isEqualTo("blocked");
        assertThat(outcomeAt("0.70")).isEqualTo("held");
        assertThat(outcomeAt("0.8199")).isEqualTo("held");
        assertThat(outcomeAt("0.8999")).isEqualTo("held");
        assertThat(outcomeAt("0.90")).isEqualTo("released");
        assertThat(outcomeAt("1.0")).isEqualTo("released");
    }

    @Test
    void holdsAnAnswerWithoutAConfidence() {
        world.upstream.answers("I forgot to say how sure I am.");

        var answer = world.chat("fay", "answer", "Hello");

        assertThat(answer.outcome()).isEqualTo("held");
        assertThat(answer.content()).contains("without a confidence");
    }

    @Test
    @Requirement("E48")
    void holdsAnAnswerThatBringsPersonalDataUp() {
        world.upstream.answers("Write to canary@example.com.\nconfidence: 0.99");

        var answer = world.chat("fay", "answer", "Hello");

        assertThat(answer.outcome()).isEqualTo("held");
        assertThat(answer.content()).contains("personal data").doesNotContain("canary");
    }

    private String outcomeAt(String confidence) {
        world.upstream.answers("Fine.\nconfidence: " + confidence);
        return world.chat("fay", "answer", "Hello").outcome();
    }

    @Test
    @Requirement("E19")
    void nobodyDecidesOnTheirOwnCase() {
        world.upstream.answers("A refund is due.\nconfidence: 0.95");
        var held = world.chat("finn", "answer", "Hello");

        var own = world.decide("finn", held.hold(), "approve", "");
        var stranger = world.decide("fay", held.hold(), "approve", "");

        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text()).contains("nobody decides on their own case");
        assertThat(stranger.status()).isIn(403, 404);
    }

    @Test
    void oneOfTwoPeopleDecidingAtOnceWinsAndTheOtherIsTold() {
        var held = held("Race");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first =
                    CompletableFuture.supplyAsync(
                            () -> world.decide("max", held.hold(), "approve", ""), threads);
            var second =
                    CompletableFuture.supplyAsync(
                            () -> world.decide("mia", held.hold(), "deny", ""), threads);

            var statuses = List.of(first.join().status(), second.join().status());

            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            var loser = first.join().status() == 409 ? first.join() : second.join();
            assertThat(loser.text()).contains("Somebody was quicker");
        }
        assertThat(world.get("max", "/v1/cases/" + held.hold()).body().path("decisions"))
                .hasSize(1);
    }

    @Test
    void escalationKeepsTheClockAndNeedsSomebodyThere() {
        var held = held("Escalate me");
        var due = world.get("max", "/v1/cases/" + held.hold()).body().path("due_at").asText();

        var nobody = world.decide("max", held.hold(), "escalate", ",\"to\":\"astronaut\"");
        var moved = world.decide("max", held.hold(), "escalate", ",\"to\":\"legal\"");

        assertThat(nobody.status()).isEqualTo(422);
        assertThat(moved.body().path("approver_role").asText()).isEqualTo("legal");
        assertThat(moved.body().path("due_at").asText()).isEqualTo(due);
        assertThat(world.decide("max", held.hold(), "approve", "").status()).isEqualTo(403);
        assertThat(world.decide("lea", held.hold(), "approve", "").status()).isEqualTo(200);
    }

    @Test
    @Requirement("P54")
    void refusesAJustificationThatSaysNothing() {
        var held = held("Vague");
        var vague =
                world.post(
                        "max",
                        "/v1/cases/" + held.hold() + "/decision",
                        "{\"decision\":\"approve\",\"version\":1,\"justification\":\"ok ok ok looks good fine ok\"}");

        assertThat(vague.status()).isEqualTo(422);
        assertThat(vague.text()).contains("telling words");
    }

    @Test
    void aRetryWithTheSameIdempotencyKeyIsTheSameCall() {
        world.upstream.answers("A refund, again.\nconfidence: 0.95");
        var body = World.chatBody("answer", "Retry me");
        var before = world.upstream.requests().size();

        var first = world.post("fay", "/v1/chat/completions", body, "idempotency-key", "k-1");
        var retry = world.post("fay", "/v1/chat/completions", body, "idempotency-key", "k-1");
        world.decide("max", first.hold(), "approve", "");
        var after = world.post("fay", "/v1/chat/completions", body, "idempotency-key", "k-1");

        assertThat(retry.call()).isEqualTo(first.call());
        assertThat(after.content()).contains("A refund, again.");
        assertThat(world.upstream.requests()).hasSize(before + 1);
    }

    @Test
    void answersWith202WhereTheCallerPrefersNotToWait() {
        world.upstream.answers("A refund.\nconfidence: 0.95");

        var answer =
                world.post(
                        "fay",
                        "/v1/chat/completions",
                        World.chatBody("answer", "Later"),
                        "prefer",
                        "respond-async");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.raw().headers().firstValue("location"))
                .contains("/v1/chat/completions/" + answer.call());
    }

    @Test
    @Requirement("E14")
    void marksACaseAsBreachedAfterTheClearanceTimeAndDeniesItInTheEnd() {
        var held = held("Forgotten");

        world.clock.tick(Duration.ofHours(25));
        world.server.runDue();
        var breached = world.get("max", "/v1/cases/" + held.hold());
        world.clock.tick(Duration.ofDays(6));
        world.server.runDue();
        var expired = world.get("fay", "/v1/chat/completions/" + held.call());

        assertThat(breached.body().path("breached").asBoolean()).isTrue();
        assertThat(breached.body().path("state").asText()).isEqualTo("open");
        assertThat(expired.content()).contains("nobody decided in time");
        assertThat(world.decide("max", held.hold(), "approve", "").status()).isEqualTo(409);
    }

    @Test
    @Requirement("P72")
    void anOverturnedApprovalIsNoLongerReleasedAndAnOverturnedDenialOpensAgain() {
        var approved = held("Overturn an approval");
        world.decide("max", approved.hold(), "approve", "");
        var overturned = overturn("mia", approved.hold(), 2);
        var fetched = world.get("fay", "/v1/chat/completions/" + approved.call());

        assertThat(overturned.status()).isEqualTo(200);
        assertThat(fetched.outcome()).isEqualTo("denied");

        var denied = held("Overturn a denial");
        world.decide("max", denied.hold(), "deny", "");
        var reopened = overturn("mia", denied.hold(), 2);
        world.decide("mia", denied.hold(), "approve", "");

        assertThat(reopened.body().path("state").asText()).isEqualTo("open");
        assertThat(world.get("fay", "/v1/chat/completions/" + denied.call()).content())
                .contains("We can refund");
    }

    private World.Answer overturn(String person, String caseId, int version) {
        return world.post(
                person,
                "/v1/cases/" + caseId + "/overturn",
                "{\"version\":%d,\"justification\":\"%s\"}".formatted(version, World.WHY));
    }
}
