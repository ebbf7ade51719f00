package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
    private static final int LEAVES = 12;
    private static final List<Integer> CHOSEN = List.of(1, 4, 5, 9, 11);
    private static final String ORIGIN = "example.com/log";

    @TempDir Path directory;
    private KeyPair pair;
    private VerifierKey key;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private final List<Map<String, Disclosure>> shown = new ArrayList<>();

    @BeforeEach
    void makeALedger() throws Exception {
        pair = newPair();
        key = verifier(pair);
        for (var i = 0; i < LEAVES; i++) {
            var disclosure = new Disclosure(new byte[16], "Ada " + i);
            var leaf =
                    Json.canonical(
                            Map.of(
                                    "action",
                                    "case.approved",
                                    "actor",
                                    "p-" + i,
                                    "at",
                                    "2026-11-21T08:00:00.000Z",
                                    "facts",
                                    Map.of("n", (long) i),
                                    "id",
                                    "entry-" + i,
                                    "personal",
                                    Map.of("name", disclosure.commitment("name")),
                                    "subject",
                                    "s",
                                    "v",
                                    1L));
            leaves.add(leaf.getBytes(StandardCharsets.UTF_8));
            hashes.add(Merkle.leafHash(leaves.getLast()));
            shown.add(Map.of("name", disclosure));
        }
    }

    private static KeyPair newPair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static VerifierKey verifier(KeyPair pair) {
        var encoded = pair.getPublic().getEncoded();
        return new VerifierKey(
                ORIGIN,
                VerifierKey.ED25519,
                Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private Checkpoint checkpoint(int size) {
        return new Checkpoint(ORIGIN, size, Merkle.root(hashes.subList(0, size)));
    }

    private byte[] pack(List<Integer> chosen, KeyPair signer) throws IOException {
        var note = checkpoint(LEAVES).signed(verifier(signer), signer.getPrivate());
        var out = new ByteArrayOutputStream();
        try (var pack = new PackWriter(note)) {
            pack.addConsistency(7, Merkle.consistency(7, LEAVES, (_, i) -> hashes.get((int) i)));
            for (var i : chosen) {
                var proof = Merkle.inclusion(i, LEAVES, (_, n) -> hashes.get((int) n));
                pack.add(i, leaves.get(i), shown.get(i), proof);
            }
            pack.finish(verifier(signer), signer.getPrivate(), out);
        }
        return out.toByteArray();
    }

    private byte[] whole() throws IOException {
        return pack(IntStream.range(0, LEAVES).boxed().toList(), pair);
    }

    private Verdict check(byte[] bytes, Trust trust) throws IOException {
        return PackVerifier.verify(Files.write(directory.resolve("pack.zip"), bytes), trust);
    }

    @Test
    void aWholePackIsCompleteAndAPartSaysThatItIsNot() throws Exception {
        var verdict = check(whole(), Trust.in(key));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.proven()).anyMatch(it -> it.startsWith("the pack is complete"));
        var part = check(pack(CHOSEN, pair), Trust.in(key));
        assertThat(part.findings()).isEmpty();
        assertThat(part.proven()).noneMatch(it -> it.startsWith("the pack is complete"));
        assertThat(part.unproven()).anyMatch(it -> it.contains("selection"));
    }

    @Test
    void anEarlierCheckpointIsEnoughToTrustWhatContinuesIt() throws Exception {
        for (var bytes : List.of(whole(), pack(CHOSEN, pair))) {
            var trust = new Trust(Optional.empty(), Optional.of(checkpoint(7)));
            var verdict = check(bytes, trust);
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.unproven()).anyMatch(it -> it.startsWith("who signed"));
            var other = new Checkpoint(ORIGIN, 7, Merkle.root(hashes.subList(1, 8)));
            trust = new Trust(Optional.empty(), Optional.of(other));
            assertThat(check(bytes, trust).fine()).isFalse();
        }
    }

    @Test
    void aPackSignedWithAnotherKeyIsFound() throws Exception {
        assertThat(check(pack(CHOSEN, newPair()), Trust.in(key)).fine()).isFalse();
    }

    /// The attacker rebuilds everything that needs no key.
    @Test
    void anHonestLookingPackThatLeavesSomethingOutIsFound() throws Exception {
        var good = pack(CHOSEN, pair);
        var forged = pack(List.of(1, 4, 5), newPair());
        var files = unzipped(forged);
        unzipped(good)
                .forEach((name, bytes) -> {
                    if (name.equals("checkpoint") || name.equals("seal")) {
                        files.put(name, bytes);
                    }
                });
        assertThat(check(zipped(files), Trust.in(key)).fine()).isFalse();
    }

    @Test
    void anyZipToolReadsAPack() throws Exception {
        var file = Files.write(directory.resolve("pack.zip"), whole());
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .contains("entries.jsonl", "report.md", "checkpoint", "manifest.json");
        }
    }

    @Test
    void tenThousandRandomChangesAreEachFound() throws Exception {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var packs = List.of(whole(), pack(CHOSEN, pair));
        for (var i = 0; i < 10_000; i++) {
            var good = packs.get(random.nextInt(2));
            var bad = random.nextBoolean() ? changedBytes(good, random) : changedFile(good, random);
            if (!Arrays.equals(good, bad)) {
                assertThat(check(bad, Trust.in(key)).fine())
                        .as("seed %d, change %d", seed, i)
                        .isFalse();
            }
        }
    }

    private static byte[] changedBytes(byte[] good, Random random) {
        var at = random.nextInt(good.length);
        var width = 1 + random.nextInt(8);
        return switch (random.nextInt(4)) {
            case 0 -> {
                var bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                yield bad;
            }
            case 1 -> Arrays.copyOf(good, at);
            case 2 -> joined(good, 0, at, new byte[width], at, good.length);
            default ->
                    joined(
                            good,
                            0,
                            at,
                            new byte[0],
                            Math.min(good.length, at + width),
                            good.length);
        };
    }

    private static byte[] joined(byte[] all, int a, int b, byte[] middle, int c, int d) {
        var out = new ByteArrayOutputStream();
        out.write(all, a, b - a);
        out.writeBytes(middle);
        out.write(all, c, d - c);
        return out.toByteArray();
    }

    /// Changes one file line by line and makes zip and manifest anew, as an attacker would.
    private byte[] changedFile(byte[] good, Random random) throws IOException {
        var files = unzipped(good);
        var names = List.copyOf(files.keySet());
        var name = names.get(random.nextInt(names.size()));
        var text = new String(files.get(name), StandardCharsets.UTF_8);
        var lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)")));
        var at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.add(lines.remove(at));
            case 3 -> lines.subList(at, lines.size()).clear();
            default -> {
                var line = new StringBuilder(lines.get(at));
                if (!line.isEmpty()) {
                    line.setCharAt(
                            random.nextInt(line.length()), (char) ('a' + random.nextInt(26)));
                }
                lines.set(at, line.toString());
            }
        }
        files.put(name, String.join("", lines).getBytes(StandardCharsets.UTF_8));
        if (random.nextInt(20) == 0) {
            files.remove(name);
        }
        if (!name.equals("manifest.json") && random.nextBoolean()) {
            files.computeIfPresent("manifest.json", (_, old) -> manifest(old, files));
        }
        return zipped(files);
    }

    private static byte[] manifest(byte[] old, Map<String, byte[]> files) {
        var fields = new LinkedHashMap<>(Json.object(new String(old, StandardCharsets.UTF_8)));
        var digests = new LinkedHashMap<String, String>();
        files.forEach((name, bytes) -> {
            if (!name.equals("manifest.json") && !name.equals("seal")) {
                digests.put(
                        name, Base64.getEncoder().encodeToString(Merkle.sha256().digest(bytes)));
            }
        });
        fields.put("files", digests);
        return (Json.canonical(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private java.util.SequencedMap<String, byte[]> unzipped(byte[] pack) throws IOException {
        var file = Files.write(directory.resolve("unzip.zip"), pack);
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    private byte[] zipped(Map<String, byte[]> files) throws IOException {
        var paths = new LinkedHashMap<String, Path>();
        for (var file : files.entrySet()) {
            paths.put(
                    file.getKey(),
                    Files.write(directory.resolve("z-" + file.getKey()), file.getValue()));
        }
        var out = new ByteArrayOutputStream();
        StoredZip.write(paths, out);
        return out.toByteArray();
    }

    @Test
    void theCommandTellsGoodFromBadFromMisused() throws Exception {
        var file = Files.write(directory.resolve("pack.zip"), whole()).toString();
        var vkey = Files.writeString(directory.resolve("vkey"), key.text() + "\n").toString();
        assertThat(run("verify", file, "--key", vkey)).isZero();
        var bad = whole();
        bad[200] ^= 4;
        var broken = Files.write(directory.resolve("bad.zip"), bad).toString();
        assertThat(run("verify", broken, "--key", vkey, "--json")).isEqualTo(1);
        assertThat(run("verify", file)).isEqualTo(2);
    }

    private static int run(String... args) {
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return VerifyCommand.run(List.of(args), sink, sink);
    }
}
