package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.Config;
import dev.countersign.Server;
import dev.countersign.ledger.Ledgers;
import dev.countersign.storage.Storages;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mentor looks at the first five decisions, comments, and signs off on the main record.
class MentorTest {
    @TempDir Path data;

    private World world;
    private Learner fay;
    private Session mona;

    @BeforeEach
    void start() {
        world = new World(data);
        fay = new Learner(world, "fay");
        mona = Session.of(world, "mona");
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private static Session.Page comment(Session mentor, String caseId, String words) {
        return mentor.form(
                "/practice", "/practice/answers/" + caseId + "/comment", "comment", words);
    }

    private static Session.Page judge(Session mentor, String person, String verdict, String why) {
        return mentor.form(
                "/practice",
                "/practice/mentees/" + person + "/verdict",
                "verdict",
                verdict,
                "comment",
                why);
    }

    private void looksAtFive() {
        fay.cases().stream()
                .limit(5)
                .forEach(id ->
                        assertThat(comment(mona, id, "Well argued; name the rule, too.").status())
                                .isEqualTo(200));
    }

    private String ledger() {
        return world.get("cleo", "/v1/ledger/entries?action=practice.&limit=50").text();
    }

    @Test
    @Requirement({"P61", "P32"})
    void theFirstFiveAreObservedAndTwentyMakeARunThatAMentorSignsOff() {
        fay.denies(5);
        var stopped = fay.next();
        assertThat(stopped.status()).isEqualTo(409);
        assertThat(stopped.text()).contains("Your mentor looks first", "Mona Mentor");
        assertThat(mona.get("/practice/mentees").text()).contains("Fay Frontline");
        var early = judge(mona, "fay", "sign-off", "She knows what she does.");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text()).contains("5 of 20 cases are decided");

        looksAtFive();
        fay.denies(14);
        assertThat(judge(mona, "fay", "sign-off", "She knows what she does.").status())
                .isEqualTo(409);
        fay.denies(1);
        assertThat(fay.progress().path("signed_off").asBoolean()).isFalse();
        var signed = judge(mona, "fay", "sign-off", "She knows what she does.");

        assertThat(signed.status()).as(signed.text()).isEqualTo(200);
        assertThat(fay.progress().path("signed_off").asBoolean()).isTrue();
        assertThat(fay.progress().at("/verdict/mentor").asText()).isEqualTo("mona");
        assertThat(fay.session.get("/practice").text())
                .contains("You are signed off for real cases", "She knows what she does.");
        assertThat(ledger())
                .contains("practice.signed-off", "\"mona\"", "\"fay\"", "checkpoint_digest")
                .doesNotContain("She knows");
        assertThat(judge(mona, "fay", "sign-off", "Once more, for the record.").status())
                .isEqualTo(409);
    }

    @Test
    void moreCanBeAskedForAndThenSomethingNewHasToBeDecided() {
        fay.denies(5);
        looksAtFive();
        fay.denies(15);

        assertThat(judge(mona, "fay", "more", "Three more on rollbacks, please.").status())
                .isEqualTo(200);
        assertThat(fay.session.get("/practice").text()).contains("Three more on rollbacks");
        assertThat(judge(mona, "fay", "sign-off", "On second thoughts, fine.").text())
                .contains("nothing was decided since");
        fay.denies(1);
        assertThat(judge(mona, "fay", "sign-off", "Now it is good, go on.").status())
                .isEqualTo(200);
        assertThat(ledger()).contains("practice.more-asked", "practice.signed-off");
        assertThat(judge(mona, "fay", "more", "A complaint came: practise again.").status())
                .isEqualTo(200);
        assertThat(fay.progress().path("signed_off").asBoolean()).isFalse();
    }

    @Test
    void aFormThatIsSentTwiceAtOnceSaysItOnce() throws Exception {
        fay.denies(5);
        var id = fay.cases().getFirst();
        looksAtFive();
        fay.denies(15);
        var signed = new java.util.ArrayList<Integer>();
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Session.Page> again =
                    () -> comment(mona, id, "Well argued; name the rule, too.");
            for (var page : tabs.invokeAll(Collections.nCopies(4, again))) {
                assertThat(page.get().status()).isEqualTo(200);
            }
            Callable<Session.Page> sign =
                    () -> judge(mona, "fay", "sign-off", "She knows what she does.");
            for (var page : tabs.invokeAll(Collections.nCopies(4, sign))) {
                signed.add(page.get().status());
            }
            Callable<Session.Page> more =
                    () -> judge(mona, "fay", "more", "Practise rollbacks again, please.");
            for (var page : tabs.invokeAll(Collections.nCopies(4, more))) {
                assertThat(page.get().status()).isEqualTo(200);
            }
        }

        assertThat(signed).containsExactlyInAnyOrder(200, 409, 409, 409);
        assertThat(fay.progress().at("/cases/0/comments").asInt()).isEqualTo(1);
        assertThat(fay.progress().path("signed_off").asBoolean()).isFalse();
    }

    @Test
    @Requirement("P32")
    void nobodySignsForThemselvesAndOnlyANamedMentorLooks() {
        var otto = new Learner(world, "otto");
        otto.denies(5);
        fay.denies(1);
        var own = otto.cases().getFirst();
        var hers = fay.cases().getFirst();

        assertThat(comment(otto.session, own, "I find this very good.").status()).isEqualTo(403);
        assertThat(judge(otto.session, "otto", "sign-off", "I find me ready.").status())
                .isEqualTo(403);
        assertThat(judge(otto.session, "otto", "more", "I want to go on.").status()).isEqualTo(403);
        // A mentor, but the organisation names another one for her.
        assertThat(comment(otto.session, hers, "Let me say something.").status()).isEqualTo(404);
        assertThat(judge(otto.session, "fay", "more", "Let me say something.").status())
                .isEqualTo(403);
        assertThat(otto.session.get("/practice/mentees/fay").status()).isEqualTo(404);
        assertThat(otto.session.get("/practice/mentees/otto").status()).isEqualTo(404);
        assertThat(fay.session.get("/practice/mentees").status()).isEqualTo(403);
        assertThat(comment(fay.session, hers, "I comment on my own.").status()).isEqualTo(403);
        assertThat(otto.next().status()).isEqualTo(409);
        assertThat(ledger()).doesNotContain("practice.signed-off");
        // For whom nobody is named, every mentor may.
        var cleo = new Learner(world, "cleo");
        cleo.denies(1);
        var theirs = cleo.cases().getFirst();
        assertThat(comment(otto.session, theirs, "Good, and short.").status()).isEqualTo(200);
    }

    @Test
    void scriptInAJustificationIsTextForTheMentorAndBackAgain() {
        var page = fay.next();
        var id = Learner.caseOf(page);
        fay.decide(id, "1", "deny", "<script>alert(1)</script> because the evidence is too thin");
        comment(mona, id, "<img src=x onerror=alert(2)> is no argument");

        for (var seen :
                new Session.Page[] {
                    mona.get("/practice/answers/" + id), fay.session.get("/practice/answers/" + id)
                }) {
            assertThat(seen.html())
                    .contains("&lt;script&gt;alert(1)", "&lt;img src=x")
                    .doesNotContain("<script>alert", "<img src=x");
        }
        assertThat(comment(mona, id, "good").status()).isEqualTo(422);
        assertThat(comment(mona, id, "x".repeat(1_001)).status()).isEqualTo(422);
        var csv = mona.get("/practice/results.csv?person=fay").html();
        assertThat(csv).contains("because the evidence is too thin");
    }

    @Test
    void whoIsErasedIsUnreadableInThePracticeRecordToo() throws Exception {
        fay.denies(1);
        var id = fay.cases().getFirst();
        comment(mona, id, "Say next time which rule it is about.");
        var max = new Learner(world, "max");
        max.denies(1);
        var kept = max.cases().getFirst();
        var erased =
                world.post(
                        "cleo",
                        "/v1/erasures",
                        "{\"id\":\"fay\",\"confirmation\":\"fay\",\"reason\":\"asked for it by letter on 3 November\"}");
        assertThat(erased.status()).as(erased.text()).isBetween(200, 201);
        world.close();

        // The next start makes up for what the running server had no time for.
        try (var again = Server.start(Config.embedded(data, 0, world.clock, new SecureRandom()))) {
            assertThat(again.port()).isPositive();
        }
        try (var practice = Storages.sqlite(data.resolve("practice"))) {
            var ledger =
                    Ledgers.open(
                            practice,
                            data.resolve("practice").resolve("keys"),
                            "countersign.local/ledger/practice",
                            world.clock,
                            new SecureRandom());
            assertThat(ledger.about(id)).isNotEmpty().allMatch(e -> e.personal().isEmpty());
            assertThat(ledger.about(kept)).anyMatch(e -> !e.personal().isEmpty());
            ledger.close();
        }
    }
}
