package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A personal value with the salt that hid it: together they are what the leaf's hash commits to.
///
/// @param salt 16 random bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Disclosure(byte[] salt, String value) {
    private static final byte[] DOMAIN =
            "countersign personal v1".getBytes(StandardCharsets.US_ASCII);

    /// The leaf's commitment: base64url of SHA-256(domain ‖ 0 ‖ field ‖ 0 ‖ salt ‖ value).
    public String commitment(String field) {
        var digest = Merkle.sha256();
        digest.update(DOMAIN);
        digest.update((byte) 0);
        digest.update(field.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(salt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    }
}
