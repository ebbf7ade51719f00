package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.proof.VerifyCommand;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger's key changes, and whoever trusts an earlier one can follow.
class KeyRotationTest {
    @TempDir Path folder;

    private static World.Answer rotate(World world, String key) {
        return world.send(
                HttpRequest.newBuilder(URI.create(world.base + "/v1/ledger/rotate-key"))
                        .header("authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private Path keep(World world, String name) throws Exception {
        return Files.writeString(folder.resolve(name), world.get("cleo", "/v1/ledger/key").text());
    }

    private static int verify(Path pack, Path key) {
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return VerifyCommand.run(List.of(pack.toString(), "--key", key.toString()), sink, sink);
    }

    @Test
    @Requirement({"A14", "E36"})
    void whoeverKeepsAnEarlierKeyFollowsItToThePack() throws Exception {
        try (var world = new World(folder.resolve("data"))) {
            world.upstream.answers("Fine.\nconfidence: 0.95");
            var first = keep(world, "first");
            assertThat(rotate(world, world.key("fay")).status()).isEqualTo(403);
            assertThat(rotate(world, world.administrator).status()).isEqualTo(200);
            var second = keep(world, "second");
            var call = world.chat("fay", "answer", "Hello").call();
            assertThat(rotate(world, world.administrator).status()).isEqualTo(200);
            var third = keep(world, "third");
            world.chat("fay", "answer", "Hello again");

            assertThat(Files.readString(first)).isNotEqualTo(Files.readString(second));
            assertThat(Files.readString(second)).isNotEqualTo(Files.readString(third));
            assertThat(folder.resolve("data/keys/signing.key.next")).doesNotExist();
            for (var path : List.of("/v1/evidence-pack", "/v1/evidence-pack?subject=" + call)) {
                var pack = folder.resolve("pack.zip");
                Files.write(pack, world.get("cleo", path).raw().body());
                for (var key : List.of(first, second, third)) {
                    assertThat(verify(pack, key)).as(path + " by " + key).isZero();
                }
                everyChangeIsFound(pack, first);
            }
        }
    }

    private void everyChangeIsFound(Path pack, Path key) throws Exception {
        var good = Files.readAllBytes(pack);
        var random = new Random(7);
        for (var i = 0; i < 300; i++) {
            var bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            var changed = Files.write(folder.resolve("changed.zip"), bad);
            assertThat(verify(changed, key)).isEqualTo(1);
        }
    }

    @Test
    void anotherLedgersKeyLeadsNowhere() throws Exception {
        try (var world = new World(folder.resolve("one"));
                var other = new World(folder.resolve("two"))) {
            var foreign = keep(other, "foreign");
            rotate(world, world.administrator);
            rotate(other, other.administrator);
            var pack = folder.resolve("pack.zip");
            Files.write(pack, world.get("cleo", "/v1/evidence-pack").raw().body());

            assertThat(verify(pack, foreign)).isEqualTo(1);
        }
    }
}
