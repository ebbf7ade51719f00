package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A learner and the practice desk: real rules, made-up cases, nothing comes of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement("P61")
    void aLearnerDecidesOnTheRealPageAndSeesTheGoodAnswerAfterwards() {
        var finn = new Learner(world, "finn");
        assertThat(finn.session.get("/practice").text())
                .contains("Practice: nothing here is real", "easy ones first", "Nothing decided");

        var page = finn.next();
        var id = Learner.caseOf(page);
        assertThat(page.text())
                .contains("Practice: nothing here is real", "Your decision", "Edit and approve")
                .doesNotContain("Often done instead");
        var vague = finn.decide(id, "1", "deny", "looks fine to me, fine fine");
        assertThat(vague.status()).isEqualTo(422);
        assertThat(vague.text()).contains("says too little");
        var answer = finn.deny(id);

        assertThat(answer.path()).isEqualTo("/practice/answers/" + id);
        assertThat(answer.text())
                .contains("Your answer and the good one", "Good answer", "Often done instead")
                .contains("What the justification should speak of", Learner.WHY);
        assertThat(finn.progress().path("decided").asInt()).isEqualTo(1);
        assertThat(finn.session.get("/practice").text()).contains("1 of 20", "Your cases");
        var csv = finn.session.get("/practice/results.csv").html();
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).startsWith("number,case,mock,category").contains(id + ",", ",deny,");
    }

    @Test
    void aCaseIsNotToldBeforeItIsDecidedAndTwoTabsGetTheSame() throws Exception {
        var mia = new Learner(world, "mia");
        var ids = new HashSet<String>();
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Session.Page> tab = mia::next;
            for (var page : tabs.invokeAll(java.util.Collections.nCopies(8, tab))) {
                ids.add(Learner.caseOf(page.get()));
            }
        }

        assertThat(ids).hasSize(1);
        var told = mia.progress().path("cases").path(0);
        assertThat(told.has("good_answers") || told.has("category") || told.has("mock")).isFalse();
        assertThat(mia.session.get("/practice/answers/" + ids.iterator().next()).path())
                .startsWith("/practice/cases/");
    }

    @Test
    void aSecondSendingOfTheFormDecidesNothingAndTheFirstDecisionCounts() {
        var ivy = new Learner(world, "ivy");
        var id = Learner.caseOf(ivy.next());

        var first = ivy.deny(id);
        var second = ivy.decide(id, "1", "approve", Learner.WHY);
        ivy.session.form(
                "/practice/cases/" + id, "/practice/cases/" + id + "/undo", "version", "2");
        var third = ivy.decide(id, "3", "approve", Learner.WHY);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("moved on while you had it open");
        assertThat(third.path()).startsWith("/practice/answers/");
        assertThat(ivy.progress().path("decided").asInt()).isEqualTo(1);
        assertThat(ivy.progress().at("/cases/0/decision").asText()).isEqualTo("deny");
    }

    @Test
    @Requirement("P61")
    void nothingOfItReachesTheRealDeskItsFiguresOrItsLedger() {
        var before = world.get("cleo", "/v1/ledger/entries?limit=1").body();
        var waiting = world.get("max", "/v1/cases").body().path("cases").size();
        var sam = new Learner(world, "sam");
        var id = Learner.caseOf(sam.next());
        sam.decide(id, "1", "approve", Learner.WHY);

        for (var person : java.util.List.of("sam", "max", "cleo", "pam", "eve")) {
            assertThat(world.get(person, "/v1/cases/" + id).status()).as(person).isEqualTo(404);
        }
        assertThat(world.decide("max", id, "approve", "").status()).isEqualTo(404);
        assertThat(world.get("max", "/v1/cases").body().path("cases")).hasSize(waiting);
        var entries = world.get("cleo", "/v1/ledger/entries?limit=200").text();
        assertThat(entries).doesNotContain(id).doesNotContain("practice.given");
        assertThat(before.path("entries")).isNotEmpty();
        assertThat(sam.session.get("/cases/" + id).status()).isEqualTo(404);
        assertThat(sam.session.get("/work?tab=all").html()).doesNotContain(id);
        assertThat(sam.session.get("/exceptions").html()).doesNotContain("no-privileged");
        assertThat(sam.session.get("/palette.json?q=" + id).html()).doesNotContain(id);
    }

    @Test
    @Requirement("P61")
    void noRealCaseAndNobodyElsesPracticeIsSeenUnderPractice() {
        world.upstream.answers("A refund of the fee is due.\nconfidence: 0.95");
        var real = world.chat("fay", "answer", "Is a refund due for HL-9").hold();
        var lea = new Learner(world, "lea");
        var theirs = Learner.caseOf(lea.next());
        var max = new Learner(world, "max");
        max.next();

        for (var path : java.util.List.of("/practice/cases/", "/practice/answers/")) {
            assertThat(max.session.get(path + real).status()).isEqualTo(404);
            assertThat(max.session.get(path + theirs).status()).isEqualTo(404);
        }
        for (var act : java.util.List.of("decision", "take", "undo", "overturn", "category")) {
            for (var id : java.util.List.of(real, theirs)) {
                var tried =
                        max.session.form(
                                "/practice",
                                "/practice/cases/" + id + "/" + act,
                                "version",
                                "1",
                                "decision",
                                "approve",
                                "category",
                                "rollback",
                                "justification",
                                Learner.WHY);
                assertThat(tried.status()).as(act).isBetween(403, 404);
                assertThat(tried.text()).contains("Practice: nothing here is real");
            }
        }
        assertThat(world.get("max", "/v1/cases/" + real).body().path("state").asText())
                .isEqualTo("open");
        assertThat(max.session.get("/practice").html()).doesNotContain(real).doesNotContain(theirs);
        assertThat(world.get("max", "/v1/practice?person=lea").status()).isEqualTo(404);
        assertThat(max.session.get("/practice/results.csv?person=lea").status()).isEqualTo(404);
    }

    @Test
    void escalatingEndsItForTheLearnerAndNobodyIsAsked() {
        var eve = new Learner(world, "eve");
        var id = Learner.caseOf(eve.next());

        var answer = eve.decide(id, "1", "escalate", Learner.WHY);

        assertThat(answer.text()).contains("escalate to security");
        assertThat(world.get("sam", "/v1/cases").text()).doesNotContain(id);
        assertThat(Learner.caseOf(eve.next())).isNotEqualTo(id);
    }
}
