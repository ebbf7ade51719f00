package dev.countersign.acceptance;

import static dev.countersign.acceptance.LearningSystem.encoded;
import static dev.countersign.acceptance.LearningSystem.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Learning systems at the product's record store, and what the product says itself. The whole of
/// xAPI is checked by ADL's own suite (docs/xapi.md).
class LrsTest {
    private static final String ONE = "6a5f3a6e-0a5c-4c39-9d7e-6a4c9f3f0b01";
    private static final String TWO = "6a5f3a6e-0a5c-4c39-9d7e-6a4c9f3f0b02";

    @TempDir Path folder;
    private World world;
    private LearningSystem lms;

    @BeforeEach
    void start() {
        world = new World(folder.resolve("data"));
        lms = new LearningSystem(world);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void aStatementComesBackAsItWasWithItsNumbersAndAnAuthorityOfOurs() {
        var sent =
                statement(
                        ONE,
                        ",\"result\":{\"score\":{\"scaled\":0.9000,\"raw\":12345678901234567890.125}},"
                                + "\"authority\":{\"mbox\":\"mailto:boss@world.example\"}");

        assertThat(lms.says(sent).text()).isEqualTo("[\"" + ONE + "\"]");
        var got = lms.get("/statements?statementId=" + ONE);

        assertThat(got.text()).contains("0.9000", "12345678901234567890.125");
        assertThat(got.body().at("/authority/account/name").asText()).isEqualTo(lms.id);
        assertThat(got.raw().headers().firstValue("x-experience-api-version")).contains("2.0.0");
        assertThat(got.raw().headers().firstValue("x-experience-api-consistent-through"))
                .isPresent();
    }

    @Test
    void theSameStatementMayComeAgainAndAnotherWithItsIdIsAConflict() {
        assertThat(lms.says(statement(ONE, "")).status()).isEqualTo(200);
        assertThat(lms.says(statement(ONE, "")).status()).isEqualTo(200);

        var other = lms.says(statement(ONE, ",\"result\":{\"success\":false}"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("give the new one an id of its own");
    }

    @Test
    void aBatchWithOneBadStatementStoresNothingAndNamesEverythingThatIsWrong() {
        var bad = statement(TWO, ",\"result\":{\"score\":{\"scaled\":2}},\"colour\":\"red\"");

        var refused = lms.says("[" + statement(ONE, "") + "," + bad + "]");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("statements[1].colour", "statements[1].result.score.scaled");
        assertThat(lms.get("/statements?statementId=" + ONE).status()).isEqualTo(404);
    }

    @Test
    void hostileInputIsRefusedAndTheServerAnswersOn() {
        assertThat(lms.says("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(lms.says("{\"actor\":1,\"actor\":2}").status()).isEqualTo(400);
        assertThat(lms.says(statement(ONE, ",\"result\":{\"response\":\"\\ud800\"}")).status())
                .isEqualTo(400);
        var huge = ",\"result\":{\"score\":{\"raw\":1e999999999,\"max\":1}}";
        assertThat(lms.says(statement(ONE, huge)).status()).isEqualTo(400);
        assertThat(lms.says("\"" + "x".repeat(9_000_000) + "\"").status()).isEqualTo(413);
        assertThat(lms.get("/statements?agent=%7B%22mbox%22%3A%00%7D").status()).isEqualTo(400);
        assertThat(lms.get("/statements/more/bm9uc2Vuc2U").status()).isEqualTo(400);
        assertThat(
                        lms.send(
                                        "POST",
                                        "/statements",
                                        "--b\r\n",
                                        "content-type",
                                        "multipart/mixed; boundary=b")
                                .status())
                .isEqualTo(400);
        assertThat(lms.says(statement(ONE, "")).status()).isEqualTo(200);
    }

    @Test
    void withoutAUsableKeyNothingIsToldAndAKeyDoesOnlyWhatItMay() {
        var reader = new LearningSystem(world, "\"read\":true,\"write\":false");
        assertThat(reader.says(statement(ONE, "")).status()).isEqualTo(403);
        assertThat(reader.get("/statements").status()).isEqualTo(200);
        var end =
                HttpRequest.newBuilder(URI.create(world.base + "/v1/lrs/keys/" + reader.id))
                        .header("authorization", "Bearer " + world.administrator)
                        .DELETE()
                        .build();
        assertThat(world.send(end).status()).isEqualTo(200);
        var refused = reader.get("/statements");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.raw().headers().firstValue("www-authenticate")).isPresent();
        assertThat(world.get("fay", "/v1/lrs/keys").status()).isEqualTo(403);
        assertThat(world.get("fay", "/learn/records").status()).isEqualTo(403);
    }

    @Test
    void ofTwoWhoChangeADocumentTheSecondIsToldThatItChanged() throws Exception {
        var path =
                "/activities/state?stateId=place&activityId="
                        + encoded("https://lms.example/courses/7")
                        + "&agent="
                        + encoded(LearningSystem.FAY);
        lms.send("PUT", path, "{\"page\":1}", "if-none-match", "*");
        var etag = lms.get(path).raw().headers().firstValue("etag").orElseThrow();
        assertThat(lms.send("PUT", path, "{\"page\":9}").status()).isEqualTo(409);
        Callable<Integer> writes =
                () -> lms.send("PUT", path, "{\"page\":2}", "if-match", etag).status();

        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = threads.invokeAll(List.of(writes, writes));
            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .containsExactlyInAnyOrder(204, 412);
        }
        assertThat(lms.get(path).text()).isEqualTo("{\"page\":2}");
    }

    @Test
    void pagesGoOnWithoutAGapAndAVoidedStatementIsGone() {
        for (var i = 10; i < 15; i++) {
            lms.says(statement("6a5f3a6e-0a5c-4c39-9d7e-6a4c9f3f0b" + i, ""));
        }
        var seen = new java.util.ArrayList<String>();
        var page = lms.get("/statements?limit=2&agent=" + encoded(LearningSystem.FAY)).body();
        while (true) {
            page.path("statements").forEach(s -> seen.add(s.path("id").asText()));
            var more = page.path("more").asText();
            if (more.isEmpty()) {
                break;
            }
            page = lms.get(more.substring("/xapi".length())).body();
        }
        assertThat(seen)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());

        var voiding =
                "{\"actor\":%s,\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/voided\"},\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}}"
                        .formatted(LearningSystem.FAY, seen.getFirst());
        assertThat(lms.says(voiding).status()).isEqualTo(200);
        assertThat(lms.get("/statements?statementId=" + seen.getFirst()).status()).isEqualTo(404);
        assertThat(lms.get("/statements?voidedStatementId=" + seen.getFirst()).status())
                .isEqualTo(200);
    }

    @Test
    @Requirement("E22")
    void everythingALearnerDoesIsSaidUnderStableIdsWithoutTheirName() {
        Classroom.teach(world, "tools", 2, 0);
        Classroom.attempt(world, "tools", 42);
        Classroom.attempt(world, "tools", 43);

        var said = lms.get("/statements?ascending=true");

        assertThat(said.body().at("/statements").findValuesAsText("verb")).isNotNull();
        var verbs = new java.util.ArrayList<String>();
        said.body().path("statements").forEach(s -> verbs.add(s.at("/verb/display/en").asText()));
        assertThat(verbs).startsWith("registered", "attempted", "failed", "attempted", "passed");
        var failed = said.body().at("/statements/2");
        assertThat(failed.at("/result/score/scaled").decimalValue()).isEqualByComparingTo("0.84");
        assertThat(failed.at("/object/id").asText())
                .isEqualTo(world.base + "/learn/tools/quiz/end");
        assertThat(failed.at("/actor/account/name").asText()).isEqualTo("fay");
        assertThat(said.text()).doesNotContain("fay@world.example", "Fay Frontline");
        var course = lms.get("/activities?activityId=" + encoded(world.base + "/learn/tools"));
        assertThat(course.body().at("/definition/name/en").asText()).isEqualTo("Governed tools");
    }

    @Test
    void whatCannotBeSaidDidNotHappen() throws Exception {
        Assumptions.assumeTrue(World.isOnSqlite(), "this breaks the embedded database's file");
        Classroom.teach(world, "tools", 2, 0);
        try (var database =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + findDatabase(folder.resolve("data")));
                var sql = database.createStatement()) {
            sql.execute(
                    "CREATE TRIGGER mute BEFORE INSERT ON lrs_statement BEGIN SELECT RAISE(ABORT,"
                            + " 'mute'); END");
        }

        var refused = world.post("fay", "/v1/courses/tools/quizzes/end/attempts", "{}");

        assertThat(refused.status()).isGreaterThanOrEqualTo(500);
        assertThat(Session.of(world, "fay").get("/learn/tools").text())
                .contains("2 of 2 attempts left");
    }

    private static Path findDatabase(Path data) throws IOException {
        try (var files = java.nio.file.Files.list(data)) {
            return files.filter(f -> f.toString().endsWith(".db")).findFirst().orElseThrow();
        }
    }

    @Test
    void erasingAPersonDestroysWhatLearningSystemsSaidOfThem() {
        Classroom.teach(world, "tools", 2, 0);
        lms.says(statement(ONE, ""));
        var path = "/agents/profile?profileId=p&agent=" + encoded(LearningSystem.FAY);
        lms.send("PUT", path, "{}", "if-none-match", "*");

        world.post(
                "cleo",
                "/v1/erasures",
                "{\"id\":\"fay\",\"confirmation\":\"fay\",\"reason\":\"asked for it by letter on 3 November\"}");
        world.server.runDue();

        assertThat(lms.get("/statements?statementId=" + ONE).status()).isEqualTo(404);
        assertThat(lms.get(path).status()).isEqualTo(404);
        assertThat(lms.get("/statements").text())
                .contains("registered")
                .doesNotContain("fay@world.example");
    }

    @Test
    void anAdministratorMakesAKeyOnThePageAndSeesItsSecretOnce() {
        var admin = Session.signedIn(world, "admin@localhost", world.firstPassword);
        var made =
                admin.form(
                        "/learn/records/keys",
                        "/learn/records/keys",
                        "label",
                        "Campus",
                        "read",
                        "yes");
        assertThat(made.text()).contains("Campus has its key", "it is never shown again");
        assertThat(admin.get("/learn/records/keys").text())
                .contains("Campus")
                .doesNotContain("never shown again");

        lms.says(statement(ONE, ",\"result\":{\"response\":\"<script>\"}"));
        assertThat(admin.get("/learn/records").text()).contains("mailto:fay@world.example");
        assertThat(admin.get("/learn/records.json").html()).contains(ONE);
        assertThat(admin.get("/learn/records?person=cleo").text()).contains("No statement passes");
    }

    @Test
    void aFormIsAnotherWayToAskInOneVersionAlone() {
        var form = "limit=1";
        var type = new String[] {"content-type", "application/x-www-form-urlencoded"};

        assertThat(lms.send("POST", "/statements?method=GET", form, type).status()).isEqualTo(400);
        assertThat(lms.speaks("1.0.3").send("POST", "/statements?method=GET", form, type).status())
                .isEqualTo(200);
    }
}
