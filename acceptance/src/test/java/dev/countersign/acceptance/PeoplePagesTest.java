package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Adding, changing and disabling people, and what each of them sets for themselves.
class PeoplePagesTest {
    @TempDir Path data;
    private World world;
    private Session admin;

    @BeforeEach
    void start() {
        world = new World(data);
        admin = Session.signedIn(world, "admin@localhost", world.firstPassword);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private Session.Page save(String person, String name, String active, String... roles) {
        var fields = new String[8 + roles.length * 2];
        var at = 0;
        for (var text :
                new String[] {
                    "name",
                    name,
                    "email",
                    person.equals("administrator") ? "admin@localhost" : person + "@world.example",
                    "zone",
                    "Europe/Berlin",
                    "active",
                    active
                }) {
            fields[at++] = text;
        }
        for (var role : roles) {
            fields[at++] = "role";
            fields[at++] = role;
        }
        return admin.form("/people/" + person, "/people/" + person, fields);
    }

    @Test
    @Requirement({"A9", "A12"})
    void anAdministratorAddsSomebodyAndTakesARoleAwayAtOnce() {
        var added =
                admin.form(
                        "/people",
                        "/people",
                        "id",
                        "nora",
                        "name",
                        "Nora New",
                        "email",
                        "nora@world.example",
                        "zone",
                        "Asia/Tokyo",
                        "role",
                        "frontline_ops");
        assertThat(added.path()).isEqualTo("/people/nora");
        assertThat(added.text()).contains("Nora New").contains("Asia/Tokyo");
        world.upstream.answers("Fine.\nconfidence: 0.95");
        assertThat(world.chat("nora", "answer", "Hello").status()).isEqualTo(200);

        save("nora", "Nora New", "yes");

        assertThat(world.chat("nora", "answer", "Hello").status()).isEqualTo(403);
        var recorded =
                world.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                world.base
                                                        + "/v1/ledger/entries?action=person.&limit=2"))
                                .header("authorization", "Bearer " + world.administrator)
                                .build());
        var newest = recorded.body().path("entries").path(0);
        assertThat(newest.path("subject").asText()).isEqualTo("nora");
        assertThat(newest.path("actor").asText()).isEqualTo("administrator");
        assertThat(newest.path("facts").path("roles")).isEmpty();
    }

    @Test
    @Requirement({"A4", "A9"})
    void whoeverIsDisabledIsOutAtOnceAndStaysOutWhenAVersionComesIntoForce() {
        var fay = Session.of(world, "fay");
        var key = world.key("fay");
        assertThat(key).isNotEmpty();

        save("fay", "Fay Frontline", "", "frontline_ops");

        assertThat(fay.get("/home").path()).isEqualTo("/sign-in");
        assertThat(world.get("fay", "/v1/me").status()).isEqualTo(401);
        var id =
                world.get("pam", "/v1/playbooks")
                        .body()
                        .path("playbooks")
                        .path(0)
                        .path("id")
                        .asText();
        var open = world.get("pam", "/v1/playbooks/" + id).body().path("open_findings");
        var accept = World.JSON.createObjectNode();
        accept.set("accepted", open);
        assertThat(
                        world.post("pam", "/v1/playbooks/" + id + "/activate", accept.toString())
                                .status())
                .isEqualTo(200);
        assertThat(world.get("fay", "/v1/me").status()).isEqualTo(401);
    }

    @Test
    @Requirement("A9")
    void theLastAdministratorStaysOneAndOthersChangeNobody() {
        var refused = save("administrator", "Administrator", "yes", "legal");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("nobody would be left who may administer");
        assertThat(save("administrator", "Administrator", "", "administrator").status())
                .isEqualTo(409);

        var fay = Session.of(world, "fay");
        assertThat(
                        fay.form(
                                        "/me",
                                        "/people/fay",
                                        "name",
                                        "Fay",
                                        "email",
                                        "fay@world.example",
                                        "active",
                                        "yes",
                                        "role",
                                        "administrator")
                                .status())
                .isEqualTo(403);
        assertThat(fay.get("/people/max").html()).doesNotContain("name=\"role\"");
        assertThat(admin.form("/assets/icon.svg", "/people", "id", "x").status()).isEqualTo(403);
    }

    @Test
    void aMistakeKeepsWhatWasTyped() {
        var taken =
                admin.form(
                        "/people",
                        "/people",
                        "id",
                        "nora",
                        "name",
                        "Nora New",
                        "email",
                        "FAY@world.example",
                        "zone",
                        "UTC",
                        "role",
                        "legal");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text()).contains("belongs to fay");
        assertThat(taken.html()).contains("value=\"Nora New\"").contains("value=\"legal\" checked");
        var reserved =
                admin.form(
                        "/people",
                        "/people",
                        "id",
                        "call-1",
                        "name",
                        "C",
                        "email",
                        "c@world.example");
        assertThat(reserved.status()).isEqualTo(422);
    }

    @Test
    @Requirement("P2")
    void everybodyChoosesTheTimeZoneInWhichPagesShowTimes() {
        var max = Session.of(world, "max");
        assertThat(max.get("/me").text()).contains("America/New_York");

        var saved = max.form("/me", "/me/zone", "zone", "Asia/Tokyo");
        var wrong = max.form("/me", "/me/zone", "zone", "Mars/Olympus");

        assertThat(saved.html()).contains("value=\"Asia/Tokyo\" selected");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(max.get("/home").text()).contains("Asia/Tokyo");
        assertThat(world.get("max", "/v1/me").body().path("zone").asText()).isEqualTo("Asia/Tokyo");
    }

    @Test
    @Requirement("A3")
    void aKeyShowsWhenItWasLastUsedAndIsRevokedByAnAdministrator() {
        assertThat(world.get("max", "/v1/me").status()).isEqualTo(200);
        world.clock.tick(java.time.Duration.ofMinutes(5));
        assertThat(world.get("max", "/v1/me").status()).isEqualTo(200);
        // The ticker writes it within a second; a change of people does so at once.
        admin.form(
                "/people/max",
                "/people/max",
                "name",
                "Max Manager",
                "email",
                "max@world.example",
                "zone",
                "UTC",
                "active",
                "yes",
                "role",
                "ops_manager");

        var page = admin.get("/people/max");
        assertThat(page.text()).contains("just now");
        var id =
                world.get("max", "/v1/people/max/keys")
                        .body()
                        .path("keys")
                        .path(0)
                        .path("id")
                        .asText();
        admin.form("/people/max", "/people/max/keys/" + id + "/revoke");

        assertThat(world.get("max", "/v1/me").status()).isEqualTo(401);
        assertThat(admin.get("/people/max").text()).contains("ended");
    }
}
