package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaybookFuzzTest {
    private static final String[] SPICE = {
        "[", "]", "{", "}", "\"", "'", ":", "- ", "#", "&a", "*a", "|", ">", "\t", "\u0000",
        "\uFEFF", "~", "!!", "\n", "  ", "9", "%", "\u2028", "\uD83D"
    };

    @Test
    @Requirement("E57")
    void neverThrowsWhateverBecomesOfADocument() throws IOException {
        var seed = Long.getLong("seed", 5L);
        var random = new Random(seed);
        var readable = 0;

        for (var n = 0; n < 2_000; n++) {
            var text = OutlineReaderTest.resource(n % 2 == 0 ? "whole.yaml" : "flat.txt");
            for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
                text = changed(text, random);
            }
            var reading = PlaybookReader.read("p", text, n % 3 == 0 ? Mode.LENIENT : Mode.STRICT);

            var errors = reading.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
            assertThat(reading.playbook().isPresent())
                    .as("seed %d, %d", seed, n)
                    .isEqualTo(!errors);
            reading.playbook()
                    .ifPresent(p -> {
                        PlaybookDiff.inWords(p, p);
                        p.trainingTracks().stream()
                                .flatMap(t -> t.microtools().stream())
                                .forEach(m -> Bands.of(m, p.riskThresholds(), "hold"));
                    });
            readable += errors ? 0 : 1;
        }

        System.out.printf("fuzz: seed %d, %d of 2000 still readable%n", seed, readable);
        assertThat(readable).isBetween(50, 1_950);
    }

    private static String changed(String text, Random random) {
        var at = random.nextInt(text.length() + 1);
        var end = Math.min(text.length(), at + random.nextInt(12));
        return switch (random.nextInt(4)) {
            case 0 ->
                    text.substring(0, at)
                            + SPICE[random.nextInt(SPICE.length)]
                            + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, end) + text.substring(at);
            default -> {
                var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
                var line = lines.remove(random.nextInt(lines.size()));
                lines.add(random.nextInt(lines.size() + 1), line);
                yield String.join("\n", lines);
            }
        };
    }
}
