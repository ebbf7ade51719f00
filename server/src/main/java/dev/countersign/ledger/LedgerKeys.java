package dev.countersign.ledger;

import dev.countersign.proof.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The keys that live in files outside the database and its backups.
///
/// @param wrapping 32 bytes that wrap keyholders' keys
@SuppressWarnings("ArrayRecordComponent") // never compared
record LedgerKeys(PrivateKey signing, VerifierKey verifier, byte[] wrapping) {

    private static final String NEXT = "signing.key.next";

    /// Reads the keys, making them on the first start (readable by their owner only).
    static LedgerKeys in(Path directory, String origin, SecureRandom random) {
        try {
            Files.createDirectories(directory);
            var signing = directory.resolve("signing.key");
            if (!Files.exists(signing)) {
                write(signing, newSigningKey());
            }
            var wrapping = directory.resolve("wrapping.key");
            if (!Files.exists(wrapping)) {
                var key = new byte[32];
                random.nextBytes(key);
                write(wrapping, List.of(base64(key)));
            }
            var lines = Files.readAllLines(signing);
            var secret =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes(lines.get(0))));
            var verifier = new VerifierKey(origin, VerifierKey.ED25519, bytes(lines.get(1)));
            Files.writeString(directory.resolve("verifier.vkey"), verifier.text() + "\n");
            return new LedgerKeys(secret, verifier, bytes(Files.readString(wrapping).strip()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (GeneralSecurityException | IndexOutOfBoundsException problem) {
            throw new IllegalStateException(
                    "the keys in `" + directory + "` cannot be read; restore them from your backup",
                    problem);
        }
    }

    /// Makes a successor's key beside the one in use; returns its verifier key.
    static VerifierKey prepareNext(Path directory, String origin) {
        try {
            var next = directory.resolve(NEXT);
            Files.deleteIfExists(next);
            var lines = newSigningKey();
            write(next, lines);
            return new VerifierKey(origin, VerifierKey.ED25519, bytes(lines.get(1)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("every JDK has Ed25519", problem);
        }
    }

    /// Puts a prepared successor in place once the ledger was handed over to it, also where a stop
    /// came in between; otherwise forgets it. The old private key is gone afterwards.
    ///
    /// @param handedTo the verifier key that the ledger was last handed over to
    static void settleNext(Path directory, String origin, Optional<String> handedTo) {
        var next = directory.resolve(NEXT);
        try {
            if (!Files.exists(next)) {
                return;
            }
            var key = bytes(Files.readAllLines(next).get(1));
            var text = new VerifierKey(origin, VerifierKey.ED25519, key).text();
            if (handedTo.filter(text::equals).isPresent()) {
                Files.move(
                        next,
                        directory.resolve("signing.key"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(next);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<String> newSigningKey() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var encoded = pair.getPublic().getEncoded();
        return List.of(
                base64(pair.getPrivate().getEncoded()),
                base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }

    /// Whole or not at all: written beside, then moved.
    private static void write(Path file, List<String> lines) throws IOException {
        var owner = PosixFilePermissions.fromString("rw-------");
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(beside, PosixFilePermissions.asFileAttribute(owner));
        } else {
            Files.createFile(beside);
        }
        Files.write(beside, lines, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
        Files.move(beside, file);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
