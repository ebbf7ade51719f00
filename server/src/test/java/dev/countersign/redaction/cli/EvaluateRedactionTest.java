package dev.countersign.redaction.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.testing.Shared;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EvaluateRedactionTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new EvaluateRedaction(Optional::empty))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void findsEveryNumberThatProvesItselfInThePublishedTexts() throws Exception {
        var data = Shared.require("data/presidio_research/synth_dataset_v2.json.gz");

        assertThat(run("--data", data.toString(), "--json")).isZero();

        JsonNode report = JsonMapper.builder().build().readTree(out.toString());
        assertThat(report.has("mb_per_s")).isTrue();
        assertThat(report.path("precision").asDouble()).isGreaterThan(0.7);
        for (var type :
                List.of("EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "US_SSN", "CREDIT_CARD")) {
            assertThat(report.at("/entities/" + type + "/f2").asDouble())
                    .as(type)
                    .isGreaterThan(0.98);
        }
    }

    @Test
    void saysThatTheNameModelIsNotThere() {
        assertThat(run("--data", "any.json", "--profile", "rules+names")).isEqualTo(2);

        assertThat(err.toString()).contains("the name model is not present");
    }

    @Test
    void matchesSpansThatShareNineTenthsOfTheirLetters() {
        var scores = new Scores();
        var text = "the Bank of Ireland, Ann Lee";

        scores.add(
                text,
                List.of(
                        new Scores.Labelled(0, 19, "ORGANIZATION"),
                        new Scores.Labelled(21, 28, "PERSON")),
                List.of(
                        new Scores.Labelled(4, 8, "ORGANIZATION"),
                        new Scores.Labelled(12, 20, "ORGANIZATION"),
                        new Scores.Labelled(21, 24, "PERSON")));

        assertThat(scores.overall().precision()).isEqualTo(0.5);
        assertThat(scores.byType().get("ORGANIZATION").recall()).isEqualTo(1.0);
        assertThat(scores.byType().get("PERSON").f2()).isCloseTo(0, within(1e-9));
    }
}
