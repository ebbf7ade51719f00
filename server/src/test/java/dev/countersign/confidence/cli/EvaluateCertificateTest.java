package dev.countersign.confidence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCertificateTest {
    @TempDir private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new EvaluateCertificate())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private String file(String text) throws IOException {
        var file = folder.resolve("scores.csv");
        Files.writeString(file, text);
        return file.toString();
    }

    private String drawn(int rows) throws IOException {
        var random = new Random(4);
        var text = new StringBuilder("score,correct\n");
        for (var i = 0; i < rows; i++) {
            var score = 0.4 + 0.6 * random.nextDouble();
            text.append(score).append(',').append(random.nextDouble() < score ? 1 : 0).append('\n');
        }
        return file(text.toString());
    }

    @Test
    @Requirement("E36")
    void namesTheThresholdTheShareAndTheBound() throws IOException {
        var scores = drawn(3_000);
        assertThat(run("--scores", scores, "--error", "0.2", "--delta", "0.1", "--json")).isZero();
        JsonNode found = JsonMapper.builder().build().readTree(out.toString());
        assertThat(found.path("certified").asBoolean()).isTrue();
        assertThat(found.path("threshold").asDouble()).isBetween(0.5, 0.75);
        assertThat(found.path("share").asDouble()).isBetween(0.45, 0.9);
        assertThat(found.path("bound").asDouble()).isEqualTo(0.2);
    }

    @Test
    void saysWhatIsMissingWhereNothingCanBePromised() throws IOException {
        assertThat(run("--scores", drawn(50), "--error", "0.02")).isEqualTo(1);
        assertThat(out.toString())
                .contains("not certified: 50 samples", "at least 114 reviewed", "from 0.82 on");
    }

    @Test
    void saysWhatAWrittenThresholdIsWorth() throws IOException {
        assertThat(run("--scores", drawn(400), "--error", "0.05", "--threshold", "0.82"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("threshold 0.8200", "not certified", "bound 0.");
    }

    @Test
    void checksItsOwnPromisesOnTheFile() throws IOException {
        var scores = drawn(4_000);
        assertThat(run("--scores", scores, "--error", "0.2", "--splits", "100", "--samples", "200"))
                .isZero();
        assertThat(out.toString()).contains("learn-then-test", "sequential", "fixed-0.82");
    }

    @Test
    void namesTheLineThatCannotBeRead() throws IOException {
        assertThat(run("--scores", file("score,correct\n0.5,1\n1.5,0\n"), "--error", "0.1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("line 3", "`1.5` is not a score from 0 to 1");
        assertThat(run("--scores", file("a,b\n"), "--error", "0.1")).isEqualTo(2);
        assertThat(err.toString()).contains("make it `score,correct`");
        assertThat(run("--scores", file("score,correct\n0.5,maybe\n"), "--error", "0.1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("`maybe` is neither 1 nor 0");
        assertThat(run("--scores", folder.resolve("none").toString(), "--error", "0.1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no such file");
        assertThat(run("--scores", file("score,correct\n0.5,1\n"), "--error", "0")).isEqualTo(2);
    }
}
