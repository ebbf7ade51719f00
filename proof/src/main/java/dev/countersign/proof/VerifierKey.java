package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A verifier key in C2SP signed-note form: `name+hash+base64(algorithm ‖ key)`.
///
/// @param algorithm the signature type byte; 1 is Ed25519, the only one that [#verifies] knows
/// @param key the public key's bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VerifierKey(String name, byte algorithm, byte[] key) {
    public static final byte ED25519 = 1;
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    public VerifierKey {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == '+' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "`" + name + "` cannot name a key; leave out spaces and `+`");
        }
        if (algorithm == ED25519 && key.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + key.length);
        }
        key = key.clone();
    }

    /// @throws IllegalArgumentException where the text is no verifier key
    public static VerifierKey parse(String text) {
        var line = text.strip();
        var first = line.indexOf('+');
        var second = line.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException(
                    "`" + shortened(line) + "` is no verifier key; expected `name+hash+key`");
        }
        var bytes = Base64.getDecoder().decode(line.substring(second + 1));
        if (bytes.length < 2) {
            throw new IllegalArgumentException("the verifier key is too short; copy it again");
        }
        var found =
                new VerifierKey(
                        line.substring(0, first),
                        bytes[0],
                        Arrays.copyOfRange(bytes, 1, bytes.length));
        if (!line.equals(found.text())) {
            throw new IllegalArgumentException(
                    "the verifier key's hash does not match its key; copy it again");
        }
        return found;
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key).
    public int id() {
        var digest = Merkle.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(algorithm);
        return ByteBuffer.wrap(digest.digest(key)).getInt();
    }

    public String text() {
        var bytes = ByteBuffer.allocate(1 + key.length).put(algorithm).put(key).array();
        return name
                + "+"
                + HexFormat.of().toHexDigits(id())
                + "+"
                + Base64.getEncoder().encodeToString(bytes);
    }

    /// Whether this key signed the bytes; false for algorithms it does not know.
    public boolean verifies(byte[] message, byte[] signature) {
        if (algorithm != ED25519) {
            return false;
        }
        try {
            var encoded =
                    ByteBuffer.allocate(X509_ED25519.length + key.length)
                            .put(X509_ED25519)
                            .put(key)
                            .array();
            var check = Signature.getInstance("Ed25519");
            check.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return text();
    }
}
