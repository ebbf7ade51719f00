package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Versions of the playbook as their pages and resources show them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybookVersionTest {
    private static final Pattern OPEN = Pattern.compile("name=\"accept\" value=\"([^\"]+)\"");

    private World world;
    private Session pam;
    private String playbook;
    private String organisation;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        world = new World(data);
        pam = Session.of(world, "pam");
        var first = world.get("pam", "/v1/playbooks").body().path("playbooks").path(0);
        var loaded = world.get("pam", "/v1/playbooks/" + first.path("id").asText()).body();
        playbook = loaded.path("playbook").asText();
        organisation = loaded.path("organisation").asText();
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private Session.Page load(Session who, String document) {
        return who.upload(
                "/me",
                "/playbooks",
                "playbook_file",
                "",
                "playbook",
                document,
                "organisation_file",
                "",
                "organisation",
                organisation);
    }

    @Test
    @Requirement({"E50", "E51", "E57"})
    void aNewVersionShowsWhatItChangesAndComesIntoForceOnlyWhenEachFindingIsAcceptedByName() {
        var before = world.get("pam", "/v1/playbooks").body().path("playbooks");
        var active = "";
        for (var p : before) {
            active = p.path("active").asBoolean() ? p.path("id").asText() : active;
        }
        var page =
                load(
                        pam,
                        playbook.replace(
                                        "block_on_confidence_lt: 0.7",
                                        "block_on_confidence_lt: 0.75")
                                .replace("1.0", "1.7"));
        var id = page.path().substring("/playbooks/".length());

        assertThat(page.text())
                .contains("Playbook 1.7")
                .contains("risk_thresholds.block_on_confidence_lt goes from 0.7 to 0.75")
                .contains("never in force");
        var diff = world.get("pam", "/v1/playbooks/" + active + "/diff/" + id);
        assertThat(diff.body().path("playbook").toString())
                .contains("`risk_thresholds.block_on_confidence_lt` goes from 0.7 to 0.75");
        assertThat(diff.body().path("organisation")).isEmpty();
        assertThat(pam.get("/playbooks/" + active + "/diff/" + id.substring(0, 8)).text())
                .contains("block_on_confidence_lt goes from 0.7 to 0.75");

        var open = new ArrayList<String>();
        var names = OPEN.matcher(page.html());
        while (names.find()) {
            open.add(names.group(1));
        }
        assertThat(open).hasSizeGreaterThan(1);
        var one = pam.form(page.path(), page.path() + "/activate", "accept", open.getFirst());
        assertThat(one.status()).isEqualTo(409);
        assertThat(one.text()).contains(open.getLast());
        assertThat(one.html()).contains("value=\"" + open.getFirst() + "\" checked");

        var fields = new ArrayList<String>();
        open.forEach(name -> fields.addAll(List.of("accept", name)));
        fields.addAll(List.of("why", "the block line was too low for what we saw in October"));
        var proposed =
                pam.form(page.path(), page.path() + "/activate", fields.toArray(String[]::new));
        assertThat(proposed.path()).startsWith("/changes/");
        assertThat(proposed.text()).contains("block_on_confidence_lt goes from 0.7 to 0.75");
        world.sign(proposed.path().substring("/changes/".length()));
        var done = pam.get(page.path());
        assertThat(done.text()).contains("in force").contains("by pam, who accepted");
        world.upstream.answers("Fine.\nconfidence: 0.95");
        var call = world.get("fay", "/v1/calls/" + world.chat("fay", "answer", "Hi").call());
        var reference = call.body().path("playbook").asText();
        assertThat(reference).isEqualTo("1.7+" + id.substring(0, 8));
        assertThat(pam.get("/playbooks/" + id.substring(0, 8)).text()).contains(reference);
    }

    @Test
    @Requirement({"E1", "E57"})
    void aBrokenDocumentStaysInTheFormWithEveryFindingAtItsPlace() {
        var broken =
                playbook.replace("retention_days: 730", "retention_days: soon")
                                .replace(
                                        "data_residency: \"enforced\"", "data_residency: \"maybe\"")
                        + "# <script>alert(1)</script> stays text\n";

        var page = load(pam, broken);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text())
                .contains("retention_days")
                .contains("data_residency")
                .contains("playbook.yaml:9:")
                .contains("# <script>alert(1)</script> stays text");
        assertThat(page.html()).doesNotContain("<script>alert");
        assertThat(load(pam, "version: [unclosed").text()).contains("playbook.yaml:1:");
    }

    @Test
    @Requirement({"E1", "C1"})
    void aFlatOutlineIsRecoveredAndAFileGoesBeforeWhatWasPasted() {
        var flat = playbook.replaceAll("(?m)^ +", "").replace("\"1.0\"", "\"flat\"");

        var page =
                pam.upload(
                        "/me",
                        "/playbooks",
                        "playbook_file",
                        flat,
                        "playbook",
                        "version: pasted",
                        "organisation_file",
                        "",
                        "organisation",
                        organisation);

        assertThat(page.path()).startsWith("/playbooks/");
        assertThat(page.text())
                .contains("Its indentation was lost")
                .contains("  allowed: [\"eu-west-1\"]");
    }

    @Test
    void aDocumentOfAlmostOneMebibyteFitsAndALargerOneIsAFinding() {
        var comment = "# " + "x".repeat(98) + "\n";
        var room = (1 << 20) - playbook.length();

        var fits = load(pam, playbook + comment.repeat(room / comment.length()));
        var tooLarge = load(pam, playbook + comment.repeat(room / comment.length() + 1));

        assertThat(fits.status()).isEqualTo(200);
        assertThat(tooLarge.status()).isEqualTo(422);
        assertThat(tooLarge.text()).contains("1 MiB");
    }

    @Test
    @Requirement({"E51", "A9"})
    void othersSeeAVersionButAreToldWhoMayBringItIntoForce() {
        var page = load(pam, playbook.replace("0.92", "0.91"));
        var fay = Session.of(world, "fay");

        var seen = fay.get(page.path());
        var refused = fay.form("/me", page.path() + "/activate");
        var loaded = load(fay, playbook.replace("0.92", "0.89"));

        assertThat(seen.text()).contains("loaded and activated by").contains("Pam Programme");
        assertThat(seen.html()).doesNotContain("name=\"accept\"");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("Pam Programme");
        assertThat(loaded.status()).isEqualTo(403);
        assertThat(fay.get("/playbooks/new").status()).isEqualTo(403);
        var byKey = world.post("fay", "/v1" + page.path() + "/activate", "{\"accepted\":[]}");
        assertThat(byKey.status()).isEqualTo(403);
        assertThat(byKey.text()).contains("Pam Programme");
    }

    @Test
    void aFormWithoutItsTokenLoadsNothing() {
        var before = world.get("pam", "/v1/playbooks").body().path("playbooks").size();

        var page = pam.upload("/assets/icon.svg", "/playbooks", "playbook", playbook + "# new\n");

        assertThat(page.status()).isEqualTo(403);
        assertThat(world.get("pam", "/v1/playbooks").body().path("playbooks")).hasSize(before);
    }
}
