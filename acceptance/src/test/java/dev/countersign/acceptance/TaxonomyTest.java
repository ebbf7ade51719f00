package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A team designs its own categories; cases keep the version they were filed under.
class TaxonomyTest {
    private static final String DRAFT = "/v1/taxonomies/platform/draft";

    /// What the team calls a rollback, and a category that is a kind of none.
    static final String DESIGN =
            """
            categories:
              undo_release: {title: Undo a release, share: 40, kind_of: rollback, path: climb}
              config_conflict: {title: Two configurations, share: 30}
              customer_exemption: {title: For a customer, share: 20}
              quota: {title: More than the quota, share: 10, approver: executive, subtypes: {A: {title: for a day, route: approve}}}
            """;

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private World.Answer draft(String person, int revision, String yaml) {
        return world.send(
                world.request(person, DRAFT + "?revision=" + revision)
                        .setHeader("content-type", "application/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString(yaml))
                        .build());
    }

    private World.Answer publish(String person, int revision) {
        return world.post(
                person,
                "/v1/taxonomies/platform/publish",
                "{\"revision\":%d,\"why\":\"our exceptions are of other kinds\"}"
                        .formatted(revision));
    }

    private void published(String yaml, int revision) {
        assertThat(draft("sam", revision, yaml).status()).isEqualTo(200);
        var done = publish("sam", revision + 1);
        assertThat(done.status()).as(done.text()).isEqualTo(201);
    }

    private String raise(String id, String more) {
        var taken =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"%s\",\"rule\":\"freeze\",%s}".formatted(id, more));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        return taken.body().at("/results/0/case").asText();
    }

    @Test
    @Requirement("P46")
    void eachCaseKeepsTheVersionItWasFiledUnder() {
        var before = raise("before", "\"service\":\"registry\",\"category\":\"rollback\"");
        published(DESIGN, 0);

        var own = raise("own", "\"service\":\"registry\",\"category\":\"undo_release\"");
        var named =
                raise("named", "\"team\":\"platform\",\"category\":\"quota\",\"subtype\":\"A\"");
        var other = raise("other", "\"service\":\"billing\",\"category\":\"rollback\"");
        var unknown =
                world.post(
                        "pam",
                        "/v1/exceptions",
                        "{\"id\":\"x\",\"rule\":\"freeze\",\"service\":\"registry\",\"category\":\"rollback\"}");

        assertThat(world.get("ivy", "/v1/cases/" + before).text()).contains("\"taxonomy\":\"1\"");
        assertThat(world.get("ivy", "/v1/cases/" + own).text())
                .contains("\"taxonomy\":\"platform/1\"", "\"kind_of\":\"rollback\"");
        assertThat(world.get("eve", "/v1/cases/" + named).text())
                .contains("\"taxonomy\":\"platform/1\"", "\"kind_of\":\"quota\"");
        assertThat(world.get("ivy", "/v1/cases/" + other).text()).contains("\"taxonomy\":\"1\"");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("known: undo_release");

        published(DESIGN.replace("share: 40", "share: 30").replace("share: 10", "share: 20"), 1);
        var later = raise("later", "\"service\":\"registry\",\"category\":\"undo_release\"");

        assertThat(world.get("ivy", "/v1/cases/" + own).text())
                .contains("\"taxonomy\":\"platform/1\"");
        assertThat(world.get("ivy", "/v1/cases/" + later).text())
                .contains("\"taxonomy\":\"platform/2\"");
        var team = world.get("fay", "/v1/taxonomies/platform").body();
        assertThat(team.at("/in_force/version").asText()).isEqualTo("platform/2");
        assertThat(team.at("/versions/0/changes").toString())
                .contains("expects 30 % of `undo_release`, before 40 %");
        assertThat(team.at("/versions/1/categories/undo_release/filed").asInt()).isEqualTo(1);
        assertThat(world.get("cleo", "/v1/ledger/entries?action=taxonomy.published").text())
                .contains("\"sam\"", "platform/2", "before 40 %");
    }

    @Test
    @Requirement("P50")
    void aTeamCannotEvadeTheIncidentCommanderByCallingARollbackOtherwise() {
        // Without a path: a case that climbs by itself would have another version when it is
        // decided.
        published(DESIGN.replace(", path: climb", ""), 0);
        var id = raise("evade", "\"service\":\"registry\",\"category\":\"undo_release\"");
        var open = raise("open", "\"service\":\"registry\"");

        assertThat(world.get("ivy", "/v1/cases/" + id).body().path("approver_role").asText())
                .isEqualTo("incident_commander");
        world.decide("ivy", id, "escalate", ",\"to\":\"ops_manager\"");
        var refused = world.decide("max", id, "approve", "");
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.text()).contains("incident commander alone");
        var put =
                world.post(
                        "max",
                        "/v1/cases/" + open + "/category",
                        "{\"category\":\"undo_release\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        var theirs = world.decide("max", open, "approve", "");
        assertThat(theirs.status()).as(theirs.text()).isEqualTo(403);
        assertThat(world.decide("ivy", open, "approve", "").status()).isEqualTo(200);
        assertThat(world.get("cleo", "/v1/cases?kind=review").text()).contains("rollback-override");

        // Neither leaving it out nor taking the kind back nor a disguise is published.
        for (var evasion :
                new String[] {
                    DESIGN.replace(", kind_of: rollback", ""),
                    DESIGN.replace("kind_of: rollback", "kind_of: new_requirement"),
                    DESIGN.replace("undo_release", "other_thing")
                            .replace(", kind_of: rollback", ""),
                    DESIGN.replace("More than the quota", "Quick revert"),
                    DESIGN.replace(
                            "quota: {title: More than the quota",
                            "roll_back_fast: {title: Fast one"),
                }) {
            var revision =
                    world.get("sam", "/v1/taxonomies/platform")
                            .body()
                            .at("/draft/revision")
                            .asInt();
            assertThat(draft("sam", revision, evasion).status()).isEqualTo(200);
            var kept = publish("sam", revision + 1);
            assertThat(kept.status()).as(evasion).isEqualTo(422);
            assertThat(kept.text()).contains("rollback");
        }
        assertThat(
                        world.get("sam", "/v1/taxonomies/platform")
                                .body()
                                .at("/in_force/version")
                                .asText())
                .isEqualTo("platform/1");
    }

    @Test
    void anExemptionUnderAnotherNameStillEndsOnADayAndKeepsItsApprovers() {
        published(
                DESIGN.replace(
                        "customer_exemption: {title: For a customer, share: 20}",
                        "for_big_ones: {title: For a customer, share: 20, kind_of: customer_exemption, approver: executive}"),
                0);
        var id = raise("exempt", "\"service\":\"registry\",\"category\":\"for_big_ones\"");

        var c = world.get("max", "/v1/cases/" + id).body();
        assertThat(c.path("approver_role").asText()).isEqualTo("ops_manager");
        var bare = world.decide("max", id, "approve", "");
        assertThat(bare.status()).isEqualTo(422);
        assertThat(bare.text()).contains("`until`", "`removal_plan`");
    }

    @Test
    void twoWhoEditOneDraftLearnOfEachOther() {
        assertThat(draft("sam", 0, DESIGN).status()).isEqualTo(200);

        var late = draft("max", 0, DESIGN.replace("share: 10", "share: 5"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text())
                .contains("sam saved it", "retires `rollback`", "adds `undo_release`");
        assertThat(draft("max", 1, DESIGN.replace("share: 10", "share: 5")).status())
                .isEqualTo(200);
        var short5 = publish("sam", 2);
        assertThat(short5.status()).isEqualTo(422);
        assertThat(short5.text()).contains("the expected shares add up to 95, not 100");
        var stale = publish("sam", 1);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text()).contains("expects 5 % of `quota`, before 10 %");
        assertThat(draft("fay", 2, DESIGN).status()).isEqualTo(403);
        assertThat(draft("sam", 2, "categories: [").status()).isEqualTo(422);
        assertThat(world.delete("sam", DRAFT + "?revision=2").status()).isEqualTo(200);
        assertThat(publish("sam", 2).text()).contains("no draft");
        assertThat(world.get("sam", "/v1/taxonomies/nowhere").status()).isEqualTo(404);
    }

    @Test
    void whatIsExportedCanBeTakenInAgain() {
        published(DESIGN, 0);

        var yaml = world.get("fay", "/v1/taxonomies/platform/versions/1?format=yaml").text();

        assertThat(draft("sam", 1, yaml).status()).isEqualTo(200);
        assertThat(publish("sam", 2).text()).contains("in force already");
        assertThat(world.get("fay", "/v1/taxonomies/platform/versions/9").status()).isEqualTo(404);
    }

    @Test
    void aToolsOwnCategoryIsCalledWhatTheTeamCallsIt() {
        published(
                DESIGN.replace("quota:", "guardrail:")
                        .replace("approver: executive", "kind_of: policy_violation"),
                0);

        var taken =
                world.post(
                        "pam",
                        "/v1/exceptions/conftest?team=platform",
                        """
                        [{"filename":"a.tf","namespace":"main","successes":0,
                          "failures":[{"msg":"no owner tag"}]}]
                        """);

        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        var id = taken.body().at("/results/0/case").asText();
        assertThat(world.get("max", "/v1/cases/" + id).text())
                .contains("\"category\":\"guardrail\"", "\"kind_of\":\"policy_violation\"");
    }

    @Test
    void aLeadDesignsOnThePage() {
        var sam = Session.of(world, "sam");
        var page = "/taxonomies/platform/draft";
        assertThat(sam.get("/taxonomies").html()).contains("Platform");
        assertThat(Session.of(world, "fay").get(page).status()).isEqualTo(403);

        // The form sends the shipped seven; here, only what changes is sent.
        var saved =
                sam.form(
                        page,
                        page,
                        "revision",
                        "0",
                        "name",
                        "rollback",
                        "title",
                        "Rollback",
                        "share",
                        "60",
                        "kind",
                        "",
                        "approver",
                        "",
                        "path",
                        "climb",
                        "subtypes",
                        "",
                        "name",
                        "config_conflict",
                        "title",
                        "Conflict",
                        "share",
                        "20",
                        "kind",
                        "",
                        "approver",
                        "",
                        "path",
                        "",
                        "subtypes",
                        "A | first | deny it\nB | second",
                        "name",
                        "customer_exemption",
                        "title",
                        "Exemption",
                        "share",
                        "15",
                        "kind",
                        "",
                        "approver",
                        "",
                        "path",
                        "",
                        "subtypes",
                        "",
                        "name",
                        "quota",
                        "title",
                        "Quota",
                        "share",
                        "5",
                        "kind",
                        "",
                        "approver",
                        "",
                        "path",
                        "",
                        "subtypes",
                        "",
                        "name",
                        "new_requirement",
                        "title",
                        "New",
                        "share",
                        "2",
                        "kind",
                        "",
                        "approver",
                        "",
                        "path",
                        "",
                        "subtypes",
                        "",
                        "retire",
                        "new_requirement");
        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        assertThat(saved.text()).contains("add up to 100 of 100", "divides config_conflict");
        var other =
                Session.of(world, "max")
                        .form(page, page, "revision", "0", "name", "mine", "share", "x");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text()).contains("The share of mine is x");
        var conflict =
                Session.of(world, "max")
                        .form(
                                page,
                                page,
                                "revision",
                                "0",
                                "name",
                                "mine",
                                "title",
                                "Mine",
                                "share",
                                "100");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text()).contains("Sam saved it", "adds quota");
        assertThat(conflict.html()).contains("value=\"mine\"");

        var published =
                sam.form(
                        page,
                        page + "/publish",
                        "revision",
                        "1",
                        "why",
                        "quotas are asked for often");

        assertThat(published.path()).isEqualTo("/taxonomies/platform");
        assertThat(published.text()).contains("Version 1", "Sam Security", "adds quota");
        var id = raise("page", "\"service\":\"registry\",\"category\":\"rollback\"");
        assertThat(Session.of(world, "ivy").get("/cases/" + id).html())
                .contains("/taxonomies/platform/versions/1");
    }
}
