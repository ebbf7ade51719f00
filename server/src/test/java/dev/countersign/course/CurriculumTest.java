package dev.countersign.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurriculumTest {
    private static final String METADATA =
            """
            id: small
            type: module
            roles: [frontline_ops]
            stage: core
            proficiency_target: working
            minutes: 60
            competencies: [{id: telling, level: working}]
            dependencies: []
            validation_profile: course-check
            status: approved
            owners: [process_quality]
            evidence: [{lab: '1.1'}, {quiz: end}]
            """;

    private static final String PROJECT =
            """
            project: book
            title: A book of numbers
            module: M1
            narrative: Somebody asks for the second number, and nobody knows it.
            deliverables: [drawn]
            phases:
              - {id: ask, title: Ask, minutes: 10, text: Ask who needs it.}
              - {id: write, title: Write, minutes: 30, text: Write it down.}
            rubric: book
            sign_off: {author: Ada, reviewer: Ben, date: 2026-10-30}
            """;

    private static SortedMap<String, String> whole() {
        var files = SmallPack.files();
        files.put("metadata.yaml", METADATA);
        files.put("projects/book.yaml", PROJECT);
        files.put(
                "modules/one/module.yaml",
                files.getOrDefault("modules/one/module.yaml", "")
                                .replace("format: lab", "format: project")
                        + "deliverables: [{id: drawn, text: Two numbers drawn}]\n");
        files.put(
                "competencies.yaml",
                """
                competencies:
                  - {id: telling, title: Tells, levels: [working], target: working, evidence: {lab: '1.1'}}
                """);
        files.put(
                "rubrics/book.yaml",
                """
                rubric: book
                title: Is it one?
                pass: {sum: 2}
                rows:
                  - {id: right, title: Right, levels: [No, Half, Right, Right and told why]}
                """);
        return files;
    }

    private static List<String> lines(SortedMap<String, String> files) {
        return PackReader.read(files).findings().stream().map(Finding::asLine).toList();
    }

    @Test
    @Requirement({"T14", "T17"})
    void metadataAndProjectsAreReadAsTheyStand() {
        var read = PackReader.read(whole());
        assertThat(read.findings()).isEmpty();
        var report = PackReport.of(read.pack().orElseThrow());
        assertThat(report)
                .contains(
                        "filed small: module, core, approved, for frontline_ops, owned by"
                                + " process_quality, validated by course-check",
                        "  target working: telling working; evidence lab 1.1, quiz end",
                        "project book, 40 min in 2 phases, by Ada, reviewed by Ben 2026-10-30");
    }

    /// What is filed agrees with the pack, or is told at its place.
    @ParameterizedTest
    @Requirement({"T14", "C24"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "id: small|id: large|metadata.yaml:1|neither this pack nor a module",
                "minutes: 60|minutes: 70|metadata.yaml:6|`small` has 70 minutes here, 60 in its own file",
                "roles: [frontline_ops]|roles: [security]|metadata.yaml:3|`roles` in `pack.yaml` are [frontline_ops]",
                "dependencies: []|dependencies: [other]|metadata.yaml:8|`prerequisites` in `pack.yaml` are []",
                "id: telling|id: singing|metadata.yaml:7|there is no competency `singing`",
                "level: working|level: expert|metadata.yaml:7|`telling` has no level `expert`",
                "quiz: end|quiz: none|metadata.yaml:12|there is no quiz `none`",
                "status: approved|status: fine|metadata.yaml:10|draft, review, approved, retired",
                "owners: [process_quality]|owners: []|metadata.yaml:1|nobody owns it",
                "stage: core|stages: core|metadata.yaml:4|unknown key `stages`",
            })
    void whatIsFiledAgreesWithThePack(String was, String is, String place, String sentence) {
        var files = whole();
        assertThat(METADATA).contains(was);
        files.put("metadata.yaml", METADATA.replace(was, is));
        assertThat(lines(files))
                .anySatisfy(l -> assertThat(l).startsWith(place + ":").contains(sentence));
    }

    @ParameterizedTest
    @Requirement("T17")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "reviewer: Ben|reviewer: Ada|projects/book.yaml:10|`Ada` reviewed their own work",
                "date: 2026-10-30|date: soon|projects/book.yaml:10|`soon` is no date",
                "rubric: book|rubric: none|projects/book.yaml:9|there is no rubric `none`",
                "minutes: 30|minutes: 31|projects/book.yaml:7|its phases need 41 minutes, the module has 40",
                "[drawn]|[sung]|projects/book.yaml:5|name some of its module's: drawn",
                "narrative:|story:|projects/book.yaml:4|unknown key `story`",
            })
    void aProjectHasAllItsPartsAndSomebodyElsesSignature(
            String was, String is, String place, String sentence) {
        var files = whole();
        assertThat(PROJECT).contains(was);
        files.put("projects/book.yaml", PROJECT.replace(was, is));
        assertThat(lines(files))
                .anySatisfy(l -> assertThat(l).startsWith(place + ":").contains(sentence));
    }

    @Test
    @Requirement("T17")
    void aProjectIsJudgedByFourLevels() {
        var files = whole();
        files.compute(
                "rubrics/book.yaml", (_, t) -> String.valueOf(t).replace("No, Half, ", "No, "));
        assertThat(lines(files))
                .anySatisfy(l ->
                        assertThat(l)
                                .startsWith("projects/book.yaml:9:")
                                .contains(
                                        "`right` of `book` has 3 levels",
                                        "Insufficient, Developing, Proficient, Exemplary"));
    }

    @ParameterizedTest
    @Requirement("C18")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Decide 15 exceptions (1 per category).|there are 7 of what it counts by",
                "Write five entries (one per category).|there are 7 of what it counts by",
                "Learn the 3-step workflow: Template → Generate → Approve → Deploy.|names 4 steps",
                "Then do Lab 1.1 (45 min).|the lab has 30 minutes",
            })
    void aCountThatDoesNotHoldIsToldAtItsLine(String text, String sentence) {
        var files = SmallPack.files();
        files.put("modules/one/read.md", "# Read\n\n" + text + "\n");
        assertThat(lines(files))
                .singleElement()
                .asString()
                .startsWith("modules/one/read.md:3:")
                .contains(sentence);
    }

    @Test
    @Requirement("C18")
    void aCountThatHoldsIsNotTold() {
        var files = SmallPack.files();
        files.put(
                "modules/one/read.md",
                """
                # Read
                Seven entries (one per category), by the 4-step way: Template → Generate → Approve → Deploy.
                Lab 1.1 takes 30 minutes. Two things follow:

                - one
                - two

                At least three questions:

                - which?
                """);
        assertThat(lines(files)).isEmpty();
        files.compute(
                "modules/one/read.md", (_, t) -> t + "\nThree things follow:\n- one\n- two\n");
        assertThat(lines(files))
                .singleElement()
                .asString()
                .startsWith("modules/one/read.md:12:")
                .contains("is followed by 2");
    }

    @Test
    @Requirement({"C18", "C24"})
    void whatTheReadmeCountsIsWhatThePackHas() {
        var files = SmallPack.files();
        files.put(
                "README.md",
                "# Small\n1 modules, two labs.\n\n| module | sections | sum |\n|---|---|---|\n| M1 One | 20 + 40 | 90 |\n");
        assertThat(lines(files))
                .hasSize(2)
                .anySatisfy(
                        l -> assertThat(l).startsWith("README.md:2:").contains("the pack has 1"))
                .anySatisfy(l ->
                        assertThat(l)
                                .startsWith("README.md:6:")
                                .contains("`M1` has 90 minutes here, 60 in its own file"));
    }

    private static SortedMap<String, SortedMap<String, String>> two(
            Consumer<SortedMap<String, String>> first, Consumer<SortedMap<String, String>> second) {
        var folders = new TreeMap<String, SortedMap<String, String>>();
        for (var id : List.of("a", "b")) {
            var files = SmallPack.files();
            files.compute(
                    "pack.yaml", (_, t) -> String.valueOf(t).replace("pack: small", "pack: " + id));
            (id.equals("a") ? first : second).accept(files);
            folders.put(id, files);
        }
        return folders;
    }

    private static void add(SortedMap<String, String> files, String line) {
        files.compute("pack.yaml", (_, t) -> t + line + "\n");
    }

    private static List<String> among(SortedMap<String, SortedMap<String, String>> folders) {
        return Packs.read(folders).findings().stream().map(Finding::asLine).toList();
    }

    @Test
    @Requirement({"C24", "T1"})
    void whatComesNextHereComesBeforeThere() {
        assertThat(among(two(a -> add(a, "successors: [b, MOD-9]"), b -> {})))
                .singleElement()
                .asString()
                .startsWith("a/pack.yaml:10:")
                .contains("`b` comes after it, and does not name it under `prerequisites`");
        assertThat(among(two(a -> {}, b -> add(b, "prerequisites: [a]"))))
                .singleElement()
                .asString()
                .startsWith("b/pack.yaml:10:")
                .contains("`a` comes before it, and does not name it under `successors`");
        assertThat(among(two(a -> add(a, "successors: [b]"), b -> add(b, "prerequisites: [a]"))))
                .isEmpty();
    }

    @Test
    @Requirement("T2")
    void aSharedTextHasOneVersionAndAnOwnerAndKnowsWhoUsesIt() {
        var share =
                "shares: [{asset: sheet, title: Sheet, version: '%s', owner: process_quality, text: do.md}]\n";
        var use = "uses:\n  - {asset: sheet, from: a, version: '1.0'}\n";
        Consumer<SortedMap<String, String>> shares =
                a -> {
                    a.put("assets.yaml", share.formatted("1.0"));
                    a.put("do.md", "# Sheet\n");
                };
        var folders = two(shares, b -> b.put("assets.yaml", use));
        var read = Packs.read(folders);
        assertThat(read.findings()).isEmpty();
        assertThat(Packs.shared(read.packs()))
                .containsExactly("shared sheet 1.0 of a, owner process_quality, used by b");

        assertThat(
                        among(
                                two(
                                        a -> {
                                            a.put("assets.yaml", share.formatted("1.1"));
                                            a.put("do.md", "# Sheet\n");
                                        },
                                        b -> b.put("assets.yaml", use))))
                .singleElement()
                .asString()
                .startsWith("b/assets.yaml:2:")
                .contains("`sheet` is shared in version 1.1, not 1.0");
        assertThat(among(two(a -> {}, b -> b.put("assets.yaml", use))))
                .singleElement()
                .asString()
                .startsWith("b/assets.yaml:2:")
                .contains("`a` shares no `sheet`");
        assertThat(among(two(a -> a.put("assets.yaml", share.formatted("1.0")), b -> {})))
                .singleElement()
                .asString()
                .startsWith("a/assets.yaml:1:")
                .contains("there is no `do.md`");
    }
}
