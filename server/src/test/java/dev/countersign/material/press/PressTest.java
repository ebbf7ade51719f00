package dev.countersign.material.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Kind;
import dev.countersign.course.Packs;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.material.Certificates;
import dev.countersign.material.Live;
import dev.countersign.material.MadeFile;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/// What comes off the press for every shipped course, asked of the reference checker.
class PressTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Live LIVE =
            new Live(
                    "World",
                    List.of(
                            new Live.Contact(
                                    "Ana | Duty *desk*", "duty@world.example", "@duty", "24×7"),
                            new Live.Contact(
                                    "Ben", "ben@world.example", "", "Mon–Fri 09:00–17:00, UTC")),
                    List.of(new Live.Approval("Rollback", "Incident commander", "Ana, @duty")),
                    List.of(
                            new Live.Category("rollback", "Rollback", "60 %"),
                            new Live.Category("policy_violation", "Policy violation", "40 %")));

    private static List<Pack> packs;

    @BeforeAll
    static void read() throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        packs = Packs.read(PackFolder.read(Path.of("../playbooks/courses"))).packs();
        assertThat(packs).isNotEmpty();
    }

    @Test
    @Requirement({"P42", "P33"})
    void everythingPrintedIsAccessibleAndKeysStandApart() throws Exception {
        for (var pack : packs) {
            for (var material : pack.materials()) {
                var files = Press.make(Manuscripts.of(pack, material, LIVE), NOW);
                assertThat(files).as(material.id()).isNotEmpty();
                for (var file : files) {
                    if (file.type().equals(MadeFile.PDF)) {
                        conforms(file);
                    } else if (file.type().equals(MadeFile.PPTX)) {
                        canBeRead(file, material);
                    }
                }
                if (material.kind() == Kind.POSTER) {
                    assertThat(files).extracting(MadeFile::type).contains(MadeFile.PNG);
                    try (var pdf = Loader.loadPDF(files.getFirst().bytes())) {
                        assertThat(pdf.getPage(0).getMediaBox().getWidth()).isEqualTo(11 * 72f);
                        assertThat(pdf.getPage(0).getMediaBox().getHeight()).isEqualTo(17 * 72f);
                    }
                }
            }
            pack.scenarios().values().forEach(set -> keysStandApart(pack, set));
        }
    }

    private static void conforms(MadeFile file) throws Exception {
        try (var parser =
                        Foundries.defaultInstance()
                                .createParser(
                                        new ByteArrayInputStream(file.bytes()),
                                        PDFAFlavour.PDFUA_1);
                var validator =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            var result = validator.validate(parser);
            assertThat(
                            result.getTestAssertions().stream()
                                    .map(a -> a.getRuleId() + " " + a.getMessage())
                                    .distinct())
                    .as(file.name())
                    .isEmpty();
            assertThat(result.isCompliant()).as(file.name()).isTrue();
            // A checker that looked at nothing finds nothing.
            assertThat(result.getTotalAssertions()).isGreaterThan(100);
        }
    }

    private static void canBeRead(MadeFile file, Pack.Material material) throws Exception {
        try (var show = new XMLSlideShow(new ByteArrayInputStream(file.bytes()))) {
            var page = show.getPageSize();
            assertThat(show.getSlides()).hasSize(material.pages());
            for (var slide : show.getSlides()) {
                // The opening slide's is a centred one, which POI does not call a title.
                assertThat(slide.getPlaceholder(0).getText()).as("a title").isNotBlank();
                assertThat(slide.getPlaceholder(0).getTextType().name()).contains("TITLE");
                assertThat(slide.getNotes()).as(slide.getTitle()).isNotNull();
                for (var shape : slide.getShapes()) {
                    var at = shape.getAnchor();
                    assertThat(at.getX()).isGreaterThanOrEqualTo(0);
                    assertThat(at.getY()).isGreaterThanOrEqualTo(0);
                    assertThat(at.getMaxX()).isLessThanOrEqualTo(page.getWidth());
                    assertThat(at.getMaxY()).isLessThanOrEqualTo(page.getHeight());
                    if (shape instanceof XSLFTextShape text) {
                        text.getTextParagraphs().stream()
                                .flatMap(p -> p.getTextRuns().stream())
                                .forEach(r -> {
                                    assertThat(r.getFontSize()).isGreaterThanOrEqualTo(14);
                                    assertThat(r.getRPr(false).getLang()).isEqualTo("en-US");
                                });
                    }
                    if (shape instanceof org.apache.poi.xslf.usermodel.XSLFPictureShape picture) {
                        var described =
                                ((org.openxmlformats.schemas.presentationml.x2006.main.CTPicture)
                                                picture.getXmlObject())
                                        .getNvPicPr()
                                        .getCNvPr()
                                        .getDescr();
                        assertThat(described).startsWith("Decision tree: ");
                    }
                }
            }
        }
    }

    private static void keysStandApart(Pack pack, Pack.ScenarioSet set) {
        var because =
                set.items().stream()
                        .map(s -> squeezed(s.key().because()).substring(0, 60))
                        .toList();
        for (var material : pack.materials()) {
            if (material.kind() == Kind.DECK || !material.made("scenarios").contains(set.id())) {
                continue;
            }
            var text =
                    squeezed(
                            text(Press.make(Manuscripts.of(pack, material, LIVE), NOW).getFirst()));
            for (var answer : because) {
                assertThat(text.contains(answer))
                        .as(material.id() + " tells " + answer)
                        .isEqualTo(material.kind() == Kind.KEY);
            }
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("[*_`\\s-]+", "");
    }

    private static String text(MadeFile pdf) {
        try (var document = Loader.loadPDF(pdf.bytes())) {
            return new PDFTextStripper().getText(document);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Requirement("P43")
    void aCardShowsWhatIsInForceAndKnowsIt() {
        var pack =
                packs.stream()
                        .filter(p -> p.id().equals("ops-engineer-2"))
                        .findFirst()
                        .orElseThrow();
        var card =
                pack.materials().stream()
                        .filter(m -> m.id().equals("escalation-card"))
                        .findFirst()
                        .orElseThrow();

        var before = Manuscripts.of(pack, card, LIVE);
        var text = text(Press.make(before, NOW).getFirst());

        assertThat(text)
                .contains(
                        "Ana | Duty *desk*",
                        "duty@world.example",
                        "@duty",
                        "24×7",
                        "Mon–Fri 09:00–17:00");
        var later =
                Manuscripts.ingredients(
                        pack,
                        card,
                        new Live("World", List.of(), LIVE.approvals(), LIVE.categories()));
        assertThat(before.ingredients()).isNotEqualTo(later);
        assertThat(Manuscripts.ingredients(pack, card, LIVE)).isEqualTo(before.ingredients());
    }

    @Test
    void printsNothingFromElsewhereAndNoMarkup() {
        var html =
                Markup.html(
                        "# A\n\n#### B\n\n![a picture](http://127.0.0.1:9/x.png) <b>bold</b>", 2);

        assertThat(html)
                .contains("<h2>A</h2>", "<h3>B</h3>", "a picture", "&lt;b&gt;")
                .doesNotContain("<img");
    }

    @Test
    void aTableWithEmptyCellsIsAFormOnOnePageAndItsColumnsHaveRoomToWrite() {
        var form = Markup.html("| Case | What I keep |\n|---|---|\n| 1 | |\n| 2 | … |\n", 3);
        var table = Markup.html("| Sign | Reads |\n|---|---|\n| in | is in |\n", 3);

        assertThat(form)
                .contains(
                        "<table class=\"form\">",
                        "<th scope=\"col\" style=\"width: 17%\">Case</th>",
                        "<th scope=\"col\" style=\"width: 83%\">What I keep</th>",
                        "<td class=\"write\"></td>",
                        "<td class=\"write lines\">…</td>");
        assertThat(table).contains("<table>", "<th scope=\"col\">Sign</th>", "<td>in</td>");
    }

    @Test
    void linesAcrossAreLinesToWriteOn() {
        assertThat(Markup.html("Why?\n\n---\n\n---\n\nAnd then?", 3))
                .contains(
                        "<div class=\"rules\"><div class=\"rule\"></div>"
                                + "<div class=\"rule\"></div></div>")
                .doesNotContain("<hr");
    }

    @Test
    @Requirement("P42")
    void aLabsSheetIsPrintedForLearnersAndNotWithTheKey() {
        var pack =
                packs.stream()
                        .filter(p -> p.id().equals("ops-engineer-2"))
                        .findFirst()
                        .orElseThrow();

        var workbook = printed(pack, "m1-workbook");

        assertThat(workbook).contains("Worksheet:mymapofskills");
        assertThat(printed(pack, "mentor-guide")).doesNotContain("Worksheet:mymapofskills");
    }

    private static String printed(Pack pack, String id) {
        var material =
                pack.materials().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
        return squeezed(text(Press.make(Manuscripts.of(pack, material, LIVE), NOW).getFirst()));
    }

    @Test
    void aSlideThatHoldsTooMuchIsRefusedByName() {
        var bullets = new ArrayList<Slide.Bullet>();
        for (var i = 0; i < 30; i++) {
            bullets.add(new Slide.Bullet(0, "A bullet that nobody can read from the third row"));
        }

        assertThatThrownBy(() ->
                        DeckPress.make(
                                "d",
                                "D",
                                "C",
                                List.of(new Slide("Too much", bullets, "", "")),
                                Map.of(),
                                NOW))
                .hasMessageContaining("slide 1, `Too much`, holds more than can be read");
    }

    @Test
    void certificatesAndSheetsAreAccessible() throws Exception {
        var certificate =
                Certificates.pdf(
                        new Certificates.Certificate(
                                "Hana Dvořáková",
                                "Ops Engineer 2.0",
                                LocalDate.of(2026, 11, 21),
                                List.of("Exception handling: proficient"),
                                "urn:uuid:1",
                                "https://world.example/verify/1",
                                "World"));
        conforms(certificate);
        assertThat(certificate.pages()).isEqualTo(1);
        assertThat(text(certificate)).contains("Hana Dvořáková", "https://world.example/verify/1");

        var sheet =
                Certificates.signIn(
                        "Module 1",
                        "Ops Engineer 2.0",
                        "Mon 9:00 UTC",
                        "Room 2",
                        List.of("Fay", "Finn"),
                        NOW);
        conforms(sheet);
        assertThat(text(sheet)).contains("Fay", "Finn", "Room 2", "Mon 9:00 UTC");
    }
}
