package dev.countersign.model.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.CsvRows;
import dev.countersign.model.NameFinder;
import dev.countersign.redaction.cli.EvaluateRedaction;
import dev.countersign.testing.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateModelsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private @TempDir Path folder = Path.of("");

    private int run(Object command, String... args) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private JsonNode report() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void measuresTriageOnAFewTexts() throws IOException {
        var train =
                file(
                        "train.csv",
                        """
                        text,category
                        I forgot my password,login
                        cannot sign in any more,login
                        reset my password please,login
                        the invoice total is wrong,billing
                        I was charged twice,billing
                        please send me the invoice again,billing
                        """);
        var test =
                file(
                        "test.csv",
                        "text,category\nmy password does not work,login\n\"charged, again\",billing\n");

        assertThat(run(new EvaluateTriage(), "--train", train, "--test", test, "--json")).isZero();

        assertThat(report().path("accuracy").asDouble()).isEqualTo(1);
        assertThat(report().get("oos_recall").isNull()).isTrue();
        assertThat(report().path("encoder").asText()).startsWith("bge-small-en-v1.5-q@sha256:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void keepsATenthOfAPublishedSetApartAndIsRightOnMost() throws IOException {
        var data = Shared.require("data/banking77/train.csv");
        var rows = CsvRows.rows(Files.readString(data));
        var part = new StringBuilder("text,category\n");
        for (var i = 1; i < rows.size(); i += 3) {
            var fields = rows.get(i).fields();
            part.append('"').append(fields.get(0).replace("\"", "\"\"")).append("\",");
            part.append(fields.get(1)).append('\n');
        }
        var train = file("part.csv", part.toString());

        assertThat(run(new EvaluateTriage(), "--train", train, "--holdout", "0.1", "--json"))
                .isZero();

        assertThat(report().path("accuracy").asDouble()).isGreaterThan(0.86);
        assertThat(report().path("ece").asDouble()).isLessThan(0.1);
    }

    @Test
    void findsTheRunbookForAnAlert() throws IOException {
        var data = Shared.require("data/runbooks_prom");

        assertThat(
                        run(
                                new EvaluateRetrieval(),
                                "--corpus",
                                data.resolve("corpus.jsonl").toString(),
                                "--queries",
                                data.resolve("queries.jsonl").toString(),
                                "--qrels",
                                data.resolve("qrels.tsv").toString(),
                                "--json"))
                .isZero();

        assertThat(report().path("recall_at_5").asDouble()).isGreaterThanOrEqualTo(0.97);
        assertThat(report().path("ndcg_at_10").asDouble()).isGreaterThan(0.92);
    }

    @Test
    void findsNamesInThePublishedTexts() throws IOException {
        var all = Shared.require("data/presidio_research/synth_dataset_v2.json.gz");
        var third = JsonMapper.builder().build().createArrayNode();
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(all))) {
            for (var item : JsonMapper.builder().build().readTree(in)) {
                if (item.path("full_text").asText().hashCode() % 3 == 0) {
                    third.add(item);
                }
            }
        }
        var data = file("third.json", third.toString());

        assertThat(
                        run(
                                new EvaluateRedaction(() -> Optional.of(new NameFinder())),
                                "--data",
                                data,
                                "--profile",
                                "rules+names",
                                "--json"))
                .isZero();

        assertThat(report().path("f2").asDouble()).isGreaterThan(0.80);
        assertThat(report().at("/entities/PERSON/f2").asDouble()).isGreaterThan(0.85);
    }

    @Test
    void namesTheLineThatCannotBeRead() throws IOException {
        var bad = file("bad.csv", "text,category\nfine,a\nonly one field\n");
        var json = file("bad.jsonl", "{\"_id\":\"1\",\"text\":\"x\"}\n{oops\n");

        assertThat(run(new EvaluateTriage(), "--train", bad, "--holdout", "0.5")).isEqualTo(2);
        assertThat(err.toString()).contains("bad.csv` line 3:");
        assertThat(
                        run(
                                new EvaluateRetrieval(),
                                "--corpus",
                                json,
                                "--queries",
                                json,
                                "--qrels",
                                json))
                .isEqualTo(2);
        assertThat(err.toString()).contains("bad.jsonl` line 2 is not JSON");
        assertThat(run(new EvaluateTriage(), "--train", "gone.csv", "--holdout", "0.5"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no such file: `gone.csv`");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void countsWhatIsFoundAsTheFieldDoes() {
        var right = Map.of("a", 1, "b", 1);

        assertThat(EvaluateRetrieval.recall(List.of("x", "a", "y", "z", "w", "b"), right))
                .isEqualTo(0.5);
        assertThat(EvaluateRetrieval.ndcg(List.of("a", "b"), right)).isEqualTo(1);
        assertThat(EvaluateRetrieval.ndcg(List.of("x", "a"), Map.of("a", 1)))
                .isCloseTo(0.6309, within(1e-4));
    }

    @Test
    void measuresHowFarConfidenceIsFromBeingRight() {
        var said = java.util.Collections.nCopies(30, new Calibration.Said(0.9, false));

        assertThat(Calibration.error(said)).isCloseTo(0.9, within(1e-9));
    }
}
