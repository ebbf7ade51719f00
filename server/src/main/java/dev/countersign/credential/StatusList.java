package dev.countersign.credential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// One list of W3C Bitstring Status List v1.0: a bit per credential, the first one leftmost,
/// compressed. Nobody learns from it which credential somebody asks about. Pure.
final class StatusList {
    /// The least that the recommendation allows, so that one credential hides among many.
    static final int LENGTH = 131_072;

    private static final String MULTIBASE_BASE64URL = "u";

    private StatusList() {}

    /// @param revoked indexes within the list
    static String encoded(Iterable<Integer> revoked) {
        var bits = new byte[LENGTH / 8];
        for (int index : revoked) {
            bits[index / 8] |= (byte) (0x80 >>> (index % 8));
        }
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bits);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return MULTIBASE_BASE64URL
                + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /// @throws IllegalArgumentException where it is no such list, or too short for the index
    static boolean isSet(String encoded, long index) {
        if (!encoded.startsWith(MULTIBASE_BASE64URL)) {
            throw new IllegalArgumentException("the status list is not multibase base64url");
        }
        try (var unzip =
                new GZIPInputStream(
                        new ByteArrayInputStream(
                                Base64.getUrlDecoder().decode(encoded.substring(1))))) {
            // No more than a list of usual length: what claims to be larger is not read to its end.
            var bits = unzip.readNBytes(16 * LENGTH / 8);
            if (index < 0 || index / 8 >= bits.length) {
                throw new IllegalArgumentException(
                        "the status list has no place " + index + ": it is another list");
            }
            return (bits[(int) (index / 8)] & (0x80 >>> (int) (index % 8))) != 0;
        } catch (IOException e) {
            throw new IllegalArgumentException("the status list cannot be unpacked", e);
        }
    }
}
