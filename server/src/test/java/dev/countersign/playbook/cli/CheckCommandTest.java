package dev.countersign.playbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.testing.Golden;
import dev.countersign.testing.Requirement;
import dev.countersign.testing.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckCommandTest {
    private static final Path PLAYBOOKS = Path.of("src/test/resources/playbook");

    private record Run(int code, String out, String err) {}

    @Test
    @Requirement({"E1", "E25", "E31", "E32", "E50", "E57"})
    void checksThePublishedPlaybook() {
        var file = Shared.require("mission/enablement_playbook.yaml");

        var run = check(file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("57 key paths, 85 values; read as written");
        Golden.check("check/published.txt", run.out());
    }

    @Test
    @Requirement({"E1", "E57"})
    void recoversThePublishedFlatPlaybook() {
        var file = Shared.require("mission/enablement_playbook_flat.txt");

        var run = check(file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("57 key paths, 85 values; the indentation was recovered");
        Golden.check("check/published-flat.txt", run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "whole.yaml",
        "flat.txt",
        "broken/values.yaml",
        "broken/keys.yaml",
        "broken/not-yaml.yaml",
        "broken/flat-unclear.txt",
        "broken/flat-glued.txt"
    })
    @Requirement({"E9", "E34", "E52", "E53", "E56", "E57"})
    void tellsEverythingAtItsPlace(String name) {
        var run = check(PLAYBOOKS.resolve(name).toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).doesNotContain("\u001b");
        Golden.check(
                "check/" + name.replace('/', '-').replaceAll("\\.[a-z]+$", "") + ".txt", run.out());
    }

    @Test
    @Requirement("E57")
    void namesThePlaceOfABrokenByteAndEndsWithTwo() {
        var run = check(PLAYBOOKS.resolve("broken/not-utf8.yaml").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("not-utf8.yaml:4:24: byte ").contains("is not UTF-8");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void endsWithTwoWhereTheFileOrTheUsageIsWrong(@TempDir Path folder) {
        assertThat(check(folder.resolve("none.yaml").toString()).code()).isEqualTo(2);
        assertThat(check().code()).isEqualTo(2);
        assertThat(check("--loud", "x").code()).isEqualTo(2);
        assertThat(
                        check(
                                        PLAYBOOKS.resolve("flat.txt").toString(),
                                        "--emit",
                                        folder.resolve("no/such/place.yaml").toString())
                                .code())
                .isEqualTo(2);
    }

    @Test
    @Requirement("E57")
    void writesTheRecoveredDocumentToAFile(@TempDir Path folder) throws IOException {
        var out = folder.resolve("out.yaml");

        var run = check(PLAYBOOKS.resolve("flat.txt").toString(), "--emit", out.toString());

        assertThat(Files.readString(out))
                .isEqualTo(Files.readString(PLAYBOOKS.resolve("whole.yaml")));
        assertThat(run.out()).doesNotContain("executive_sponsor:");
    }

    @Test
    @Requirement("E57")
    void keepsUnknownKeysWhenLenient(@TempDir Path folder) throws IOException {
        var out = folder.resolve("out.yaml");
        var file = folder.resolve("in.yaml");
        Files.writeString(
                file, Files.readString(PLAYBOOKS.resolve("whole.yaml")) + "extra: 1 # kept\n");

        var run = check(file.toString(), "--lenient", "--emit", out.toString());

        assertThat(Files.readString(out)).endsWith("extra: 1 # kept\n");
        assertThat(run.out()).contains("`extra` is not a key of the playbook");
    }

    @Test
    void endsWithZeroWhereNothingIsToBeDecided(@TempDir Path folder) throws IOException {
        var file = folder.resolve("settled.yaml");
        Files.writeString(file, Files.readString(PLAYBOOKS.resolve("settled.yaml")));

        var run = check(file.toString());

        assertThat(run.out()).contains("0 errors, 0 decisions");
        assertThat(run.code()).isEqualTo(0);
    }

    @Test
    void printsTheSameAsJson() throws IOException {
        var run = check(PLAYBOOKS.resolve("flat.txt").toString(), "--json");

        var json = JsonMapper.builder().build().readTree(run.out());
        assertThat(json.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly(
                        "file",
                        "recovered",
                        "key_paths",
                        "values",
                        "findings",
                        "placements",
                        "bands");
        assertThat(json.path("recovered").asBoolean()).isTrue();
        assertThat(json.path("placements")).hasSize(2);
        assertThat(json.path("findings").get(0).properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly(
                        "file", "line", "column", "severity", "code", "sentence", "remedy");
        assertThat(json.path("bands")).hasSize(4);
    }

    @Test
    @Requirement({"E50", "E57"})
    void readsTheOrganisationFileBesideThePlaybook(@TempDir Path folder) throws IOException {
        var file = folder.resolve("playbook.yaml");
        Files.writeString(file, Files.readString(PLAYBOOKS.resolve("whole.yaml")));
        Files.writeString(
                folder.resolve("organisation.yaml"),
                Files.readString(PLAYBOOKS.resolve("organisation/unbound.yaml")));

        var text = check(file.toString());
        var json = check(file.toString(), "--json");

        Golden.check("check/organisation-unbound.txt", text.out());
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out())
                .contains("organisation.yaml:11:29: the playbook's `executive_sponsor`")
                .contains("organisation.yaml:7:")
                .contains("settled by `settings.below_threshold` in the organisation file");
        var findings = JsonMapper.builder().build().readTree(json.out()).path("findings");
        assertThat(findings)
                .filteredOn(f -> f.path("file").asText().equals("organisation.yaml"))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.path("line").asInt()).isPositive());
    }

    @Test
    void findsTheOrganisationFileWhereItIsNamedAndRefusesOneThatIsNotThere() {
        var file = PLAYBOOKS.resolve("whole.yaml").toString();
        var named = PLAYBOOKS.resolve("organisation/unbound.yaml").toString();

        assertThat(check(file, "--organisation", named).out()).contains("unbound.yaml:");
        var missing = check(file, "--organisation", "none.yaml");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("cannot read `none.yaml`");
    }

    private static Run check(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code =
                new CommandLine(new CheckCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
