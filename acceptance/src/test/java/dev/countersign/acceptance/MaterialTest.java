package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Materials from records.
class MaterialTest {
    private World world;
    private Printshop shop;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        world = new World(data);
        shop = new Printshop(world);
        shop.teach();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Requirement({"P42", "P38"})
    void allThatTheCourseListsIsMadeAndOpensAgain() throws Exception {
        shop.make("mona", "");

        var listed = shop.list("mona");
        assertThat(listed.path("progress").path("failed")).isEmpty();
        assertThat(listed.path("materials").size()).isGreaterThanOrEqualTo(16);
        var digests = new HashSet<String>();
        for (var material : listed.path("materials")) {
            assertThat(material.path("state").asText()).isEqualTo("draft");
            assertThat(material.path("changed")).isEmpty();
            for (var file : material.path("files")) {
                var got = world.get("mona", file.path("at").asText()).raw();
                assertThat(got.statusCode()).isEqualTo(200);
                assertThat(dev.countersign.kernel.Digests.hex(got.body()))
                        .isEqualTo(file.path("digest").asText());
                digests.add(file.path("digest").asText());
                opens(file.path("type").asText(), file.path("pages").asInt(), got.body());
            }
        }
        assertThat(digests).hasSizeGreaterThan(20);
        var again = world.get("mona", "/learn/" + Printshop.PACK + "/materials").text();
        assertThat(again)
                .contains("Automation 101", "15 slides")
                .doesNotContain("out of date</span>");
        var tree = world.get("fay", "/learn/" + Printshop.PACK + "/trees/who-approves").text();
        assertThat(tree)
                .contains("<svg class=\"tree\"", "The same in words", "Did you raise it yourself?");
        assertThat(world.get("cleo", "/v1/ledger/entries?limit=500&action=material.").text())
                .contains("material.made");
    }

    private static void opens(String type, int pages, byte[] bytes) throws IOException {
        if (type.equals("application/pdf")) {
            try (var pdf = Loader.loadPDF(bytes)) {
                var catalog = pdf.getDocumentCatalog();
                assertThat(pdf.getNumberOfPages()).isEqualTo(pages);
                assertThat(catalog.getMarkInfo().isMarked()).isTrue();
                assertThat(catalog.getLanguage()).isEqualTo("en");
                assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
                assertThat(pdf.getDocumentInformation().getTitle()).isNotBlank();
                for (var page : pdf.getPages()) {
                    for (var name : page.getResources().getFontNames()) {
                        assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                    }
                }
            }
        } else if (type.contains("presentation")) {
            try (var show = new XMLSlideShow(new ByteArrayInputStream(bytes))) {
                assertThat(show.getSlides()).hasSize(pages);
                assertThat(show.getSlides()).allSatisfy(s -> assertThat(s.getNotes()).isNotNull());
            }
        } else {
            assertThat(bytes).isNotEmpty();
        }
    }

    @Test
    @Requirement({"P33", "P44", "P45"})
    void learnersGetWhatFourPeoplePassedAndNeverAKey() throws Exception {
        shop.make("mona", "twenty-key");
        shop.make("mona", "twenty-workbook");
        assertThat(shop.one("fay", "twenty-workbook").path("files")).isEmpty();
        var draft = shop.one("mona", "twenty-workbook").at("/files/0/at").asText();
        assertThat(world.get("fay", draft).status()).isEqualTo(404);

        assertThat(shop.say("max", "twenty-workbook", "ops_lead").text())
                .contains("what comes next is");
        assertThat(shop.say("fay", "twenty-workbook", "expert").status()).isIn(403, 404);
        assertThat(shop.say("mona", "twenty-workbook", "expert").status()).isEqualTo(200);
        assertThat(shop.say("max", "twenty-workbook", "ops_lead").status()).isEqualTo(200);
        var twice = shop.say("mona", "twenty-workbook", "field_test");
        assertThat(twice.status()).isEqualTo(403);
        assertThat(twice.text()).contains("four people");
        assertThat(shop.say("otto", "twenty-workbook", "field_test").status()).isEqualTo(200);
        assertThat(shop.say("finn", "twenty-workbook", "delivered").text())
                .contains("Field-tested");
        shop.deliver("twenty-key");

        var key = shop.one("mona", "twenty-key").at("/files/0/at").asText();
        for (var person : new String[] {"fay", "cleo", "eve"}) {
            var refused = world.get(person, key);
            assertThat(refused.status()).as(person).isIn(401, 403, 404);
            assertThat(refused.text()).doesNotContain("%PDF");
        }
        assertThat(shop.one("fay", "twenty-key").isMissingNode()).isTrue();
        assertThat(world.get("otto", key).status()).isEqualTo(200);
        world.awaitLedger(
                "action=material.",
                "material.expert-reviewed",
                "material.delivered",
                "material.key-opened");
        assertThat(shop.list("pam").path("checks").size()).isEqualTo(7);
    }

    @Test
    @Requirement({"P43", "P45"})
    void aChangedContactPutsTheCardOutOfDateAndTheClockMakesItAnew() throws Exception {
        shop.make("mona", "escalation-card");
        shop.deliver("escalation-card");
        assertThat(shop.one("fay", "escalation-card").path("state").asText())
                .isEqualTo("delivered");
        assertThat(text("fay")).contains("No contacts are in force yet");

        contacts("Dora Duty");

        var stale = shop.one("mona", "escalation-card");
        assertThat(stale.path("changed").toString()).contains("in force: escalation contacts");
        assertThat(world.get("fay", "/learn/" + Printshop.PACK + "/materials").text())
                .contains("out of date");
        world.clock.tick(Duration.ofHours(1));
        world.server.runDue();
        world.server.materialsMade();
        var fresh = shop.one("mona", "escalation-card");
        assertThat(fresh.path("version").asInt()).isEqualTo(2);
        assertThat(fresh.path("state").asText()).isEqualTo("draft");
        assertThat(fresh.path("changed")).isEmpty();
        assertThat(text("mona")).contains("Dora Duty", "dora@world.example", "@dora", "24×7");
        // What was not delivered yet is not handed out; what was stays, marked.
        assertThat(shop.one("fay", "escalation-card").path("version").asInt()).isEqualTo(1);
        assertThat(shop.one("mona", "sign-in-sheet").has("version")).isFalse();
    }

    private String text(String person) throws IOException {
        var at = shop.one(person, "escalation-card").at("/files/0/at").asText();
        try (var pdf = Loader.loadPDF(world.get(person, at).raw().body())) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    /// Another version of the organisation file, with a contact, comes into force.
    private void contacts(String name) {
        var id = world.get("pam", "/v1/playbooks").body().at("/playbooks/0/id").asText();
        var now = world.get("pam", "/v1/playbooks/" + id).body();
        var body = World.JSON.createObjectNode();
        body.put("playbook", now.path("playbook").asText());
        body.put(
                "organisation",
                now.path("organisation").asText()
                        + "contacts:\n  duty: {name: "
                        + name
                        + ", email: dora@world.example, chat: \"@dora\", calendar: always}\n");
        var loaded = world.post("pam", "/v1/playbooks", body.toString());
        assertThat(loaded.status()).as(loaded.text()).isIn(200, 201);
        var other = loaded.body().path("id").asText();
        var accept = World.JSON.createObjectNode();
        accept.set(
                "accepted",
                world.get("pam", "/v1/playbooks/" + other).body().path("open_findings"));
        accept.put("why", "the duty desk has a new contact");
        var active = world.post("pam", "/v1/playbooks/" + other + "/activate", accept.toString());
        assertThat(active.status()).as(active.text()).isIn(200, 202);
        if (active.body().has("change")) {
            world.sign(active.body().path("change").asText());
        }
    }
}
