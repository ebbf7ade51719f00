package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A C2SP tlog-checkpoint: what the log is called, how many leaves it has and their root. Signed,
/// it is a C2SP signed note.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Checkpoint(String origin, long size, byte[] root) {
    public Checkpoint {
        if (root.length != Merkle.HASH) {
            throw new IllegalArgumentException("a root has 32 bytes, not " + root.length);
        }
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ') || size < 0) {
            throw new IllegalArgumentException(
                    "`" + origin + "` with `" + size + "` leaves is no checkpoint");
        }
        root = root.clone();
    }

    /// The signed part.
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /// Signs as `key`, whose private half is given.
    public String signed(VerifierKey key, PrivateKey secret) {
        try {
            var sign = Signature.getInstance("Ed25519");
            sign.initSign(secret);
            sign.update(text().getBytes(StandardCharsets.UTF_8));
            var signature = sign.sign();
            var bytes = ByteBuffer.allocate(4 + signature.length).putInt(key.id()).put(signature);
            return text()
                    + "\n— "
                    + key.name()
                    + " "
                    + Base64.getEncoder().encodeToString(bytes.array())
                    + "\n";
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the checkpoint cannot be signed", problem);
        }
    }

    /// Reads a note without checking signatures; only its exact form is accepted.
    ///
    /// @throws IllegalArgumentException where the text is no checkpoint
    public static Checkpoint parse(String note) {
        var end = note.indexOf("\n\n");
        var lines = end < 0 ? new String[0] : note.substring(0, end).split("\n", -1);
        if (lines.length != 3 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException(
                    "this is no checkpoint; expected origin, size and root, then signatures");
        }
        var found =
                new Checkpoint(
                        lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
        if (!note.startsWith(found.text() + "\n")) {
            throw new IllegalArgumentException("the checkpoint's root is not canonical base64");
        }
        return found;
    }

    /// Whether exactly this note carries a valid signature of `key`.
    public static boolean signedBy(String note, VerifierKey key) {
        var end = note.indexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            return false;
        }
        var message = note.substring(0, end + 1).getBytes(StandardCharsets.UTF_8);
        var start = "— " + key.name() + " ";
        return List.of(note.substring(end + 2).split("\n")).stream()
                .filter(line -> line.startsWith(start))
                .anyMatch(line -> matches(line.substring(start.length()), message, key));
    }

    private static boolean matches(String base64, byte[] message, VerifierKey key) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return bytes.length > 4
                    && Base64.getEncoder().encodeToString(bytes).equals(base64)
                    && ByteBuffer.wrap(bytes).getInt() == key.id()
                    && key.verifies(message, Arrays.copyOfRange(bytes, 4, bytes.length));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }
}
