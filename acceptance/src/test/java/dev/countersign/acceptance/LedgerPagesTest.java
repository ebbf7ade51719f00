package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The ledger as pages and as C2SP tlog-tiles, read by a client written here from the specification
/// alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPagesTest {
    private static final int ENTRIES = 700;

    private World world;
    private Session cleo;
    private World.Answer released;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
        cleo = Session.of(world, "cleo");
        world.upstream.answers("Fine.\nconfidence: 0.95");
        released = world.chat("fay", "answer", "Hello from a@example.com");
        // Two full tiles and a partial one.
        while (size() < ENTRIES) {
            world.chat("finn", "answer", "Again");
        }
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private long size() {
        return world.get("cleo", "/v1/ledger/entries?limit=1").body().path("size").asLong();
    }

    @Test
    @Requirement({"E36", "A13", "A14"})
    void anEntrysPageProvesItInWordsAndInHashes() throws Exception {
        var entry =
                world.get("cleo", "/v1/ledger/entries?action=call.released&limit=1000")
                        .body()
                        .path("entries");
        var mine = "";
        for (var e : entry) {
            mine =
                    e.path("subject").asText().equals(released.call())
                            ? e.path("index").asText()
                            : mine;
        }

        var page = cleo.get("/ledger/" + mine);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("released an answer")
                .contains("durable")
                .contains("tamper-evident")
                .contains("since checkpoint")
                .doesNotContain("does not verify");
        assertThat(page.html())
                .contains("/calls/" + released.call())
                .contains("/ledger/" + (Long.parseLong(mine) - 1))
                .contains("/ledger/" + (Long.parseLong(mine) + 1));
        var leaf = between(page.text(), "Canonical leaf", "Copy").strip();
        var hash = sha256(new byte[] {0}, leaf.getBytes(StandardCharsets.UTF_8));
        assertThat(page.text()).contains(Base64.getEncoder().encodeToString(hash));
        assertThat(cleo.get("/ledger/999999").status()).isEqualTo(404);
        assertThat(cleo.get("/ledger/x").status()).isEqualTo(404);
    }

    private static String between(String text, String from, String to) {
        var start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    @Requirement("A15")
    void theListIsNarrowedByActionActorSubjectAndDayAndKeepsItsFilterWhenPaging() {
        var about = cleo.get("/ledger?subject=" + released.call());
        var byPam = cleo.get("/ledger?action=playbook.&actor=pam");
        var today = cleo.get("/ledger?actor=finn&from=2026-11-20&to=2026-11-20");
        var earlier = cleo.get("/ledger?from=2020-01-01&to=2020-12-31");

        assertThat(about.text()).contains("call.recorded", "call.released").doesNotContain("finn");
        assertThat(byPam.text()).contains("playbook.activated").doesNotContain("call.");
        assertThat(earlier.text()).contains("No step like this has been recorded");
        assertThat(cleo.get("/ledger?from=soon").status()).isEqualTo(400);
        var all = cleo.get("/ledger?action=call.recorded");
        assertThat(all.html()).contains("/ledger?action=call.recorded&amp;before=");
        assertThat(today.html()).contains("actor=finn&amp;from=").contains("&amp;before=");
    }

    @Test
    @Requirement({"A9", "A15"})
    void onlyThoseEntitledToRecordsReadTheLedgerOrItsTiles() {
        var fay = Session.of(world, "fay");

        for (var path : List.of("/ledger", "/ledger/1", "/ledger/pack", "/checkpoint")) {
            assertThat(fay.get(path).status()).as(path).isEqualTo(403);
            assertThat(world.get("fay", path).status()).as(path).isEqualTo(403);
        }
        assertThat(world.get("fay", "/tile/0/000").status()).isEqualTo(403);
        var nobody =
                world.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(world.base + "/tile/entries/000"))
                                .build());
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    @Requirement({"A14", "E36"})
    void anIndependentReaderRebuildsTheSignedRootFromTilesAndFromEntries() throws Exception {
        var note = new String(fetch("/checkpoint"), StandardCharsets.UTF_8).split("\n");
        var size = Long.parseLong(note[1]);
        var root = Base64.getDecoder().decode(note[2]);

        var fromEntries = new ArrayList<byte[]>();
        for (long tile = 0; tile * 256 < size; tile++) {
            var width = (int) Math.min(256, size - tile * 256);
            var bundle = ByteBuffer.wrap(fetch(path("/tile/entries/", tile, width)));
            while (bundle.hasRemaining()) {
                var leaf = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(leaf);
                fromEntries.add(sha256(new byte[] {0}, leaf));
            }
        }
        var fromTiles = new ArrayList<byte[]>();
        for (long tile = 0; tile * 256 < size; tile++) {
            var width = (int) Math.min(256, size - tile * 256);
            var hashes = fetch(path("/tile/0/", tile, width));
            assertThat(hashes).hasSize(32 * width);
            for (var at = 0; at < hashes.length; at += 32) {
                fromTiles.add(Arrays.copyOfRange(hashes, at, at + 32));
            }
        }
        var full = size / 256;
        var level1 = fetch(path("/tile/1/", 0, (int) full));
        for (var i = 0; i < full; i++) {
            assertThat(Arrays.copyOfRange(level1, i * 32, i * 32 + 32))
                    .isEqualTo(root(fromTiles.subList(i * 256, i * 256 + 256)));
        }

        assertThat(size).isGreaterThanOrEqualTo(ENTRIES - 1);
        assertThat(root(fromEntries)).isEqualTo(root);
        assertThat(root(fromTiles)).isEqualTo(root);
    }

    @Test
    void whatIsNoTileIsNotThereAndSaysWhy() {
        for (var path :
                List.of(
                        "/tile/0/x000/000",
                        "/tile/0/000.p/256",
                        "/tile/0/000.p/0",
                        "/tile/0/00",
                        "/tile/00/000",
                        "/tile/63/000",
                        "/tile/0/x999/x999/999",
                        "/tile/entries/999.p/1",
                        "/tile/secret/000")) {
            var answer = world.get("cleo", path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body().path("code").asText() + answer.text()).contains("tile");
        }
    }

    private byte[] fetch(String path) {
        var answer = world.get("cleo", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.raw().body();
    }

    private static String path(String start, long number, int width) {
        var out = new StringBuilder(start);
        var digits = String.format("%09d", number);
        var at = number >= 1_000_000 ? 0 : number >= 1_000 ? 3 : 6;
        for (; at < 6; at += 3) {
            out.append('x').append(digits, at, at + 3).append('/');
        }
        out.append(digits, 6, 9);
        return width == 256 ? out.toString() : out.append(".p/").append(width).toString();
    }

    /// RFC 9162 section 2.1.1, as the definition reads.
    private static byte[] root(List<byte[]> hashes) throws NoSuchAlgorithmException {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        var left = Integer.highestOneBit(hashes.size() - 1);
        return sha256(
                new byte[] {1},
                root(hashes.subList(0, left)),
                root(hashes.subList(left, hashes.size())));
    }

    private static byte[] sha256(byte[]... parts) throws NoSuchAlgorithmException {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    }
}
