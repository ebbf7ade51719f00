package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.proof.VerifyCommand;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    @TempDir Path folder;

    @Test
    @Requirement({"E67", "A14"})
    void anOutsiderVerifiesWhatHappenedAndFindsAChangedByte() throws Exception {
        try (var world = new World(folder.resolve("data"))) {
            world.upstream.answers("A refund.\nconfidence: 0.95");
            var held = world.chat("fay", "answer", "Hello from a@example.com");
            world.decide("max", held.hold(), "approve", "");
            world.get("fay", "/v1/chat/completions/" + held.call());
            var key = folder.resolve("key.txt");
            Files.writeString(key, world.get("cleo", "/v1/ledger/key").text());
            var pack = folder.resolve("pack.zip");
            Files.write(pack, world.get("cleo", "/v1/evidence-pack").raw().body());

            assertThat(verify(pack, key)).isZero();

            var bytes = Files.readAllBytes(pack);
            bytes[bytes.length / 2] ^= 1;
            Files.write(pack, bytes);
            assertThat(verify(pack, key)).isEqualTo(1);
            assertThat(world.get("fay", "/v1/evidence-pack").status()).isEqualTo(403);
        }
    }

    @Test
    @Requirement({"E63", "E53", "E56", "E30"})
    void makesTheDailyBriefAtItsTimeAndCatchesAMissedOneUpOnce() throws Exception {
        var data = folder.resolve("brief");
        try (var world = new World(data)) {
            world.upstream.answers("Fine.\nconfidence: 0.95");
            // A draft counts once it was accepted or edited; the third one is not.
            for (var outcome : List.of("accepted", "edited", "")) {
                var call = world.chat("fay", "answer", "Hello " + outcome).call();
                if (!outcome.isEmpty()) {
                    world.post(
                            "fay",
                            "/v1/calls/" + call + "/draft",
                            "{\"outcome\":\"%s\",\"text\":\"Written anew.\"}".formatted(outcome));
                }
            }
            world.clock.tick(Duration.ofHours(5).plusMinutes(1));
            world.server.runDue();
            world.clock.tick(Duration.ofDays(3));
            world.server.runDue();
            world.server.runDue();

            var made = world.get("cleo", "/v1/ledger/entries?action=brief.").body().path("entries");
            var day =
                    Files.readAllLines(data.resolve("sinks/adoption/day=2026-11-20/adoption.csv"));

            assertThat(made).hasSize(2);
            assertThat(day.getFirst())
                    .isEqualTo(
                            "user_id,role,workflow_id,time_saved_min,confidence,approved_by,exception_flag");
            assertThat(day.subList(1, day.size()))
                    .containsExactly(
                            "fay,frontline_ops,zendesk:answer,,0.9500,,false",
                            "fay,frontline_ops,zendesk:answer,,0.9500,,false");
            assertThat(data.resolve("sinks/adoption/day=2026-11-20/adoption.parquet"))
                    .isNotEmptyFile();
        }
    }

    private static int verify(Path pack, Path key) {
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return VerifyCommand.run(List.of(pack.toString(), "--key", key.toString()), sink, sink);
    }
}
